"""Whose each cell is: by Viterbi over the cells of a recording.

What counts is how a cell sounds, and that people seldom take turns within a breath: a change of
voice costs most where one speaks on, less after a pause, and nothing where the segmentation heard
one, where it is staying that costs. The voices are found with it, in turns (hard expectation and
maximisation), from the k-means of all prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from interview_kit.speech.voice_cells import LONGEST, VoiceCell
from interview_kit.speech.voice_centres import centres
from interview_kit.speech.voice_networks import PRINT

Array = NDArray[np.float32]

LIKENESS = 1.0
"""What the likeness of a print to a voice counts, for a cell of full length."""

WITHIN = 0.8
AFTER_PAUSE = 0.3
"""What a change of voice costs where one speaks on, and where a pause is between."""

PAUSE = 12
"""Frames of silence that make a pause: 0.2 s."""

STAYING = 0.5
"""What it costs to take two for the same that the segmentation tells apart."""

LEAST_CENTRE = LONGEST // 2
"""Frames of a cell that counts for what a voice sounds like."""

ROUNDS = 4
"""Turns of finding the path and the voices; they change no more after two or three."""


@dataclass(frozen=True, slots=True)
class VoicePath:
    """The voices of a recording, unit vectors in rows, and the number of each cell's."""

    vectors: Array
    numbers: NDArray[np.intp]


def voice_path(cells: Sequence[VoiceCell], count: int) -> VoicePath:
    """Whose each of `cells` is, of at most `count` voices. A cell of two is its first voice's."""
    prints = np.stack([np.zeros(PRINT, np.float32) if c.print is None else c.print for c in cells])
    weights = np.array([min(cell.frames, LONGEST) / LONGEST for cell in cells], np.float32)
    is_sure = np.array([c.print is not None and c.frames >= LEAST_CENTRE for c in cells])
    if not is_sure.any():
        return VoicePath(np.zeros((1, PRINT), np.float32), np.zeros(len(cells), np.intp))
    prices = [_price(before, after) for before, after in pairwise(cells)]
    vectors = centres(prints[is_sure], count)
    numbers = _cheapest(prints @ vectors.T * weights[:, None], prices)
    for _round in range(ROUNDS):
        vectors = _middles(vectors, prints[is_sure], numbers[is_sure])
        moved_numbers = _cheapest(prints @ vectors.T * weights[:, None], prices)
        if np.array_equal(moved_numbers, numbers):
            break
        numbers = moved_numbers
    return VoicePath(vectors, numbers)


def _price(before: VoiceCell, after: VoiceCell) -> float:
    """What a change of voice costs between two cells; less than nothing where there is one."""
    if before.window == after.window and not set(before.voices) & set(after.voices):
        return -STAYING
    return AFTER_PAUSE if after.begin - before.end >= PAUSE else WITHIN


def _cheapest(likeness: Array, prices: Sequence[float]) -> NDArray[np.intp]:
    """The voice of each cell: as like as can be, with changes where they cost little."""
    gains = LIKENESS * likeness
    everyone = np.arange(gains.shape[1])
    is_change = ~np.eye(len(everyone), dtype=bool)
    best = gains[0]
    back: list[NDArray[np.intp]] = []
    for gain, price in zip(gains[1:], prices, strict=True):
        scores = best[:, None] - price * is_change
        back.append(scores.argmax(axis=0))
        best = scores.max(axis=0) + gain
    path = [int(best.argmax())]
    for origins in reversed(back):
        path.append(int(origins[path[-1]]))
    return np.array(path[::-1], np.intp)


def _middles(vectors: Array, prints: Array, numbers: NDArray[np.intp]) -> Array:
    """The voices that a path makes; one that nobody has stays what it was."""
    sums = np.stack([prints[numbers == voice].sum(axis=0) for voice in range(len(vectors))])
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.where(lengths > 0, sums / np.maximum(lengths, 1e-6), vectors).astype(np.float32)
