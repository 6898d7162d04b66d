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


def gaps_inside(turn: Turn, gaps: Sequence[Gap], rate: int) -> tuple[tuple[int, Gap], ...]:
    """The gaps within a turn, each with the number of words of its text that stand before it.

    The machine's words have times; where a text was corrected, the place is the same share of it.
    """
    texts, machine_words = turn.text.split(), turn.words
    places = []
    for gap in sorted(gaps, key=lambda gap: gap.frame):
        at_ms = frames_to_ms(gap.frame, rate)
        if not turn.start_ms < at_ms < turn.end_ms or len(texts) < 2:
            continue
        if machine_words:
            middles = [(word.start_ms + word.end_ms) / 2 for word in machine_words]
            share = sum(middle <= at_ms for middle in middles) / len(middles)
        else:
            share = (at_ms - turn.start_ms) / (turn.end_ms - turn.start_ms)
        places.append((round(share * len(texts)), gap))
    return tuple((place, gap) for place, gap in places if 0 < place < len(texts))


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
