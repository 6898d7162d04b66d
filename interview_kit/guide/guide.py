"""A guide: what an interviewer asks, in one or more languages, under ids that never change.

    Guide ─┬─ Section ── Question ── Probe       the conversation, in order
           ├─ Topic                              what a participant may raise unasked
           ├─ ConsentItem · distress             what surrounds the conversation
           └─ Attribute · Code · vocabulary      what the study knows beforehand

`parse.py` makes guides, and only sound ones; nothing here checks again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from interview_kit.errors import GuideError
from interview_kit.guide.guide_problem import nearest
from interview_kit.language.phrase import Phrase
from interview_kit.language.values import value_phrase


@dataclass(frozen=True, slots=True)
class Localised:
    """One text in several languages: pairs of a language code and the text.

    False where there is no text at all, as in a question without a note.
    """

    texts: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.texts)

    def in_(self, language: str) -> str:
        """The text in `language`, or in the first there is; empty where there is none at all."""
        return _in_language(dict(self.texts), language, "")


@dataclass(frozen=True, slots=True)
class WordLists:
    """Lists of words per language: cues of a topic, vocabulary of a guide."""

    words: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)

    def in_(self, language: str) -> tuple[str, ...]:
        """The words in `language`, or in the first there is, in the order of the file.

        Empty where there are none at all.
        """
        return _in_language(dict(self.words), language, ())


class AskIf(StrEnum):
    """When a question is asked."""

    ALWAYS = "always"
    NOT_RAISED = "not_raised"


class ConsentScope(StrEnum):
    """What a participant consents to."""

    TAKE_PART = "take_part"
    RECORD = "record"
    QUOTE = "quote"
    SHARE = "share"
    ARCHIVE = "archive"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Probe:
    """A short follow-up the interviewer may use under a question."""

    id: str
    text: Localised


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is said aloud.

    `note` is for the interviewer only. `topic` is a topic's id or empty. With `ask_if`
    NOT_RAISED the question is asked only where the participant has not raised that topic.
    """

    id: str
    text: Localised
    note: Localised = Localised()
    ask_if: AskIf = AskIf.ALWAYS
    topic: str = ""
    probes: tuple[Probe, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the conversation; `minutes` is its time budget, 0 where it has none."""

    id: str
    title: Localised
    questions: tuple[Question, ...]
    minutes: int = 0
    note: Localised = Localised()


@dataclass(frozen=True, slots=True)
class Topic:
    """Something a participant may raise unasked; `cues.py` says how its cues are read."""

    id: str
    title: Localised
    cues: WordLists = WordLists()


@dataclass(frozen=True, slots=True)
class ConsentItem:
    """One thing asked before the interview; without a `required` one there is no interview."""

    id: str
    scope: ConsentScope
    text: Localised
    required: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One of the values a participant attribute may take."""

    id: str
    title: Localised


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something the study notes of each participant; free text where `values` is empty."""

    id: str
    title: Localised
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of the codebook."""

    id: str
    title: Localised
    description: Localised = Localised()


@dataclass(frozen=True, slots=True)
class Guide:
    """A whole guide.

    `minutes` is how long the interview typically takes, `minutes_range` the shortest and longest
    expected. The first of `languages` is the default. `fingerprint` is the SHA-256, in hex, of
    the exact text the guide was parsed from: an interview keeps it with that text.
    """

    id: str
    version: int
    languages: tuple[str, ...]
    title: Localised
    minutes: int
    minutes_range: tuple[int, int]
    sections: tuple[Section, ...]
    fingerprint: str
    topics: tuple[Topic, ...] = ()
    vocabulary: WordLists = WordLists()
    consent: tuple[ConsentItem, ...] = ()
    distress: Localised = Localised()
    attributes: tuple[Attribute, ...] = ()
    codebook: tuple[Code, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of the guide."""
        return tuple(question for section in self.sections for question in section.questions)

    def section(self, id: str) -> Section:
        """The section with this id. Raises GuideError where there is none."""
        return _find(value_phrase("section"), id, self.sections)

    def question(self, id: str) -> Question:
        """The question with this id. Raises GuideError where there is none."""
        return _find(value_phrase("question"), id, self.questions)

    def topic(self, id: str) -> Topic:
        """The topic with this id. Raises GuideError where there is none."""
        return _find(value_phrase("topic"), id, self.topics)

    def section_of(self, question_id: str) -> Section:
        """The section that holds this question. Raises GuideError where there is none."""
        question = self.question(question_id)
        return next(section for section in self.sections if question in section.questions)

    def require_language(self, language: str) -> None:
        """Raise GuideError where the guide is not written in `language`."""
        if language not in self.languages:
            raise GuideError(
                "The guide is not written in '{language}'.",
                "It has {given}.",
                language=language,
                given=", ".join(sorted(self.languages)),
            )

    def text(self, language: str) -> str:
        """The conversation in one language as plain lines, to read through or print.

        Section titles stand at the margin, questions under them, probes under those. Raises
        GuideError where the guide is not in this language.
        """
        self.require_language(language)
        return "\n".join(self._lines(language))

    def _lines(self, language: str) -> Iterator[str]:
        yield self.title.in_(language)
        for section in self.sections:
            yield f"\n{section.title.in_(language)}"
            for question in section.questions:
                yield f"  {question.text.in_(language)}"
                for probe in question.probes:
                    yield f"    - {probe.text.in_(language)}"


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_I = TypeVar("_I", bound=_Identified)
_T = TypeVar("_T")


def _find(noun: Phrase, id: str, among: tuple[_I, ...]) -> _I:
    for member in among:
        if member.id == id:
            return member
    like = nearest(id, (member.id for member in among))
    raise GuideError(
        "The guide has no {noun} '{id}'.",
        "Did you mean '{like}'?" if like else "Look at the ids in the guide file.",
        noun=noun,
        id=id,
        like=like,
    )


def _in_language(texts: dict[str, _T], language: str, nothing: _T) -> _T:
    # An interview may be held in a language that its guide is not written in.
    return texts.get(language, next(iter(texts.values()), nothing))
