"""Margin notes: what was noted beside the conversation, each at its moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from interview_kit.model.clock import frames_to_ms
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.session.interview_events import (
    ConsentAnswered,
    ConsentWithdrawn,
    DistressOpened,
    Event,
    Flagged,
    Mark,
    NoteTaken,
    ProbeUsed,
    QuestionMarked,
    QuestionShown,
    RecordingDecided,
    Struck,
    TopicSuggested,
)
from interview_kit.session.journal_entry import JournalEntry


class NoteKind(StrEnum):
    """What kind of thing was noted."""

    FLAG = "flag"
    NOTE = "note"
    PROBE = "probe"
    SKIPPED = "skipped"
    REFUSED = "refused"
    RAISED = "raised"
    SUGGESTED = "suggested"
    DISTRESS = "distress"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class MarginNote:
    """Something that was noted, at `frame` of the interview's clock.

    `number` is that of its entry in the journal, `at` the time of day in UTC. `question` is the
    guide's question that it is about, or that was shown, empty before the first. `about` is the id
    of the probe, topic or consent item, or empty. `detail` is the answer to consent, or what was
    decided after it was withdrawn. `text` is what was typed: alone of all this it may hold a name.
    """

    number: int
    kind: NoteKind
    frame: int
    at: str
    question: str
    about: str = ""
    detail: str = ""
    text: str = ""


_OF_MARK = {
    Mark.SKIPPED: NoteKind.SKIPPED,
    Mark.REFUSED: NoteKind.REFUSED,
    Mark.RAISED: NoteKind.RAISED,
}
"""Marks that say something of the conversation; the others say that it went its way."""

_LASTING = frozenset({NoteKind.CONSENT, NoteKind.DISTRESS, NoteKind.SKIPPED, NoteKind.REFUSED})
"""What stands though its stretch was struck: it is about the participant's wishes and safety."""


def margin_notes(journal: Sequence[JournalEntry]) -> tuple[MarginNote, ...]:
    """Everything that was noted, in the order of the clock, but for what was struck."""
    strikes = [entry.event for entry in journal if isinstance(entry.event, Struck)]
    notes: list[MarginNote] = []
    question = ""
    for entry in journal:
        if isinstance(entry.event, QuestionShown):
            question = entry.event.question
        note = _note_of(entry, question)
        if note is None:
            continue
        is_struck = any(holds(strike, note.frame) for strike in strikes)
        if not is_struck or note.kind in _LASTING:
            notes.append(note)
    return tuple(sorted(notes, key=lambda note: (note.frame, note.number)))


def beside_the_talk(notes: Iterable[MarginNote]) -> tuple[MarginNote, ...]:
    """The notes without the answers to consent of before the first sound: they begin every talk."""
    return tuple(note for note in notes if note.frame or note.kind is not NoteKind.CONSENT)


def noted_turns(journal: Sequence[JournalEntry], rate: int) -> tuple[Turn, ...]:
    """What was typed meanwhile, as turns of the interviewer without length.

    Their numbers are those of the journal's entries, below 0: so a place in a note is a place like
    any other, and never one of the conversation.
    """
    typed = [note for note in margin_notes(journal) if note.text]
    return tuple(
        Turn(-note.number, Speaker.INTERVIEWER, time_ms, time_ms, note.question, note.text)
        for note in sorted(typed, key=lambda note: -note.number)
        for time_ms in [frames_to_ms(note.frame, rate) if rate else 0]
    )


def without_struck(
    journal: Iterable[JournalEntry], first_frame: int, end_frame: int
) -> tuple[JournalEntry, ...]:
    """The entries that a strike empties, emptied: nothing typed or suggested in it is left.

    What was noted at its very end belongs to it: the clock stands still while sound is not stored.
    """
    strike = Struck(first_frame, end_frame)
    return tuple(
        replace(entry, event=emptied(entry.event))
        for entry in journal
        if _reaches(entry, strike) and emptied(entry.event) != entry.event
    )


def without_texts(journal: Iterable[JournalEntry]) -> tuple[JournalEntry, ...]:
    """The entries with something typed in them, without it."""
    return tuple(
        replace(entry, event=emptied(entry.event))
        for entry in journal
        if isinstance(entry.event, NoteTaken | QuestionMarked) and text_of(entry.event)
    )


def moment_of(entry: JournalEntry) -> int:
    """The frame that an entry is about: where a note was begun, where suggested talk was."""
    if isinstance(entry.event, NoteTaken | TopicSuggested) and entry.event.at_frame is not None:
        return entry.event.at_frame
    return entry.frame


def holds(strike: Struck, frame: int) -> bool:
    """Whether a struck stretch holds a moment, its end included."""
    return strike.first_frame <= frame <= strike.end_frame


def _reaches(entry: JournalEntry, strike: Struck) -> bool:
    """Whether an entry is about a struck stretch; a suggestion is, from its talk to its showing."""
    if isinstance(entry.event, TopicSuggested):
        return moment_of(entry) <= strike.end_frame and strike.first_frame <= entry.frame
    return holds(strike, moment_of(entry))


def emptied(event: Event) -> Event:
    """An event without what it says of the conversation in words."""
    match event:
        case NoteTaken():
            return replace(event, text="")
        case QuestionMarked():
            return replace(event, reason="")
        case TopicSuggested():
            return replace(event, topic="")
        case _:
            return event


def text_of(event: Event) -> str:
    """What was typed into an event of the conversation, or nothing."""
    match event:
        case NoteTaken(text):
            return text
        case QuestionMarked(_, _, reason):
            return reason
        case _:
            return ""


def _note_of(entry: JournalEntry, question: str) -> MarginNote | None:
    note = MarginNote(entry.number, NoteKind.FLAG, moment_of(entry), entry.at, question)
    match entry.event:
        case Flagged():
            return note
        case NoteTaken(text) if text:
            return replace(note, kind=NoteKind.NOTE, text=text)
        case ProbeUsed(probe):
            return replace(note, kind=NoteKind.PROBE, about=probe)
        case QuestionMarked(marked, mark, reason) if mark in _OF_MARK:
            return replace(note, kind=_OF_MARK[mark], question=marked, text=reason)
        case TopicSuggested(topic) if topic:
            return replace(note, kind=NoteKind.SUGGESTED, about=topic)
        case DistressOpened():
            return replace(note, kind=NoteKind.DISTRESS)
        case ConsentAnswered(item, answer):
            return replace(note, kind=NoteKind.CONSENT, about=item, detail=answer.value)
        case ConsentWithdrawn():
            return replace(note, kind=NoteKind.CONSENT, detail="withdrawn")
        case RecordingDecided(disposal):
            return replace(note, kind=NoteKind.CONSENT, detail=disposal.value)
        case _:
            return None
