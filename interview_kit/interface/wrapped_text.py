"""Text in lines of a width, of which each line knows where in the text it stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len

Span = tuple[int, int]
"""Where a line begins and ends, in characters of its text."""

_WORD = re.compile(r"\S+")


def wrapped_spans(text: str, width: int, start: int = 0, end: int | None = None) -> list[Span]:
    """Where each line begins and ends, in characters, for lines of at most `width` cells.

    Lines are those of `text` from `start` up to `end`. Blanks between two lines belong to neither;
    there is always a line. Wide characters are counted as they are.
    """
    end = len(text) if end is None else end
    width = max(1, width)
    narrow = text.isascii()
    spans: list[Span] = []
    line_start = line_end = start
    has_words = False
    for match in _WORD.finditer(text, start, end):
        word_start, word_end = match.span()
        wanted = text[line_start if has_words else word_start : word_end]
        if has_words and _cells(wanted, narrow) > width:
            spans.append((line_start, line_end))
            line_start = word_start
        elif not has_words:
            line_start, has_words = word_start, True
        while _cells(text[line_start:word_end], narrow) > width:
            cut = line_start + _fitting(text[line_start:word_end], width)
            spans.append((line_start, cut))
            line_start = cut
        line_end = word_end
    return [*spans, (line_start, line_end)]


def line_of(spans: Sequence[Span], place: int) -> int:
    """Which line a place stands on: blanks belong to the line before them."""
    for number in range(len(spans) - 1, 0, -1):
        if spans[number][0] <= place:
            return number
    return 0


def place_at(text: str, span: Span, column: int) -> int:
    """The place in the text that stands in a column of a line, its end where that is beyond it."""
    start, end = span
    for place in range(start, end):
        if cell_len(text[start : place + 1]) > column:
            return place
    return end


def column_of(text: str, span: Span, place: int) -> int:
    """In which column of its line a place stands."""
    return cell_len(text[span[0] : max(span[0], place)])


def _cells(text: str, is_narrow: bool) -> int:
    return len(text) if is_narrow else cell_len(text)


def _fitting(text: str, width: int) -> int:
    """How many characters fit; at least one."""
    count = 1
    while count < len(text) and cell_len(text[: count + 1]) <= width:
        count += 1
    return count
