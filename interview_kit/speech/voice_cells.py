"""Sound in cells: pieces of at most 0.3 s in which the same people speak.

pyannote's segmentation says for each window of 10 s which of its voices speaks when. Only what it
says of the middle of a window counts, and windows follow each other so that the middles make the
whole. A stretch in which the same ones speak is cut into cells, and each cell has a
print of CAM++. What is kept of the sound are the cells: a print each, 2.5 kB a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from interview_kit.speech.filterbank import Array
from interview_kit.speech.voice_networks import (
    FIRST,
    FRAMES,
    HOP,
    LEAST_SPAN,
    SETS,
    WINDOW,
    voice_prints,
    who_speaks,
)

STEP = 400
"""Frames from one window to the next, and in its middle: 6.75 s."""

LEAD = (FRAMES - STEP) // 2
"""Frames of a window before its middle: 1.6 s. So much silence is laid before the sound."""

SPEECH = 0.5
"""From this probability on somebody speaks."""

TOGETHER = 0.3
"""From this probability on two speak."""

LONGEST = 18
"""Frames in a cell: 0.3 s. Few words are shorter."""

REACH = 15
"""Frames before and after a cell that its print is made of too, where the same one speaks there."""

QUIET = 10 ** (-25 / 10)
"""The part of the power around it, of the loudest frame, that a quiet frame stays under: 25 dB."""

NEAR = 30
"""Frames that are around a frame on each side, half a second."""

DIP = 3
"""Quiet frames that make a dip, 50 ms."""

MARGIN = 30
"""Frames around a middle that are heard with it, half a second."""

BATCH = 8
"""Windows that are judged together: the memory is theirs, the time of one falls with company."""

ALONE = np.array([len(voices) == 1 for voices in SETS])
"""The sets of one voice."""

PAIRS = np.array([len(voices) > 1 for voices in SETS])
"""The sets of several."""


@dataclass(frozen=True, slots=True)
class VoiceCell:
    """Frames `begin` to `end`, counted from the begin of the sound, in which the same ones speak.

    `voices` are the numbers that the window `window` gives them, one or two. What is heard, of two
    mostly the louder one, is in `print`; one that is too short has none.
    """

    begin: int
    end: int
    window: int
    voices: tuple[int, ...]
    print: Array | None

    @property
    def frames(self) -> int:
        """How long it is."""
        return self.end - self.begin


def voice_cells(sound: Iterable[Array]) -> Iterator[VoiceCell]:
    """The cells of `sound`, pieces of one channel at 16 kHz, in the order of time."""
    batch: list[Array] = []
    window_count = 0
    for window in _windows(sound):
        batch.append(window)
        if len(batch) == BATCH:
            yield from _cells(np.stack(batch), window_count)
            window_count += len(batch)
            batch = []
    if batch:
        yield from _cells(np.stack(batch), window_count)


def _windows(sound: Iterable[Array]) -> Iterator[Array]:
    """The sound in windows, silence before and behind it, as many as have sound in their middle."""
    pending_sound = np.zeros(LEAD * HOP, np.float32)
    for piece in sound:
        pending_sound = np.append(pending_sound, piece)
        while len(pending_sound) >= WINDOW:
            yield pending_sound[:WINDOW]
            pending_sound = pending_sound[STEP * HOP :]
    while len(pending_sound) > LEAD * HOP:
        yield np.pad(pending_sound, (0, WINDOW))[:WINDOW]
        pending_sound = pending_sound[STEP * HOP :]


def _cells(windows: Array, first_window: int) -> Iterator[VoiceCell]:
    for number, (samples, chances) in enumerate(
        zip(windows, who_speaks(windows), strict=True), start=first_window
    ):
        speaking = np.where(_dips(samples), 0, _sets(chances))
        parts = tuple(_parts(speaking))
        offset = number * STEP - LEAD
        for part, print in zip(parts, _prints(samples, parts), strict=True):
            yield VoiceCell(offset + part.begin, offset + part.end, number, part.voices, print)


@dataclass(frozen=True, slots=True)
class _CellFrames:
    """Frames of a window that become a cell, and those that its print is made of."""

    begin: int
    end: int
    print_begin: int
    print_end: int
    voices: tuple[int, ...]

    @property
    def span(self) -> tuple[int, int]:
        """The samples of its print."""
        return _sample(self.print_begin), _sample(self.print_end)

    @property
    def is_printed(self) -> bool:
        """Whether it is long enough for a print."""
        begin, end = self.span
        return end - begin >= LEAST_SPAN


def _sets(chances: Array) -> NDArray[np.intp]:
    """The place in SETS of who speaks in each frame."""
    pair_chance = chances[:, PAIRS].sum(axis=1)
    likeliest_one = np.where(ALONE, chances, 0).argmax(axis=1)
    likeliest_pair = np.where(PAIRS, chances, 0).argmax(axis=1)
    speaking = np.where(pair_chance >= TOGETHER, likeliest_pair, likeliest_one)
    return np.where(1 - chances[:, 0] >= SPEECH, speaking, 0)


def _dips(samples: Array) -> NDArray[np.bool_]:
    """The frames of a window in which it is quiet for a moment, between words of whoever speaks.

    The segmentation goes on over such moments, and over a short answer between two of them.
    """
    begin = _sample(0)
    power = np.square(samples[begin : begin + FRAMES * HOP]).reshape(FRAMES, HOP).mean(axis=1)
    around = np.pad(power, NEAR, mode="edge")
    loudest = np.lib.stride_tricks.sliding_window_view(around, 2 * NEAR + 1).max(axis=1)
    is_quiet: NDArray[np.bool_] = power < loudest * QUIET
    edges = np.flatnonzero(np.diff(np.pad(is_quiet.astype(np.int8), 1)))
    for first, last in edges.reshape(-1, 2):
        is_quiet[first:last] = last - first >= DIP
    return is_quiet


def _parts(speaking: NDArray[np.intp]) -> Iterator[_CellFrames]:
    """What is in the middle of a window, cut where others speak, and where it is too long."""
    bounds = np.flatnonzero(np.diff(speaking)) + 1
    for begin, end in pairwise((0, *map(int, bounds), len(speaking))):
        first, last = max(begin, LEAD), min(end, LEAD + STEP)
        voices = SETS[speaking[begin]]
        if not voices or first >= last:
            continue
        count = -(-(last - first) // LONGEST)
        edges = (first + (last - first) * part // count for part in range(count + 1))
        for low, high in pairwise(edges):
            yield _CellFrames(low, high, max(begin, low - REACH), min(end, high + REACH), voices)


def _prints(samples: Array, parts: Sequence[_CellFrames]) -> list[Array | None]:
    """The print of each part that has one."""
    spans = [part.span for part in parts if part.is_printed]
    if not spans:
        return [None] * len(parts)
    low = max(0, spans[0][0] - MARGIN * HOP)
    high = min(WINDOW, spans[-1][1] + MARGIN * HOP)
    prints = iter(voice_prints(samples[low:high], [(a - low, b - low) for a, b in spans]))
    return [next(prints) if part.is_printed else None for part in parts]


def _sample(frame: int) -> int:
    """Where a frame begins in its window."""
    return min(WINDOW, max(0, frame * HOP + FIRST - HOP // 2))
