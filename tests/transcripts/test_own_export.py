"""Our own text comes back turn by turn, also where it has no times."""

from __future__ import annotations

import pytest

from interview_kit.transcripts.own_export import own_utterances
from interview_kit.transcripts.paragraphs import rows_of
from interview_kit.transcripts.transcript import Report

pytestmark = pytest.mark.pure


def told(text: str) -> object:
    turns = own_utterances(rows_of(text), Report())
    return turns and [(turn.label, turn.text, turn.start_ms) for turn in turns]


def test_a_text_with_times_keeps_them() -> None:
    text = "P07-1 · 2026-11 · 00:01:00\n\n# opening\n\n[00:00:05] Interviewer: hoe is het\n"
    assert told(text) == [("Interviewer", "hoe is het", 5000)]


def test_a_text_without_times_has_as_many_turns_and_none_of_the_title() -> None:
    text = "P07-1 · 2026-11\n\nInterviewer: hoe: zo\nDeelnemer: goed\nDeelnemer: en zo\n"
    assert told(text) == [
        ("Interviewer", "hoe: zo", None),
        ("Deelnemer", "goed", None),
        ("Deelnemer", "en zo", None),
    ]


@pytest.mark.parametrize("line", ["en nog iets", "[00:00:05] Deelnemer: en nog iets"])
def test_a_line_that_is_no_such_turn_leaves_the_text_to_be_read_as_any_other(line: str) -> None:
    assert told(f"P07-1 · 2026-11\n\nInterviewer: hoe is het\n{line}\n") is None
