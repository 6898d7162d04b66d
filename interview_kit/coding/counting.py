"""How a program counts the characters of a text: nobody says, so it is read off its passages.

Programs count code points or UTF-16 units, a line's end as one or two, and a byte order mark or
none. Of these ways the one holds in which passages begin and end where words do, and say what the
file says they say. Where several hold equally, a passage has a place only if all agree on it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from interview_kit.coding.coded_text import CodedPassage, CodedText

_QUOTATION_WEIGHT = 3
"""What a quotation that fits counts, beside a begin and an end that do."""


@dataclass(frozen=True, slots=True)
class Counting:
    """One way: the units of a character beyond the 16-bit ones, those of a line's end, a shift."""

    wide: int
    line_end: int
    shift: int

    def span(self, text: CodedText, passage: CodedPassage) -> tuple[int, int] | None:
        """The code points that a passage counts so, in the text with LF; None where none do."""
        start, end = max(passage.start - self.shift, 0), passage.end - self.shift
        if passage.start < 0 or start >= end:
            return None
        first = _code_point(text.text, self.wide, self.line_end, start)
        last = _code_point(text.text, self.wide, self.line_end, end)
        return None if first is None or last is None else (first, last)


WAYS = tuple(Counting(*way) for way in product((1, 2), (1, 2), (0, 1)))
"""Every way, the standard's first."""


def ways_of(texts: Sequence[CodedText]) -> tuple[Counting, ...]:
    """The ways in which a program may have counted, judged by all its passages."""
    scores = {way: sum(_score(way, text) for text in texts) for way in WAYS}
    best = max(scores.values(), default=0)
    return tuple(way for way, score in scores.items() if score == best)


def span_of(
    ways: Iterable[Counting], text: CodedText, passage: CodedPassage
) -> tuple[int, int] | None:
    """Where a passage stands, if all `ways` agree that fit its quotation as well as any does."""
    spans = {way.span(text, passage) for way in ways}
    if passage.quotation and len(spans) > 1:
        spans = {span for span in spans if span and _says(text.text, span, passage)} or spans
    return spans.pop() if len(spans) == 1 else None


def _score(way: Counting, text: CodedText) -> int:
    score = 0
    for passage in text.passages:
        span = way.span(text, passage)
        if span is None:
            continue
        start, end = span
        score += 1 + _parts(text.text, start) + _parts(text.text, end)
        score += not text.text[start].isspace()
        score += not text.text[end - 1].isspace()
        score += _QUOTATION_WEIGHT * _says(text.text, span, passage)
    return score


def _parts(text: str, at: int) -> bool:
    """Whether no word goes on at a place."""
    return at in (0, len(text)) or not (text[at - 1].isalnum() and text[at].isalnum())


def _says(text: str, span: tuple[int, int], passage: CodedPassage) -> bool:
    """Whether a span reads as the file says, which may be cut short or on one line."""
    said_words = " ".join(passage.quotation.rstrip(".… ").split())
    return bool(said_words) and " ".join(text[slice(*span)].split()).startswith(said_words)


def _code_point(text: str, wide: int, line_end: int, place: int) -> int | None:
    """The code point at a place that is counted so; None inside of one, or beyond the end."""
    doubles = _doubles(text, wide == 2, line_end == 2)
    before = bisect_left(doubles, place)
    if before and doubles[before - 1] == place - 1:
        return None
    code_point = place - before
    return code_point if 0 <= code_point <= len(text) else None


@lru_cache(512)
def _doubles(text: str, counts_wide: bool, counts_line_ends: bool) -> list[int]:
    """Where each character that counts for two begins, as places are counted."""
    signs = ("[\U00010000-\U0010ffff]" if counts_wide else "") + (
        ("|\n" if counts_wide else "\n") if counts_line_ends else ""
    )
    matches = re.finditer(signs, text) if signs else ()
    return [match.start() + number for number, match in enumerate(matches)]
