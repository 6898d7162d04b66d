"""Where a stretch ends: at a pause, and at the latest after twenty seconds.

Every decision rests on sound after the end of the stretch before, and on nothing else: resampling
and voice detection begin anew with each stretch, and each pause is judged at the first moment it
can be. So it does not matter in what pieces the sound arrives or whether the run was broken off
in between: the same sound, begun at the same frame, is always cut at the same places.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from interview_kit.speech.resampling import SPEECH_RATE, Resampler

WINDOW = 512
"""Samples at 16 kHz that the detector judges at once: 32 ms."""

VOICE_BEGINS = 0.5
VOICE_ENDS = 0.35
"""Voice is what reaches the first probability, and goes on until it falls under the second."""


def windows(seconds: float) -> int:
    """How many of the detector's windows `seconds` hold, rounded up."""
    return -int(-seconds * SPEECH_RATE // WINDOW)


SILENT = windows(5)
"""A stretch this long without any voice ends: silence is a result too."""

ONSET = windows(0.5)
"""What a silent stretch leaves to the next, in case a voice is just setting in."""

LONG_PAUSE = windows(1.5)
"""A pause that ends any stretch."""

SHORT_PAUSE = windows(0.5)
LONG_ENOUGH = windows(10)
"""A short pause ends a stretch that is filled this far."""

LONGEST = windows(19.5)
LAST_CHOICE = windows(8)
"""Where no pause comes, a stretch this long ends at the quietest moment of its last part."""

BLOCK_MS = 256
"""Sound is judged in steps of this length."""


class VoiceDetector(Protocol):
    """Listens to one stretch from its begin."""

    def __call__(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        """The probability of voice in each window of `sound`: 512 samples at 16 kHz, all whole."""


class VoiceModel(Protocol):
    """Gives a detector without memory of earlier sound."""

    def listen(self) -> VoiceDetector:
        """A detector for a new stretch."""


@dataclass(frozen=True, slots=True)
class ChunkSound:
    """The sound of one stretch, ready to be transcribed.

    `samples` are int16, frames by channels, at the recording's `rate`; `sound` is their mean as
    floats at 16 kHz; `voiced` says for each window of `sound` whether there is voice in it.
    """

    first_frame: int
    rate: int
    samples: NDArray[np.int16]
    sound: NDArray[np.float32]
    voiced: NDArray[np.bool_]

    @property
    def end_frame(self) -> int:
        """The first frame after the stretch."""
        return self.first_frame + len(self.samples)


class Chunker:
    """Takes sound as it comes, interleaved int16 from `first_frame` on, and gives stretches."""

    def __init__(self, voice: VoiceModel, first_frame: int, rate: int, channels: int) -> None:
        self._voice = voice
        self._first_frame = first_frame
        self._rate = rate
        self._channels = channels
        self._step = rate * BLOCK_MS // 1000
        self._waiting = bytearray()
        self._ear = _PauseFinder(voice.listen(), rate)

    def feed(self, data: bytes) -> Iterator[ChunkSound]:
        """Every stretch that `data` completes."""
        self._waiting += data
        size = self._step * self._channels * 2
        while len(self._waiting) >= size:
            block, self._waiting = self._waiting[:size], self._waiting[size:]
            self._ear.hear(self._frames(block))
            yield from self._cut()

    def finish(self) -> Iterator[ChunkSound]:
        """The last stretches, after which there is no more sound."""
        while True:
            yield from self.feed(b"")
            self._ear.hear(self._frames(self._waiting), last=True)
            self._waiting = bytearray()
            if not self._ear.frames:
                return
            yield from list(self._cut()) or [self._take(self._ear.listened_windows)]

    def _frames(self, data: bytearray) -> NDArray[np.int16]:
        whole = len(data) // (2 * self._channels) * self._channels
        return np.frombuffer(bytes(data), "<i2", count=whole).reshape(-1, self._channels)

    def _cut(self) -> Iterator[ChunkSound]:
        """The stretch that ends within what was heard, if one does; the rest is heard anew."""
        window = self._ear.end()
        if window is not None:
            yield self._take(window)

    def _take(self, window: int) -> ChunkSound:
        chunk_sound, remaining_samples = self._ear.split(window, self._first_frame)
        self._first_frame = chunk_sound.end_frame
        self._waiting = bytearray(remaining_samples.tobytes()) + self._waiting
        self._ear = _PauseFinder(self._voice.listen(), self._rate)
        return chunk_sound


class _PauseFinder:
    """What is known of the stretch that is being heard."""

    def __init__(self, detector: VoiceDetector, rate: int) -> None:
        self._detector = detector
        self._rate = rate
        self._resampler = Resampler(rate)
        self._samples: list[NDArray[np.int16]] = []
        self._sound: NDArray[np.float32] = np.zeros(0, np.float32)
        self._voiced: list[bool] = []
        self._judged_windows = 0
        self._pause = 0
        self._spoken = False
        self.frames = 0

    def hear(self, samples: NDArray[np.int16], *, last: bool = False) -> None:
        """Take `samples`; with `last`, also what the resampler holds back, in a filled window."""
        self._samples.append(samples)
        self.frames += len(samples)
        self._sound = np.append(self._sound, self._resampler.push(samples, last=last))
        if last:
            self._sound = np.pad(self._sound, (0, -len(self._sound) % WINDOW))
        fresh = self._sound[len(self._voiced) * WINDOW : len(self._sound) // WINDOW * WINDOW]
        if len(fresh):
            for probability in self._detector(fresh):
                going_on = bool(self._voiced) and self._voiced[-1]
                self._voiced.append(bool(probability >= (VOICE_ENDS if going_on else VOICE_BEGINS)))

    @property
    def listened_windows(self) -> int:
        """How many windows were heard."""
        return len(self._voiced)

    def end(self) -> int | None:
        """The first window after the stretch, once it can be said."""
        while self._judged_windows < len(self._voiced):
            is_voiced = self._voiced[self._judged_windows]
            self._judged_windows += 1
            self._spoken |= is_voiced
            self._pause = 0 if is_voiced else self._pause + 1
            if not self._spoken:
                if self._judged_windows >= SILENT:
                    return self._judged_windows - ONSET
            elif self._pause >= (
                SHORT_PAUSE if self._judged_windows >= LONG_ENOUGH else LONG_PAUSE
            ):
                return self._judged_windows - self._pause // 2
            elif self._judged_windows >= LONGEST:
                return self._quietest()
        return None

    def split(self, window: int, first_frame: int) -> tuple[ChunkSound, NDArray[np.int16]]:
        """The stretch before `window`, and the samples after it."""
        samples = np.concatenate(self._samples)
        frames = self.frames
        if window < len(self._voiced):
            frames = window * WINDOW * self._rate // SPEECH_RATE
        chunk_sound = ChunkSound(
            first_frame,
            self._rate,
            samples[:frames],
            self._sound[: window * WINDOW],
            np.array(self._voiced[:window], np.bool_),
        )
        return chunk_sound, samples[frames:]

    def _quietest(self) -> int:
        """The middle of the softest tenth of a second in the last part of the stretch."""
        begin = self._judged_windows - LAST_CHOICE
        recent = self._sound[begin * WINDOW : self._judged_windows * WINDOW].reshape(-1, WINDOW)
        energy = np.convolve(np.square(recent).sum(axis=1), np.ones(3), "valid")
        return begin + int(energy.argmin()) + 1
