"""Samples as the recorder stores them, and as Whisper wants to hear them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SPEECH_RATE = 16_000
"""Samples a second that Whisper and the voice detector expect."""

REMEMBERED_S = 120
"""So much sound is kept for talk that began before what was heard last, of two at once."""

FULL_SCALE = 32_768
FLOOR_DBFS = -96.0
"""The level of digital silence: the least step of a 16-bit sample."""


class Resampler:
    """Turns int16 samples of any rate and channels into one channel of floats at 16 kHz."""

    def __init__(self, rate: int) -> None:
        import av  # takes long, and a screen that records nothing needs none of it

        self._rate = rate
        self._has_begun = False
        self._frame_of = av.AudioFrame.from_ndarray
        self._resampler = av.AudioResampler(format="flt", layout="mono", rate=SPEECH_RATE)

    def push(self, samples: NDArray[np.int16], *, last: bool = False) -> NDArray[np.float32]:
        """What `samples`, frames by channels, add to the sound; with `last`, all that is left."""
        if self._rate == SPEECH_RATE:
            return _mean(samples)
        pieces = []
        if len(samples):
            self._has_begun = True
            frame = self._frame_of(_mean(samples)[None], format="flt", layout="mono")
            frame.sample_rate = self._rate
            pieces += self._resampler.resample(frame)
        # A resampler that never got a frame has nothing to flush and says so with an error.
        if last and self._has_begun:
            pieces += self._resampler.resample(None)
        arrays = [piece.to_ndarray()[0] for piece in pieces]
        return np.concatenate(arrays) if arrays else np.zeros(0, np.float32)


class SlidingSound:
    """Sound at 16 kHz as it comes, of which what is long past is let go."""

    def __init__(self) -> None:
        self._first_sample = 0
        self._sound: NDArray[np.float32] = np.zeros(0, np.float32)

    @property
    def end_ms(self) -> int:
        """How far it has come."""
        return (self._first_sample + len(self._sound)) * 1000 // SPEECH_RATE

    def add(self, piece: NDArray[np.float32]) -> None:
        """Take what follows."""
        surplus = max(0, len(self._sound) - REMEMBERED_S * SPEECH_RATE)
        self._sound = np.append(self._sound[surplus:], piece)
        self._first_sample += surplus

    def take(self, start_ms: int, end_ms: int) -> NDArray[np.float32]:
        """The sound between two times; silence where it is let go or never came."""
        first = start_ms * SPEECH_RATE // 1000 - self._first_sample
        end = end_ms * SPEECH_RATE // 1000 - self._first_sample
        there = self._sound[max(0, first) : max(0, end)]
        before = min(max(0, -first), max(0, end - first))
        return np.pad(there, (before, max(0, end - first - before - len(there))))


def levels(samples: NDArray[np.int16]) -> tuple[float, ...]:
    """The energy of each channel of `samples`, frames by channels, in dBFS."""
    if not len(samples):
        return tuple(FLOOR_DBFS for _channel in range(samples.shape[1]))
    power = np.square(samples.astype(np.float64) / FULL_SCALE).mean(axis=0)
    decibels = 10 * np.log10(np.maximum(power, 10 ** (FLOOR_DBFS / 10)))
    return tuple(round(level, 1) for level in decibels.tolist())


def _mean(samples: NDArray[np.int16]) -> NDArray[np.float32]:
    # Some channels of many frames: summed channel by channel, twice as fast as frame by frame.
    mean: NDArray[np.float32] = np.zeros(len(samples), np.float32)
    for channel in samples.T:
        mean += channel
    mean /= samples.shape[1]
    mean /= FULL_SCALE
    return mean
