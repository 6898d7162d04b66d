"""Files in which nobody has said anything yet: what they hold is no leak of a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache

from interview_kit import __version__
from interview_kit.coding.codebook_files import guide_codebook, parse_codebook
from interview_kit.deposit.deposit import Deposit
from interview_kit.deposit.papers import papers
from interview_kit.deposit.purpose import Purpose, parse_purposes
from interview_kit.deposit.study_description import About
from interview_kit.export.exporters import BUILT_IN, Exporter, artefacts
from interview_kit.guide.guide import Guide
from interview_kit.guide.guide_parser import parse_guide
from interview_kit.model.codebook_entry import CodebookEntry
from interview_kit.model.record import GuideQuestion, Record
from interview_kit.model.speaker import Speaker
from interview_kit.model.spoken_language import SPOKEN_LANGUAGES
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.detectors import LANGUAGES
from interview_kit.session.interview_events import Mark
from interview_kit.workflow.publication.file_scan import Template, template_of
from interview_kit.workflow.study.shipped_files import (
    shipped_codebook,
    shipped_codebooks,
    shipped_guides,
    shipped_purposes,
)


def blank_export(
    exporter: Exporter, records: Callable[[], Iterable[Record]], allowed: Iterable[str] = ()
) -> Template:
    """What an exporter writes of interviews like `records` in which nobody speaks.

    The wording of guides that ship with the program is known beforehand; that of others, and what
    exporters of others write, may hold anybody's name. `allowed` are names that may stand anywhere.
    """
    if exporter not in BUILT_IN:
        return template_of((), allowed)
    alike = {(entry.guide_fingerprint, entry.language): entry for entry in records()}
    # Of two people, so that it is known too what stands between them; with a fact and without.
    blank = [
        [replace(entry, interview=f"P{number}-1", participant=f"P{number}", attributes=attributes)
         for number in (1, 2)]
        for entry in map(_blank, alike.values())
        for attributes in ({}, {"attribute": ""})
    ]  # fmt: skip
    return template_of(
        (
            (artefact.name, artefact.chunks)
            for entries in blank
            for artefact in artefacts(exporter, entries)
        ),
        allowed,
    )


def blank_papers(deposit: Deposit, paths: tuple[str, ...]) -> Template:
    """The papers of a release of which nothing is known but who made it.

    A creator written in full, `Visser, Iris`, is somebody else than who has one of these names
    too; in any other form it could be the name that must not leave.
    """
    creators = tuple(creator for creator in deposit.about.creators if _FULL_NAME.fullmatch(creator))
    own = {f"{TRANSCRIPTS}/{entry.path}": entry.title for entry in BUILT_IN}
    blank = replace(
        deposit,
        id="",
        about=About(creators=creators),
        purpose=_shipped_purposes().get(deposit.purpose.name, Purpose("")),
        formats={path: own.get(path, "") for path in deposit.formats},
        rows=tuple(
            replace(
                row,
                interview="P1-1",
                participant="P1",
                guide="",
                held=_date(row.held),
                attributes={},
            )
            for row in deposit.rows
        ),
        guides=tuple(guide for guide in deposit.guides if guide.guide.fingerprint in _shipped()),
    )
    files = [(name, [content]) for name, content in papers(blank, paths)]
    allowed = deposit.about.allowed_names
    return template_of([*files, (_BAG, [_BAG_LINES])], (*allowed, *creators))


TRANSCRIPTS = "transcripts"
"""The folder of a release that the transcripts are in."""

# A family name, and a given name that is no initial.
_FULL_NAME = re.compile(r"[^,]*[^\W\d_]{2}[^,]*,[^,]*[^\W\d_]{2}[^,]*")


# What a bag says of itself (RFC 8493), whatever is in it.
_BAG = "bag-info.txt"
_BAG_LINES = b"""\
BagIt-Version: 1.0
Tag-File-Character-Encoding: UTF-8
Bag-Software-Agent: interview-kit %b (bagit)
Bagging-Date: 20
External-Description:
External-Identifier:
Payload-Oxum:
""" % __version__.encode()


def _blank(record: Record) -> Record:
    guide = _shipped().get(record.guide_fingerprint)
    language = record.language
    written = {
        (
            question.id,
            question.text.in_(language),
            section.id,
            section.title.in_(language),
            question.topic,
        )
        for section in (guide.sections if guide else ())
        for question in section.questions
    }
    # As the guide has it: what the corpus says of it may have been changed since.
    questions = tuple(
        entry
        if (entry.id, entry.text, entry.section, entry.section_title, entry.topic) in written
        else GuideQuestion(f"q{number}", "", mark=entry.mark if entry.mark in _MARKS else "")
        for number, entry in enumerate(record.questions)
    )
    return Record(
        interview="P1-1",
        participant="P1",
        language=language if language in SPOKEN_LANGUAGES else "",
        guide=guide.id if guide else "",
        guide_fingerprint="",
        held=_date(record.held),
        length_ms=1_000,
        version=1,
        provenance=dict.fromkeys(_PROVENANCE, "") | {"made_with": f"interview-kit {__version__}"},
        questions=questions,
        codebook=tuple(entry for entry in record.codebook if entry in _shipped_codes()),
        turns=_blank_turns(questions),
    )


def _blank_turns(questions: Iterable[GuideQuestion]) -> tuple[Turn, ...]:
    """A turn without words of each speaker, and under one question of each mark."""
    marked = {question.mark: question.id for question in questions}
    spoken = [(speaker, "") for speaker in Speaker]
    spoken += [(Speaker.PARTICIPANT, question) for question in marked.values()]
    return tuple(
        Turn(number, speaker, 0, 1_000, question, "")
        for number, (speaker, question) in enumerate(spoken, 1)
    )


# What an interview tells of how its text came about; the same for each.
_PROVENANCE = ("source", "transcribed_by", "turns_corrected", "places_replaced", "made_with")


# What may become of a question.
_MARKS = frozenset(map(str, Mark))


def _date(held: str) -> str:
    """When an interview was held, if that is what it is."""
    return held if re.fullmatch(r"[0-9Q-]{0,10}", held) else ""


@cache
def _shipped_purposes() -> Mapping[str, Purpose]:
    return parse_purposes(shipped_purposes(), "purposes.toml")


@cache
def _shipped_codes() -> frozenset[CodebookEntry]:
    """The codes that ship, of guides and codebooks, in each language."""
    guides = (
        entry
        for guide in _shipped().values()
        for language in guide.languages
        for entry in guide_codebook(guide, language)
    )
    codebooks = (
        entry
        for name in shipped_codebooks()
        for language in LANGUAGES
        for entry in parse_codebook(shipped_codebook(name), name, language)
    )
    return frozenset((*guides, *codebooks))


@cache
def _shipped() -> dict[str, Guide]:
    """The guides that ship, by their fingerprint."""
    texts = ((path.read_text("utf-8"), path.name) for path in shipped_guides())
    guides = (parse_guide(text, name) for text, name in texts)
    return {guide.fingerprint: guide for guide in guides}
