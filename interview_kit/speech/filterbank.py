"""Kaldi's filterbank: what speaker networks hear of a sound.

After `compute-fbank-feats` of Kaldi (Povey et al., 2011) with its defaults and without dither.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from interview_kit.speech.resampling import SPEECH_RATE

Array = NDArray[np.float32]
"""Sound, or numbers that were made of it."""

BANDS = 80
"""Mel bands, of which each frame holds the logarithm of their energy."""

FRAME = 400
"""Samples in a frame: 25 ms."""

HOP = 160
"""Samples from one frame to the next: 10 ms."""

PADDED = 512
"""Samples of the Fourier transform: the next power of two."""

LOWEST_HZ = 20.0
"""Where the lowest band begins."""

EMPHASIS = 0.97
"""How much of the sample before is taken off each: high tones are weak in a voice."""

POVEY = 0.85
"""The power of a Hann window that Kaldi's own is."""

FLOOR = float(np.finfo(np.float32).eps)
"""The least energy that a logarithm is taken of."""


def filterbank(samples: Array) -> Array:
    """(frames, BANDS) of at least FRAME samples at 16 kHz, less the mean of each band."""
    frames = np.lib.stride_tricks.sliding_window_view(samples, FRAME)[::HOP]
    frames = frames - frames.mean(axis=1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    shaped = (frames - EMPHASIS * before) * _window()
    energy = np.square(np.abs(np.fft.rfft(shaped, PADDED, axis=1))).astype(np.float32)
    bands = np.log(np.maximum(energy @ _filters(), FLOOR))
    level: Array = bands - bands.mean(axis=0)
    return level


@cache
def _window() -> Array:
    return (np.hanning(FRAME) ** POVEY).astype(np.float32)


@cache
def _filters() -> Array:
    """Triangles that are even on the mel scale: (frequencies, BANDS)."""
    mel = _to_mel(np.fft.rfftfreq(PADDED, 1 / SPEECH_RATE))[:, None]
    edges = np.linspace(_to_mel(np.array(LOWEST_HZ)), _to_mel(np.array(SPEECH_RATE / 2)), BANDS + 2)
    low, middle, high = edges[:-2], edges[1:-1], edges[2:]
    rise, fall = (mel - low) / (middle - low), (high - mel) / (high - middle)
    return np.maximum(0, np.minimum(rise, fall)).astype(np.float32)


def _to_mel(hertz: NDArray[np.floating]) -> NDArray[np.float64]:
    mel: NDArray[np.float64] = 1127 * np.log1p(hertz / 700)
    return mel
