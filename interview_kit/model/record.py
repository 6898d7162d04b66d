"""Records: what leaves the vault, pseudonymised, and what exporters receive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from interview_kit.model.turn import Turn


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """A question of the guide as one interview met it.

    `text` and `section_title` are in the interview's language. `section` and `topic` are ids of
    the guide, empty where there is none. `mark` is what became of the question: open, asked,
    raised, covered, skipped or refused.
    """

    id: str
    text: str
    section: str = ""
    section_title: str = ""
    topic: str = ""
    mark: str = "open"


@dataclass(frozen=True, slots=True)
class Record:
    """One filed interview.

    `month` is when it was held, coarsened to `2026-11`. `questions` are the guide's, in its
    order, also those that nobody spoke under. `version` counts the filings of this interview. All
    text is pseudonymised.
    """

    interview: str
    participant: str
    language: str
    guide: str
    guide_fingerprint: str
    month: str
    length_ms: int
    version: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[GuideQuestion, ...] = ()
    turns: tuple[Turn, ...] = ()

    @property
    def wordings(self) -> dict[str, str]:
        """The wording of each question, by its id."""
        return {question.id: question.text for question in self.questions}
