"""Words in the pieces that the network knows: the likeliest way to put a word together."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

UNKNOWN = 3
_BEGINS = "▁"
_MOST = 8


@dataclass(frozen=True, slots=True)
class Pieces:
    """A unigram vocabulary (SentencePiece): each piece with its number and its log probability."""

    numbers: Mapping[str, int]
    scores: Mapping[str, float]
    longest: int = field(init=False)
    unknown: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "longest", max(map(len, self.numbers)))
        object.__setattr__(self, "unknown", min(self.scores.values()) - 10)

    def of(self, word: str) -> list[int]:
        """The numbers of the pieces of one word or mark: eight at most, and at least one."""
        piece_numbers = [self.numbers.get(piece, UNKNOWN) for piece in self.cut(word)]
        return piece_numbers[:_MOST] or [UNKNOWN]

    def cut(self, word: str) -> list[str]:
        """The pieces themselves (Viterbi: for each end the best sum of scores)."""
        text = unicodedata.normalize("NFKC", word)
        text = _BEGINS + text if text[:1].isalnum() else text
        best = [0.0] + [-inf] * len(text)
        begin = [0] * (len(text) + 1)
        for end in range(1, len(text) + 1):
            for start in range(max(0, end - self.longest), end):
                score = self.scores.get(text[start:end], self.unknown if end == start + 1 else -inf)
                if best[start] + score > best[end]:
                    best[end], begin[end] = best[start] + score, start
        pieces: list[str] = []
        end = len(text)
        while end:
            pieces.append(text[begin[end] : end])
            end = begin[end]
        return pieces[::-1]
