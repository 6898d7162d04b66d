"""Stretches without sound, in a sentence, at their place in a transcript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_kit.interface.texts import say
from interview_kit.model.clock import frames_to_ms, timestamp
from interview_kit.model.turn import Turn
from interview_kit.session.timeline import Gap


def missing_line(gap: Gap, rate: int, language: str) -> str:
    """What kind of gap it is, and how long it lasted."""
    ms = frames_to_ms(gap.kept_frames, rate) if gap.kept_frames else gap.missing_ms
    return say(f"gap.{gap.kind}", language, time=timestamp(ms))


def with_gaps(
    turns: Sequence[Turn], gaps: Sequence[Gap], rate: int
) -> Iterator[tuple[tuple[Gap, ...], Turn | None]]:
    """Each turn with the gaps before it; at last, with None, those after every turn."""
    waiting = sorted(gaps, key=lambda gap: gap.frame)
    for turn in turns:
        earlier_gaps = [gap for gap in waiting if frames_to_ms(gap.frame, rate) <= turn.start_ms]
        waiting = waiting[len(earlier_gaps) :]
        yield tuple(earlier_gaps), turn
    yield tuple(waiting), None
