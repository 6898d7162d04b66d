"""Where two texts differ, word by word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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


_KINDS = {
    "equal": DifferenceKind.SAME,
    "replace": DifferenceKind.CHANGED,
    "insert": DifferenceKind.ADDED,
    "delete": DifferenceKind.REMOVED,
}


def differences(before: str, after: str) -> tuple[WordDifference, ...]:
    """The least changes of words that make one text of another (Levenshtein, by rapidfuzz)."""
    words_before, words_after = before.split(), after.split()
    return tuple(
        WordDifference(
            _KINDS[opcode.tag],
            " ".join(words_before[opcode.src_start : opcode.src_end]),
            " ".join(words_after[opcode.dest_start : opcode.dest_end]),
        )
        for opcode in Levenshtein.opcodes(words_before, words_after)
    )
