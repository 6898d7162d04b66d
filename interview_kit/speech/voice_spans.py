"""Where a voice was heard, against where words stand: voice without words, words without voice."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from interview_kit.model.turn import Turn
from interview_kit.model.voice import Voice

LEAST_MS = 1_200
"""A voice without words for less is a breath, or the edge of a word."""

MARGIN_MS = 400
"""How far a word may be from its voice; times are that inexact."""

Span = tuple[int, int]
"""From when to when, in ms."""


class VoiceSpans:
    """The stretches in which anybody speaks, whoever it is; none where nobody listened."""

    def __init__(self, voices: Iterable[Voice]) -> None:
        self._spans = _joined((voice.start_ms, voice.end_ms) for voice in voices)
        self._starts = [start for start, _end in self._spans]

    def reach(self, start_ms: int, end_ms: int) -> bool:
        """Whether there is a voice about that time, or nobody listened for any."""
        at = bisect_right(self._starts, end_ms + MARGIN_MS) - 1
        return not self._spans or (at >= 0 and self._spans[at][1] >= start_ms - MARGIN_MS)

    def shared_ms(self, start_ms: int, end_ms: int) -> int:
        """So much of a time lies in the stretches."""
        first = max(0, bisect_right(self._starts, start_ms) - 1)
        after = bisect_right(self._starts, end_ms)
        return sum(
            max(0, min(end, end_ms) - max(start, start_ms))
            for start, end in self._spans[first:after]
        )

    def without_words(
        self, turns: Sequence[Turn], struck_spans: Sequence[Span] = ()
    ) -> Mapping[int, tuple[Span, ...]]:
        """The stretches with a voice and no words, by the number of the turn before each.

        What lies before the first turn stands with that one. `struck_spans` have none.
        """
        in_order = sorted(turns, key=lambda turn: turn.start_ms)
        starts = [turn.start_ms for turn in in_order]
        spoken_spans = [
            (start_ms - MARGIN_MS, end_ms + MARGIN_MS)
            for turn in turns
            for start_ms, end_ms in (
                [(word.start_ms, word.end_ms) for word in turn.words]
                or [(turn.start_ms, turn.end_ms)]
            )
        ]
        covers = _joined([*spoken_spans, *struck_spans])
        spans_by_turn: dict[int, list[Span]] = defaultdict(list)
        for start_ms, end_ms in _without(self._spans, covers) if turns else ():
            if end_ms - start_ms >= LEAST_MS:
                turn_before = in_order[max(bisect_right(starts, start_ms) - 1, 0)]
                spans_by_turn[turn_before.number].append((start_ms, end_ms))
        return {number: tuple(spans) for number, spans in spans_by_turn.items()}


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, with those that touch as one."""
    joined_spans: list[Span] = []
    for start, end in sorted(spans):
        if joined_spans and start <= joined_spans[-1][1]:
            joined_spans[-1] = (joined_spans[-1][0], max(joined_spans[-1][1], end))
        else:
            joined_spans.append((start, end))
    return joined_spans


def _without(spans: Sequence[Span], covers: Sequence[Span]) -> list[Span]:
    """What of some spans lies under none of the covers; both are in order and do not touch."""
    remaining_spans = []
    first = 0
    for start, end in spans:
        while first < len(covers) and covers[first][1] <= start:
            first += 1
        reached_ms = start
        for cover_start, cover_end in covers[first:]:
            if cover_start >= end:
                break
            if cover_start > reached_ms:
                remaining_spans.append((reached_ms, cover_start))
            reached_ms = max(reached_ms, cover_end)
        if reached_ms < end:
            remaining_spans.append((reached_ms, end))
    return remaining_spans
