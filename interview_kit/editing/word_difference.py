"""Where two texts differ, word by word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, zip_longest
from typing import TypeAlias

from rapidfuzz.distance import Levenshtein


class DifferenceKind(StrEnum):
    """How words of one text stand to those of another."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class WordDifference:
    """Some words of a text, and what the other one has there; either may be empty."""

    kind: DifferenceKind
    before: str
    after: str


WordPair: TypeAlias = tuple[str, str]
"""A word of a text, and the one that another text has there; one of both may be empty."""


def differences(before: str, after: str) -> tuple[WordDifference, ...]:
    """The least changes of words that make one text of another."""
    return in_runs(word_pairs(before, after))


def word_pairs(before: str, after: str) -> tuple[WordPair, ...]:
    """The words of two texts side by side, with the least changes (Levenshtein, by rapidfuzz)."""
    words_before, words_after = before.split(), after.split()
    return tuple(
        pair
        for opcode in Levenshtein.opcodes(words_before, words_after)
        for pair in zip_longest(
            words_before[opcode.src_start : opcode.src_end],
            words_after[opcode.dest_start : opcode.dest_end],
            fillvalue="",
        )
    )


def in_runs(pairs: Iterable[WordPair]) -> tuple[WordDifference, ...]:
    """Pairs put together: what is the same, and what stands in the place of what."""
    return tuple(
        _difference(is_same, [before for before, _ in run], [after for _, after in run])
        for is_same, run in (
            (is_same, list(run))
            for is_same, run in groupby(pairs, key=lambda pair: pair[0] == pair[1])
        )
    )


def _difference(is_same: bool, before: Iterable[str], after: Iterable[str]) -> WordDifference:
    text_before, text_after = (" ".join(filter(None, words)) for words in (before, after))
    if is_same:
        kind = DifferenceKind.SAME
    elif not text_before:
        kind = DifferenceKind.ADDED
    else:
        kind = DifferenceKind.CHANGED if text_after else DifferenceKind.REMOVED
    return WordDifference(kind, text_before, text_after)
