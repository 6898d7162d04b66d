"""Records: what leaves the vault, pseudonymised, and what exporters receive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from interview_kit.model.clock import timestamp
from interview_kit.model.codebook_entry import CodebookEntry
from interview_kit.model.coding import Coding
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
class FiledNote:
    """Something the interviewer noted, `time_ms` on the interview's clock.

    `kind` is flag, note, probe, skipped, refused, raised, suggested or distress; `about` the id of
    the probe or topic. `text` is what was typed, pseudonymised.
    """

    number: int
    kind: str
    time_ms: int
    question: str = ""
    about: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One filed interview.

    `held` is when, as coarse as the study says: `2026-11-25`, `2026-11` or `2026`, and in a
    release also `2026-Q4` or nothing. `interviewer` is a code. `questions` are the guide's, in
    its order, also those that nobody spoke under. `version` is 1, and one more with each
    correction of the filed text. `states` say when it passed which state, as coarsely;
    `provenance` how its text came about. `notes` are the interviewer's, empty unless the study
    gives them to its coders. `codebook` is the whole study's, `codings` stand on its turns.
    `value_titles` are what values of attributes are called, by their ids, where it is known. All
    text is pseudonymised.
    """

    interview: str
    participant: str
    language: str
    guide: str
    guide_fingerprint: str
    held: str
    length_ms: int
    version: int
    guide_version: int = 0
    interviewer: str = ""
    provenance: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[GuideQuestion, ...] = ()
    turns: tuple[Turn, ...] = ()
    notes: tuple[FiledNote, ...] = ()
    codebook: tuple[CodebookEntry, ...] = ()
    codings: tuple[Coding, ...] = ()
    value_titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_times(self) -> bool:
        """Whether it is known when things were said: of a text of another program it may not be."""
        return any(turn.end_ms for turn in self.turns)

    @property
    def known_facts(self) -> Mapping[str, str]:
        """What a heading says of the interview: its `guide`, and `held` and `length` if known."""
        length = timestamp(self.length_ms) if self.length_ms else ""
        facts = {"guide": self.guide, "held": self.held, "length": length}
        return {id: value for id, value in facts.items() if value}

    @property
    def held_from(self) -> str:
        """The first day of `held`, for formats that want a whole date; 1970-01-01 where unknown."""
        year, _, remainder = (self.held or "1970").partition("-")
        month, _, day = remainder.partition("-")
        if month.startswith("Q"):
            month = f"{int(month[1:]) * 3 - 2:02d}"
        return f"{year}-{month or '01'}-{day or '01'}"

    @property
    def marks(self) -> Mapping[str, str]:
        """What became of each question, by its id; those of which nothing did are not in it."""
        return {
            question.id: question.mark for question in self.questions if question.mark != "open"
        }

    @property
    def wordings(self) -> dict[str, str]:
        """The wording of each question, by its id."""
        return {question.id: question.text for question in self.questions}
