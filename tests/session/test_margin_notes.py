"""What was noted beside the conversation, each at its moment, and what a strike takes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.session import interview_events as did
from interview_kit.session.interview_events import Answer, Disposal, Event, Mark
from interview_kit.session.journal_entry import JournalEntry
from interview_kit.session.margin_notes import (
    NoteKind,
    margin_notes,
    text_of,
    without_struck,
    without_texts,
)

AT = "2026-11-28T10:00:00.000+00:00"
NOTED: tuple[tuple[Event, NoteKind, str, str, str], ...] = (
    (did.Flagged(), NoteKind.FLAG, "", "", ""),
    (did.NoteTaken("quiet"), NoteKind.NOTE, "", "", "quiet"),
    (did.ProbeUsed("more"), NoteKind.PROBE, "more", "", ""),
    (did.QuestionMarked("q", Mark.SKIPPED, "late"), NoteKind.SKIPPED, "", "", "late"),
    (did.QuestionMarked("q", Mark.REFUSED), NoteKind.REFUSED, "", "", ""),
    (did.QuestionMarked("q", Mark.RAISED), NoteKind.RAISED, "", "", ""),
    (did.TopicSuggested("work"), NoteKind.SUGGESTED, "work", "", ""),
    (did.DistressOpened(), NoteKind.DISTRESS, "", "", ""),
    (did.ConsentAnswered("record", Answer.NO), NoteKind.CONSENT, "record", "no", ""),
    (did.ConsentWithdrawn(), NoteKind.CONSENT, "", "withdrawn", ""),
    (did.RecordingDecided(Disposal.KEEP), NoteKind.CONSENT, "", "keep", ""),
)


def journal(*events: tuple[int, Event]) -> tuple[JournalEntry, ...]:
    return tuple(
        JournalEntry(number, frame, AT, event)
        for number, (frame, event) in enumerate(events, start=1)
    )


@pytest.mark.parametrize(("event", "kind", "about", "detail", "text"), NOTED)
def test_whatever_is_noted_has_its_kind_its_moment_and_its_question(
    event: Event, kind: NoteKind, about: str, detail: str, text: str
) -> None:
    (note,) = margin_notes(journal((0, did.QuestionShown("q")), (90, event)))
    assert (note.kind, note.about, note.detail, note.text) == (kind, about, detail, text)
    assert (note.number, note.frame, note.question, note.at) == (2, 90, "q", AT)


@pytest.mark.parametrize("mark", [Mark.OPEN, Mark.ASKED, Mark.COVERED])
def test_a_question_that_went_its_way_is_no_note(mark: Mark) -> None:
    assert margin_notes(journal((9, did.QuestionMarked("q", mark)))) == ()


def test_notes_stand_in_the_order_of_the_moments_they_are_about() -> None:
    events = journal((50, did.Flagged()), (90, did.NoteTaken("begun before", 20)))
    assert [note.frame for note in margin_notes(events)] == [20, 50]


@pytest.mark.parametrize(
    ("event", "frame", "goes"),
    [
        (did.NoteTaken("quiet"), 30, True),
        (did.NoteTaken("quiet"), 10, True),
        (did.NoteTaken("quiet"), 50, True),
        (did.NoteTaken("quiet"), 51, False),
        (did.NoteTaken("quiet", 30), 90, True),
        (did.NoteTaken("quiet", 5), 30, False),
        (did.Flagged(), 30, True),
        (did.ProbeUsed("more"), 30, True),
        (did.TopicSuggested("work"), 30, True),
        (did.TopicSuggested("work", 30), 90, True),
        (did.DistressOpened(), 30, False),
        (did.ConsentAnswered("record", Answer.NO), 30, False),
    ],
)
def test_a_strike_takes_what_was_noted_in_its_stretch(event: Event, frame: int, goes: bool) -> None:
    entries = journal((frame, event), (100, did.Struck(10, 50)))
    emptied = {entry.number: entry for entry in without_struck(entries, 10, 50)}
    left = tuple(emptied.get(entry.number, entry) for entry in entries)
    assert bool(margin_notes(left)) is not goes


@given(
    at=st.integers(0, 99),
    begun=st.one_of(st.none(), st.integers(0, 99)),
    first=st.integers(0, 99),
    length=st.integers(1, 50),
)
def test_no_word_is_left_of_a_note_whose_moment_was_struck(at, begun, first, length):
    entries = journal(
        (at, did.NoteTaken("hangmat", begun)),
        (at, did.QuestionMarked("q", Mark.SKIPPED, "hangmat")),
    )
    emptied = {entry.number: entry for entry in without_struck(entries, first, first + length)}
    for entry in entries:
        moment = begun if begun is not None and entry.number == 1 else at
        is_left = text_of(emptied.get(entry.number, entry).event) == "hangmat"
        assert is_left is not (first <= moment <= first + length)


def test_a_skip_stays_and_loses_its_reason() -> None:
    entries = journal((30, did.QuestionMarked("q", Mark.SKIPPED, "she said no")))
    (emptied,) = without_struck(entries, 10, 50)
    assert emptied.event == did.QuestionMarked("q", Mark.SKIPPED)
    assert [note.text for note in margin_notes((emptied,))] == [""]


def test_nothing_that_was_typed_is_left_without_texts() -> None:
    entries = journal(*((9, event) for event, *_ in NOTED))
    emptied = {entry.number: entry for entry in without_texts(entries)}
    left = [emptied.get(entry.number, entry) for entry in entries]
    assert len(emptied) == 2
    assert not any(text_of(entry.event) for entry in left)
