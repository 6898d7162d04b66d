"""The sound as two lines of letters."""

from __future__ import annotations

from interview_kit.interface.sound_strip import STEP_MS, page_of, strip_lines
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn

TURNS = (
    Turn(1, Speaker.INTERVIEWER, 0, 4 * STEP_MS, "", "How are you?"),
    Turn(2, Speaker.PARTICIPANT, 5 * STEP_MS, 8 * STEP_MS, "", "Well."),
)


def letters(line: tuple[tuple[str, str], ...]) -> str:
    return "".join(text for text, _ in line)


def test_each_voice_has_its_line_and_its_loudness() -> None:
    page = page_of(0, 10)
    levels = [-12.0, -33.0, -60.0, -20.0, -50.0, -12.0, -12.0, -12.0, None, None]
    upper, lower = strip_lines(page, levels, TURNS, [7 * STEP_MS], 2 * STEP_MS)
    assert letters(upper) == "█▅▁▇   ┆╌╌"
    assert letters(lower) == "     ██┆╌╌"
    assert [text for text, kind in upper if kind == "here"] == ["▁"]
    assert ("┆", "gap") in lower
    assert lower[-1] == ("╌╌", "nothing")


def test_before_the_loudness_is_known_there_are_voices() -> None:
    upper, lower = strip_lines(page_of(0, 10), None, TURNS, [], 0)
    assert letters(upper) == "▁▁▁▁      "
    assert letters(lower) == "     ▁▁▁  "


def test_pages_share_their_edges() -> None:
    assert page_of(0, 20) == page_of(11 * STEP_MS, 20)
    later = page_of(12 * STEP_MS, 20)
    assert (later.first_step, later.end_step) == (12, 32)
