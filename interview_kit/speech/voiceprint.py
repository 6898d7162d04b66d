"""Voiceprints: a second of speech as a point, near those of the same voice.

The network is the GE2E speaker encoder of Resemblyzer (Wan et al., 2018; weights under the Apache
License 2.0, see data/README.md): three LSTM layers over a mel spectrogram, then a projection. It is
small enough to be multiplied out with numpy alone.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from interview_kit.speech.resampling import SPEECH_RATE

Array = NDArray[np.float32]

SIZE = 256
"""Numbers in a voiceprint, and in the state of each layer."""

LAYERS = 3
BANDS = 40
FRAME = 400
HOP = 160
"""Samples in a frame of the spectrogram, and from one to the next: 25 and 10 ms."""

LENGTH = SPEECH_RATE
"""Samples that make one voiceprint. Longer ones are surer, and blur where the speaker changes."""

LOUDNESS = 10 ** (-30 / 20)
"""The mean amplitude the network was trained at: -30 dBFS."""

BATCH = 32


def voiceprints(windows: Array) -> Array:
    """The voiceprint of each window: (n, LENGTH) samples at 16 kHz in, (n, SIZE) unit vectors out.

    Loudness makes no difference. A window gives the same numbers whatever is beside it, but
    for the last bits, which hang on how many are multiplied at once and on the processor.
    """
    batches = (windows[at : at + BATCH] for at in range(0, len(windows), BATCH))
    batches_of_prints = [
        _encode(np.stack([_spectrogram(window) for window in batch])) for batch in batches
    ]
    return (
        np.concatenate(batches_of_prints) if batches_of_prints else np.zeros((0, SIZE), np.float32)
    )


def _encode(spectrograms: Array) -> Array:
    weights = _weights()
    states = spectrograms.transpose(1, 0, 2)
    for layer in range(LAYERS):
        states = _lstm(states, weights[f"weights{layer}"], weights[f"bias{layer}"])
    print = np.maximum(states[-1] @ weights["projection"] + weights["offset"], 0)
    unit: Array = print / np.maximum(np.linalg.norm(print, axis=1, keepdims=True), 1e-6)
    return unit


def _lstm(inputs: Array, weights: Array, bias: Array) -> Array:
    """The states of one layer: (steps, n, width) in, (steps, n, SIZE) out."""
    steps, n, width = inputs.shape
    driven = inputs.reshape(steps * n, width) @ weights[:width] + bias
    recurrent = weights[width:]
    state = memory = np.zeros((n, SIZE), np.float32)
    states = np.empty((steps, n, SIZE), np.float32)
    for step, drive in enumerate(driven.reshape(steps, n, 4 * SIZE)):
        gates = drive + state @ recurrent
        admit, keep, new, show = np.split(gates, 4, axis=1)
        memory = _sigmoid(keep) * memory + _sigmoid(admit) * np.tanh(new)
        state = states[step] = _sigmoid(show) * np.tanh(memory)
    return states


def _sigmoid(x: Array) -> Array:
    half: Array = 0.5 * np.tanh(0.5 * x) + np.float32(0.5)
    return half


def _spectrogram(window: Array) -> Array:
    """Mel power of a window, frames by bands, as if it had been spoken at the usual loudness."""
    loudness = float(np.sqrt(np.square(window).mean()))
    even = window * np.float32(LOUDNESS / max(loudness, 1e-6))
    frames = np.lib.stride_tricks.sliding_window_view(even, FRAME)[::HOP]
    power = np.square(np.abs(np.fft.rfft(frames * _hann(), axis=1))).astype(np.float32)
    mel: Array = power @ _filters().T
    return mel


@cache
def _weights() -> dict[str, Array]:
    with (files("interview_kit.speech") / "data" / "voiceprint.npz").open("rb") as file:
        arrays = np.load(file, allow_pickle=False)
        return {name: arrays[name].astype(np.float32) for name in arrays.files}


@cache
def _hann() -> Array:
    return np.hanning(FRAME + 1)[:-1].astype(np.float32)


@cache
def _filters() -> Array:
    """Slaney's mel bands from 0 Hz up, each of the same area: (BANDS, frequencies)."""
    hertz = np.fft.rfftfreq(FRAME, 1 / SPEECH_RATE)
    edges = _to_hertz(np.linspace(0, _to_mel(SPEECH_RATE / 2), BANDS + 2))
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rise, fall = (hertz - low) / (middle - low), (high - hertz) / (high - middle)
    return (np.maximum(0, np.minimum(rise, fall)) * 2 / (high - low)).astype(np.float32)


# Linear up to 1 kHz, logarithmic above it.
_KNEE_HZ, _KNEE_MEL, _MEL_PER_HZ = 1_000.0, 15.0, 3 / 200
_STEP = np.log(6.4) / 27


def _to_mel(hertz: float) -> float:
    return float(_KNEE_MEL + np.log(hertz / _KNEE_HZ) / _STEP)


def _to_hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    above = _KNEE_HZ * np.exp(_STEP * (mel - _KNEE_MEL))
    return np.where(mel < _KNEE_MEL, mel / _MEL_PER_HZ, above)
