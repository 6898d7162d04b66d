"""A deposit: all that its documents are written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from interview_kit.deposit.k_anonymity import Anonymity
from interview_kit.deposit.purpose import Purpose
from interview_kit.deposit.study_description import About
from interview_kit.guide.guide import Guide
from interview_kit.model.record import Record

# A count of mentions by (interview, type, what was done): replaced, or left as it was.
ReplacementRow = Mapping[tuple[str, str, str], int]


@dataclass(frozen=True, slots=True)
class ListedInterview:
    """One row of the data list; everything in it is as coarse as the purpose wants it.

    `minutes` are None where a text has no times.
    """

    interview: str
    participant: str
    language: str
    guide: str
    guide_version: int
    held: str
    minutes: int | None
    turns: int
    words: int
    version: int
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class UsedGuide:
    """A guide as some of the interviews met it, with the text it was parsed from."""

    guide: Guide
    source: str

    @property
    def stem(self) -> str:
        """A name for its files; two texts that say they are one version are still told apart."""
        return f"{self.guide.id}-v{self.guide.version}-{self.guide.fingerprint[:8]}"


@dataclass(frozen=True, slots=True)
class NameReading:
    """How many of the drawn turns were read for names that were left, and the bound from it, in
    names per 10,000 words at a confidence of 95 %."""

    read: int
    per_10_000: float


@dataclass(frozen=True, slots=True)
class Deposit:
    """One release, as its documents tell of it.

    `day` is the day it was made (`2026-11-25`), `left_out` counts interviews by the reason that
    they stayed behind, `methods` says what became of names, and `program` which version did it.
    """

    id: str
    day: str
    program: str
    language: str
    about: About
    purpose: Purpose
    rows: tuple[ListedInterview, ...]
    guides: tuple[UsedGuide, ...]
    formats: Mapping[str, str]
    replaced: ReplacementRow
    left_out: Mapping[str, int]
    anonymity: Anonymity
    methods: Mapping[str, str]
    name_reading: NameReading | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages spoken, the most frequent first."""
        languages = [row.language for row in self.rows]
        return tuple(sorted(set(languages), key=lambda entry: (-languages.count(entry), entry)))

    @property
    def participants(self) -> int:
        """How many people the interviews are of."""
        return len({row.participant for row in self.rows})

    @property
    def attributes(self) -> tuple[str, ...]:
        """The attributes that any row has."""
        return tuple(sorted({name for row in self.rows for name in row.attributes}))


def listed_interviews(record: Record) -> ListedInterview:
    """The row of one interview, from its record as it is released."""
    return ListedInterview(
        interview=record.interview,
        participant=record.participant,
        language=record.language,
        guide=record.guide,
        guide_version=record.guide_version,
        held=record.held,
        minutes=round(record.length_ms / 60_000) if record.length_ms else None,
        turns=len(record.turns),
        words=sum(len(turn.text.split()) for turn in record.turns),
        version=record.version,
        attributes=dict(record.attributes),
    )
