"""A diarizer: of two voices the one that is nearer to the microphone is the louder one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from interview_kit import Diarizer, Voice

RATE = 16_000
"""Samples a second: every diarizer gets this rate."""

WINDOW = RATE // 2
"""Samples whose level is judged at once: half a second, about the length of a word."""

QUIET_DB = -45.0
"""Below this nobody speaks."""


def listen(sound: Iterable[NDArray[np.float32]], voices: int) -> Iterator[Voice]:
    """Who speaks when: stretches above and below the middle level, while anybody speaks."""
    levels = np.array([*_levels(sound)])
    spoken = levels[levels > QUIET_DB]
    middle = float(np.median(spoken)) if voices > 1 and len(spoken) else -np.inf
    numbers: dict[bool, int] = {}
    window = 0
    for key, stretch in groupby(levels, lambda level: (level > QUIET_DB, level > middle)):
        end = window + len([*stretch])
        if key[0]:
            number = numbers.setdefault(key[1], len(numbers))
            yield Voice(window * WINDOW * 1000 // RATE, end * WINDOW * 1000 // RATE, number)
        window = end


def _levels(sound: Iterable[NDArray[np.float32]]) -> Iterator[float]:
    """The level of each whole window in dBFS, in whatever pieces the sound comes."""
    waiting = np.zeros(0, np.float32)
    for piece in sound:
        waiting = np.concatenate([waiting, piece])
        while len(waiting) >= WINDOW:
            window, waiting = waiting[:WINDOW], waiting[WINDOW:]
            yield 10 * float(np.log10(np.mean(np.square(window, dtype=np.float64)) + 1e-12))


LOUDNESS = Diarizer("loudness", "the louder voice and the softer one", listen)
