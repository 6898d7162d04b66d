"""Two voices that are nobody's: noise in syllables, each with a spectrum of its own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RATE = 16000
Sound = NDArray[np.float64]


def voice(seed: int, seconds: float, low_hz: float, high_hz: float) -> Sound:
    """Syllables for `seconds`, with energy between two frequencies."""
    random = np.random.default_rng(seed)
    count = round(seconds * RATE)
    spectrum = np.fft.rfft(random.standard_normal(count))
    hertz = np.fft.rfftfreq(count, 1 / RATE)
    spectrum[(hertz < low_hz) | (hertz > high_hz)] = 0
    carrier = np.fft.irfft(spectrum, count)
    syllables = 0.2 + np.abs(np.sin(2 * np.pi * 2 * np.arange(count) / RATE + seed))
    loud: Sound = carrier / np.abs(carrier).max() * syllables / 4
    return loud


def talk(seconds: float = 24, share: float = 0.5) -> tuple[Sound, Sound]:
    """Two who speak in turn, four seconds each round, the first for `share` of the time."""
    count = round(seconds * RATE)
    first, second = voice(1, seconds, 200, 1500), voice(2, seconds, 400, 3000)
    place = np.arange(count) % (4 * RATE) / (4 * RATE)
    return first * (place < share - 0.02), second * ((place > share) & (place < 0.98))


def later(sound: Sound, ms: float) -> Sound:
    """The sound `ms` later, as long as before."""
    frames = round(ms * RATE / 1000)
    return np.concatenate([np.zeros(frames), sound])[: len(sound)]


def softer(sound: Sound, db: float) -> Sound:
    """The sound so many dB weaker."""
    return sound * 10 ** (-db / 20)


def in_a_room(sound: Sound, seed: int, share: float) -> Sound:
    """The sound with a tail of 0.3 s, whose energy is `share` of that of the sound itself."""
    random = np.random.default_rng(seed)
    tail = random.standard_normal(RATE * 3 // 10) * np.exp(-7 * np.linspace(0, 1, RATE * 3 // 10))
    tail *= np.sqrt(share / (tail**2).sum())
    tail[0] = 1.0
    size = 1 << (len(sound) + len(tail)).bit_length()
    spoken = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)
    return spoken[: len(sound)]


def stereo(left: Sound, right: Sound, hiss_dbfs: float = -75) -> NDArray[np.int16]:
    """Two channels as 16-bit samples, each with a hiss of its own."""
    random = np.random.default_rng(7)
    both = np.stack([left, right], axis=1)
    both = both + random.standard_normal(both.shape) * 10 ** (hiss_dbfs / 20)
    return (np.clip(both, -1, 1) * 32767).astype(np.int16)
