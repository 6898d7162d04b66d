"""What the guides call questions, probes, topics and codes, in the language of a reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from interview_kit.errors import GuideError
from interview_kit.guide.guide import Guide
from interview_kit.guide.guide_parser import parse_guide
from interview_kit.workflow.study.open_study import guide_files


@dataclass(frozen=True, slots=True)
class GuideTitles:
    """Titles by ids. A question's and a probe's title is its text, since it has no other.

    `sections` and `codes` are by their title in any language: what was renamed keeps its own.
    """

    questions: dict[str, str] = field(default_factory=dict)
    probes: dict[str, str] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    @property
    def every_title(self) -> tuple[str, ...]:
        """What the guides say, and so no participant."""
        tables = (self.questions, self.probes, self.topics, self.sections, self.codes)
        return tuple(dict.fromkeys(title for titles in tables for title in titles.values()))


def guide_titles(guides: Iterable[Guide], language: str) -> GuideTitles:
    """The titles of guides in a language; of an id that several have, that of the last."""
    titles = GuideTitles()
    for guide in {guide.fingerprint: guide for guide in guides}.values():
        titles.questions.update((entry.id, entry.text.in_(language)) for entry in guide.questions)
        titles.probes.update(
            (probe.id, probe.text.in_(language))
            for question in guide.questions
            for probe in question.probes
        )
        titles.topics.update((entry.id, entry.title.in_(language)) for entry in guide.topics)
        # A theme, the code above two sides, has the title of a topic.
        for by_title, entries in (
            (titles.sections, guide.sections),
            (titles.codes, guide.codebook + guide.topics),
        ):
            for entry in entries:
                by_title.update((own, entry.title.in_(language)) for _, own in entry.title.texts)
    return titles


def titles_of_folder(folder: Path, language: str) -> GuideTitles:
    """The titles of the guides that lie in a study's folder; one that cannot be read has none."""
    return guide_titles(_readable(folder), language)


def _readable(folder: Path) -> Iterator[Guide]:
    for path in guide_files(folder):
        try:
            yield parse_guide(path.read_text(encoding="utf-8-sig"), path.name)
        except (GuideError, OSError, UnicodeDecodeError):
            continue
