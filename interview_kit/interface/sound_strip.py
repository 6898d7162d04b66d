"""The sound as two lines of letters: the interviewer's voice above, those of others below. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn

STEP_MS = 250
"""How much sound stands in one column: a word or two."""
OVERLAP_STEPS = 8
"""How many columns of a page stand on the next one too, so that nothing ends at the edge."""
QUIETEST_DBFS, LOUDEST_DBFS = -54.0, -12.0
"""The levels of the lowest and the highest bar: a quiet room, and speech near a microphone."""
_BARS = "▁▂▃▄▅▆▇█"
_NO_SOUND, _GAP, _SILENT = "╌", "┆", " "
_KINDS = {_NO_SOUND: "nothing", _GAP: "gap"}

StripLine = tuple[tuple[str, str], ...]
"""Runs of letters, each with what it is: voice, other, nothing, gap or here."""


@dataclass(frozen=True, slots=True)
class StripPage:
    """The steps of sound that stand on the screen."""

    first_step: int
    end_step: int


def page_of(position_ms: int, width: int) -> StripPage:
    """The page on which a moment stands, of so many columns."""
    length = max(1, width - OVERLAP_STEPS)
    first = max(0, position_ms // STEP_MS) // length * length
    return StripPage(first, first + max(1, width))


def strip_lines(
    page: StripPage,
    levels: Sequence[float | None] | None,
    turns: Iterable[Turn],
    gap_times_ms: Iterable[int],
    position_ms: int,
) -> tuple[StripLine, StripLine]:
    """The two lines of a page; `levels` of its steps are in dBFS, None for no sound at all.

    Where a turn stands its voice is drawn, also before the levels are known.
    """
    steps = range(page.first_step, page.end_step)
    voices: list[set[bool]] = [set() for _ in steps]
    for turn in turns:
        first, end = turn.start_ms // STEP_MS, -(-turn.end_ms // STEP_MS)
        for step in range(max(first, page.first_step), min(end, page.end_step)):
            voices[step - page.first_step].add(turn.speaker is Speaker.INTERVIEWER)
    gap_steps = {ms // STEP_MS for ms in gap_times_ms}
    here = position_ms // STEP_MS
    upper, lower = (
        [
            _column(step, levels, page, is_upper in voices[step - page.first_step], gap_steps)
            for step in steps
        ]
        for is_upper in (True, False)
    )
    return _runs(upper, here - page.first_step, "voice"), _runs(
        lower, here - page.first_step, "other"
    )


def _column(
    step: int,
    levels: Sequence[float | None] | None,
    page: StripPage,
    has_voice: bool,
    gap_steps: set[int],
) -> str:
    if step in gap_steps:
        return _GAP
    if levels is None:
        return _BARS[0] if has_voice else _SILENT
    index = step - page.first_step
    level = levels[index] if index < len(levels) else None
    if level is None:
        return _NO_SOUND
    if not has_voice:
        return _SILENT
    share = (level - QUIETEST_DBFS) / (LOUDEST_DBFS - QUIETEST_DBFS)
    return _BARS[max(0, min(len(_BARS) - 1, int(share * len(_BARS))))]


def _runs(columns: Sequence[str], here: int, role: str) -> StripLine:
    runs: list[tuple[str, str]] = []
    for index, letter in enumerate(columns):
        kind = "here" if index == here else _KINDS.get(letter, role)
        if runs and runs[-1][1] == kind:
            runs[-1] = runs[-1][0] + letter, kind
        else:
            runs.append((letter, kind))
    return tuple(runs)
