"""Passages of an interview as other programs hold them: in one text, over turns and lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_kit.export.text_encoding import one_line_sources
from interview_kit.model.coding import Coding
from interview_kit.model.record import Record


@dataclass(frozen=True, slots=True)
class LineSpan:
    """Where the words of a turn stand in a text: `sources` are the turn's characters, in order."""

    turn: int
    start: int
    sources: tuple[int, ...]

    @property
    def end(self) -> int:
        """Where they end."""
        return self.start + len(self.sources)

    def place(self, first_char: int, end_char: int) -> tuple[int, int]:
        """Where some characters of the turn stand in the text."""
        first = bisect_left(self.sources, first_char)
        end = bisect_left(self.sources, end_char)
        return self.start + first, self.start + end


@dataclass(frozen=True, slots=True)
class TextPassage:
    """A passage in one text, with the coding that it is of."""

    coding: Coding
    start: int
    end: int


def line_span(turn: int, text: str, start: int) -> LineSpan:
    """The span of a turn's `text`, on one line, from `start` on."""
    return LineSpan(turn, start, one_line_sources(text))


def text_passages(record: Record, spans: Sequence[LineSpan]) -> Iterator[TextPassage]:
    """Every passage of a record in the text that `spans` describe.

    The pieces of one passage that follow each other without a gap are one.
    """
    by_turn = {span.turn: span for span in spans}
    order = {span.turn: number for number, span in enumerate(spans)}
    groups: dict[tuple[str, str, str], list[Coding]] = {}
    for coding in record.codings:
        groups.setdefault((coding.mark, coding.code, coding.coder), []).append(coding)
    for codings in groups.values():
        yield from _joined(codings, by_turn, order)


def _joined(
    codings: Sequence[Coding], by_turn: Mapping[int, LineSpan], order: Mapping[int, int]
) -> Iterator[TextPassage]:
    passage: TextPassage | None = None
    last = 0
    for coding in codings:
        span = by_turn[coding.turn]
        start, end = span.place(coding.first_char, coding.end_char)
        if start >= end:
            continue
        follows = passage is not None and (
            order[coding.turn] == last + 1
            and start == span.start
            and passage.end == _before(by_turn, order, coding.turn)
        )
        if passage is not None and follows:
            passage = TextPassage(passage.coding, passage.start, end)
        else:
            if passage is not None:
                yield passage
            passage = TextPassage(coding, start, end)
        last = order[coding.turn]
    if passage is not None:
        yield passage


def _before(by_turn: Mapping[int, LineSpan], order: Mapping[int, int], turn: int) -> int:
    """Where the turn before ends."""
    return next(
        (
            by_turn[other_turn].end
            for other_turn, number in order.items()
            if number == order[turn] - 1
        ),
        -1,
    )
