"""Whose each cell is: by Viterbi over the cells of a recording.

What counts is how a cell sounds, and that people seldom take turns within a breath: a change of
voice costs most where one speaks on, less after a pause, little around a short answer that stands
between two moments of quiet, and nothing where the segmentation heard one, where it is staying that
costs. The voices are found with it, in turns (hard expectation and
maximisation), from several k-means of all prints at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from interview_kit.speech.filterbank import Array
from interview_kit.speech.voice_cells import DIP, LONGEST, VoiceCell
from interview_kit.speech.voice_centres import solutions
from interview_kit.speech.voice_networks import PRINT

# What a change of voice costs: the logarithm of how many cells there are to a change.
WITHIN = 3.4
"""Where one speaks on: 30."""

AFTER_DIP = 2.3
"""After a moment of quiet, and where another begins or ends: 10."""

AFTER_PAUSE = 1.4
"""After a pause: 4."""

AROUND_ISLAND = 0.7
"""Between a moment of quiet and an island: 2. So a short answer to a question is another's."""

ISLAND = 30
"""Frames of talk between two moments of quiet that make an island at most: 0.5 s."""

INDEPENDENT = 0.5
"""How much of a cell's print is news after the cell before: prints reach over their cells."""

CLEAREST = 40.0
"""What likeness counts at most, however well the voices can be told apart."""

PAUSE = 12
"""Frames of silence that make a pause: 0.2 s."""

STAYING = 0.5
"""What it costs to take two for the same that the segmentation tells apart."""

LEAST_CENTRE = LONGEST // 2
"""Frames of a cell that counts for what a voice sounds like."""

ROUNDS = 8
"""Turns of finding the path and the voices; most change no more after four."""

APART = 0.002
"""What counts beside likeness where starts end in several solutions: how clearly voices lie apart.

Likeness alone would rather part one who says nearly all than find one who says little."""


@dataclass(frozen=True, slots=True)
class VoicePath:
    """The voices of a recording, unit vectors in rows, and the number of each cell's."""

    vectors: Array
    numbers: NDArray[np.intp]

    def contested(self, cells: Sequence[VoiceCell]) -> NDArray[np.bool_]:
        """Which of its cells sound by themselves more like another voice."""
        likeness = _likeness(_prints(cells), self.vectors[None])[:, 0]
        own = np.take_along_axis(likeness, self.numbers[:, None], axis=1)
        return np.asarray((likeness > own).any(axis=1), np.bool_)


def voice_path(cells: Sequence[VoiceCell], count: int) -> VoicePath:
    """Whose each of `cells` is, of at most `count` voices. A cell of two is the louder one's."""
    prints = _prints(cells)
    is_sure = np.array([_is_sure(cell) for cell in cells])
    if not is_sure.any():
        return VoicePath(np.zeros((1, PRINT), np.float32), np.zeros(len(cells), np.intp))
    lengths = np.array([min(cell.frames, LONGEST) / LONGEST for cell in cells], np.float32)
    prices = _prices(cells)
    vectors = np.stack([*solutions(prints[is_sure], count)])
    likeness = _likeness(prints, vectors)
    numbers = likeness.argmax(axis=2)
    for _round in range(ROUNDS):
        weights = _Leads.of(likeness[is_sure], numbers[is_sure]).weights
        moved_numbers = _cheapest(likeness * lengths[:, None, None] * weights[:, None], prices)
        if np.array_equal(moved_numbers, numbers):
            break
        numbers = moved_numbers
        vectors = _middles(vectors, prints[is_sure], numbers[is_sure])
        likeness = _likeness(prints, vectors)
    start = int(_Leads.of(likeness[is_sure], numbers[is_sure]).goodness.argmax())
    return VoicePath(vectors[start], numbers[:, start])


def _prints(cells: Sequence[VoiceCell]) -> Array:
    """The print of each cell, zeros where it has none."""
    return np.stack([np.zeros(PRINT, np.float32) if c.print is None else c.print for c in cells])


def _likeness(prints: Array, vectors: Array) -> Array:
    """How much each cell sounds like each voice of each start: (cells, starts, voices)."""
    starts, voices, size = vectors.shape
    alike: Array = (prints @ vectors.reshape(-1, size).T).reshape(-1, starts, voices)
    return alike


@dataclass(frozen=True, slots=True)
class _Leads:
    """How much cells sound like their own voice, and how much more than like the next one.

    For each start, over all cells: the mean of the first, mean and deviation of the second.
    """

    own: Array
    mean: Array
    deviation: Array

    @classmethod
    def of(cls, likeness: Array, numbers: NDArray[np.intp]) -> _Leads:
        """Those of cells whose voices have these `numbers`: (cells, starts)."""
        own = np.take_along_axis(likeness, numbers[..., None], axis=2)
        others = likeness.copy()
        np.put_along_axis(others, numbers[..., None], -1.0, axis=2)
        leads = own[..., 0] - others.max(axis=2)
        return cls(
            own[..., 0].mean(axis=0), leads.mean(axis=0), np.maximum(leads.std(axis=0), 1e-3)
        )

    @property
    def weights(self) -> Array:
        """What likeness counts, if leads are normally distributed: twice their mean by variance.

        So much likelier, by its logarithm, is a voice for each point of its lead.
        """
        clear = np.clip(2 * self.mean / self.deviation**2, 0, CLEAREST)
        weights: Array = INDEPENDENT * clear
        return weights

    @property
    def goodness(self) -> Array:
        """How good each start's solution is."""
        goodness: Array = self.own + APART * self.mean / self.deviation
        return goodness


def _is_sure(cell: VoiceCell) -> bool:
    """Whether a cell counts for what its voice sounds like."""
    return cell.print is not None and len(cell.voices) == 1 and cell.frames >= LEAST_CENTRE


def _prices(cells: Sequence[VoiceCell]) -> list[float]:
    """What a change of voice costs after each cell but the last."""
    prices = [_price(before, after) for before, after in pairwise(cells)]
    is_quiet = [after.begin - before.end >= DIP for before, after in pairwise(cells)]
    edges = [place for place, quiet in enumerate(is_quiet) if quiet]
    for before_edge, after_edge in pairwise((-1, *edges, len(cells) - 1)):
        if cells[after_edge].end - cells[before_edge + 1].begin <= ISLAND:
            for edge in {before_edge, after_edge} & set(edges):
                prices[edge] = min(prices[edge], AROUND_ISLAND)
    return prices


def _price(before: VoiceCell, after: VoiceCell) -> float:
    """What a change of voice costs between two cells; less than nothing where there is one."""
    if before.window == after.window and not set(before.voices) & set(after.voices):
        return -STAYING
    gap = after.begin - before.end
    if gap >= PAUSE:
        return AFTER_PAUSE
    return AFTER_DIP if gap > 0 or before.voices != after.voices else WITHIN


def _cheapest(gains: Array, prices: Sequence[float]) -> NDArray[np.intp]:
    """The voice of each cell for each start: as like as can be, with changes where they are cheap.

    Takes (cells, starts, voices), gives (cells, starts).
    """
    is_change = ~np.eye(gains.shape[2], dtype=bool)
    best = gains[0]
    back: list[NDArray[np.intp]] = []
    for gain, price in zip(gains[1:], prices, strict=True):
        scores = best[:, :, None] - price * is_change
        back.append(scores.argmax(axis=1))
        best = scores.max(axis=1) + gain
    path = [best.argmax(axis=1)]
    for origins in reversed(back):
        path.append(np.take_along_axis(origins, path[-1][:, None], axis=1)[:, 0])
    return np.stack(path[::-1])


def _middles(vectors: Array, prints: Array, numbers: NDArray[np.intp]) -> Array:
    """The voices that the paths make; one that nobody has stays what it was."""
    starts, voices, size = vectors.shape
    is_own = numbers[..., None] == np.arange(voices)
    sums = is_own.reshape(len(prints), -1).T.astype(np.float32) @ prints
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    middles = np.where(lengths > 0, sums / np.maximum(lengths, 1e-6), vectors.reshape(-1, size))
    return middles.reshape(starts, voices, size).astype(np.float32)
