"""Where places of a text stand after something else was typed in it. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein, Postfix, Prefix

Span = tuple[int, int]
"""Where a place begins and ends, in characters."""


def changed_span(before: str, after: str) -> tuple[Span, int]:
    """The stretch of `before` that changed, and by how much what stands behind it moved."""
    start = Prefix.similarity(before, after)
    same_end = Postfix.similarity(before[start:], after[start:])
    return (start, len(before) - same_end), len(after) - len(before)


def shifted_spans(spans: Iterable[Span], before: str, after: str) -> dict[Span, Span]:
    """The new span of each that the change left alone, by the old one."""
    if before == after:
        return {span: span for span in spans}
    (first, end), move = changed_span(before, after)
    new_spans: dict[Span, Span] = {}
    for span in spans:
        if span[1] <= first:
            new_spans[span] = span
        elif span[0] >= end:
            new_spans[span] = (span[0] + move, span[1] + move)
    return new_spans


def same_place(place: int, text: str, other_text: str) -> int:
    """Where a place of `text` stands in another that says nearly the same."""
    for opcode in Levenshtein.opcodes(text, other_text):
        if opcode.src_start <= place <= opcode.src_end:
            return min(opcode.dest_start + place - opcode.src_start, opcode.dest_end)
    return len(other_text)
