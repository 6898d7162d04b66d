"""How much louder one of two recorded channels is than the other, whoever speaks.

Two microphones are seldom turned up alike, and one may hear both speakers louder. Then the louder
channel says nothing; who speaks is told by how much louder it is. The words of two speakers make
two heaps of such leads, and the place between the heaps is where nobody's microphone leads.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from math import sqrt

from interview_kit.model.word import Word

LEAST_PART = 0.03
LEAST_WORDS = 5
"""Fewer words, or a smaller part of them, are no heap."""

APART = 4.0
"""The heaps lie so many times their spread from each other; half of that is found in any one."""

APART_DB = 2.0


def imbalance_db(words: Iterable[Word]) -> float:
    """The lead of the first channel over the second, in dB, at which nobody leads.

    0 where the words make no two heaps: one speaker only, or both about as loud in both channels.
    """
    leads = sorted(word.levels[0] - word.levels[1] for word in words if len(word.levels) == 2)
    count = len(leads)
    least = max(LEAST_WORDS, round(LEAST_PART * count))
    sums = [0.0, *accumulate(leads)]
    squares = [0.0, *accumulate(lead * lead for lead in leads)]

    def spread(begin: int, end: int) -> float:
        return squares[end] - squares[begin] - (sums[end] - sums[begin]) ** 2 / (end - begin)

    cuts = range(least, count - least + 1)
    if not cuts:
        return 0.0
    best_cut = min(cuts, key=lambda place: spread(0, place) + spread(place, count))
    low, high = sums[best_cut] / best_cut, (sums[count] - sums[best_cut]) / (count - best_cut)
    within = sqrt(max(0.0, spread(0, best_cut) + spread(best_cut, count)) / count)
    return (low + high) / 2 if high - low >= max(APART_DB, APART * within) else 0.0


def evened(word: Word, imbalance: float) -> tuple[float, ...]:
    """The levels of a word as two microphones that are turned up alike had them."""
    if len(word.levels) != 2:
        return word.levels
    return word.levels[0] - imbalance, word.levels[1]
