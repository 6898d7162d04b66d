"""Question and sound: what the journal says about frames."""

from __future__ import annotations

from interview_kit.session import interview_events as did
from interview_kit.session.journal_entry import JournalEntry
from interview_kit.session.timeline import Gap, gaps, question_at, question_spans


def entry(number: int, frame: int, second: float, event: did.Event) -> JournalEntry:
    return JournalEntry(number, frame, f"2026-03-01T10:00:{second:06.3f}+00:00", event)


JOURNAL = (
    entry(1, 0, 0, did.RecordingStarted(1000, 1, "m")),
    entry(2, 0, 0, did.QuestionShown("first")),
    entry(3, 5000, 5, did.Paused()),
    entry(4, 5000, 7.5, did.Resumed()),
    entry(5, 8000, 10.5, did.QuestionShown("second")),
    entry(6, 9000, 11.5, did.Struck(6000, 7000)),
    entry(7, 9500, 12, did.DeviceLost("unplugged")),
    entry(8, 9500, 13, did.DeviceBack(1000)),
    entry(9, 12000, 16, did.Ended()),
)


def test_a_question_lasts_until_another_is_shown_each_time_it_is():
    again = (*JOURNAL, entry(10, 12000, 17, did.QuestionShown("first")))
    assert question_spans(again, "first", 15000) == ((0, 8000), (12000, 15000))
    assert question_spans(again, "second", 15000) == ((8000, 12000),)
    assert question_spans(again, "third", 15000) == ()


def test_a_moment_belongs_to_the_question_shown_before_it():
    at = question_at(JOURNAL, 1000)
    assert [at(ms) for ms in (0, 7999, 8000, 99999)] == ["first", "first", "second", "second"]


def test_before_the_first_question_there_is_none():
    assert question_at(JOURNAL[4:], 1000)(10) == ""


def test_gaps_say_where_they_stand_and_how_long_they_lasted():
    assert gaps(JOURNAL) == (
        Gap("pause", 5000, 2500),
        Gap("struck", 6000, 0, 1000),
        Gap("device", 9500, 1000),
    )


def test_a_pause_moves_nothing_on_the_clock():
    at = question_at(JOURNAL, 1000)
    assert at(5000) == at(5001) == "first"
