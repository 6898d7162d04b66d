"""The two networks that tell voices apart: the only place that loads them.

See data/README.md for what they are and where they come from.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import onnxruntime

from interview_kit.speech.filterbank import FRAME as FILTERBANK_FRAME
from interview_kit.speech.filterbank import HOP as FILTERBANK_HOP
from interview_kit.speech.filterbank import Array, filterbank

WINDOW = 160_000
"""Samples that are judged at once: 10 s at 16 kHz."""

FRAMES = 589
"""Frames that a window is judged in."""

HOP = 270
"""Samples from one frame to the next: 17 ms."""

FIRST = 495
"""The sample at the middle of a window's first frame."""

LOCAL_VOICES = 3
"""Voices that a window can hold; they have no names, and other numbers in the next window."""

SETS = ((), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2))
"""Who speaks in a frame, in the order of the network's outputs; never more than two at once."""

PRINT = 192
"""Numbers that a voice is known by."""

LEAST_SPAN = 6 * 2 * FILTERBANK_HOP
"""Samples that a print is made of at the least: 0.12 s."""

THREADS = 2
"""Cores that are used at most. More make small convolutions no faster."""


def who_speaks(windows: Array) -> Array:
    """The probability of each of SETS: (n, WINDOW) samples in, (n, FRAMES, len(SETS)) out."""
    (scores,) = _network("segmentation").run(None, {"sound": windows[:, None]})
    probabilities: Array = np.exp(scores)
    return probabilities


def voice_prints(samples: Array, spans: Sequence[tuple[int, int]]) -> Array:
    """What is heard in each of `spans` of a sound: unit vectors, near those of the same voice.

    A span is from one sample to another, LEAST_SPAN of them or more. Each print is of its span
    alone, but heard in its surroundings: so a syllable says whose it is.
    """
    features = filterbank(samples)
    frames = np.arange(0, len(features), 2) * FILTERBANK_HOP + FILTERBANK_FRAME // 2
    rows = np.array([(begin <= frames) & (frames < end) for begin, end in spans], np.float32)
    inputs = {"features": features[None], "spans": rows[None]}
    (prints,) = _network("speaker").run(None, inputs)
    unit: Array = prints[0] / np.maximum(np.linalg.norm(prints[0], axis=1, keepdims=True), 1e-6)
    return unit


@cache
def _network(name: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(THREADS, os.cpu_count() or 1)
    options.inter_op_num_threads = 1
    # A thread that waits would otherwise spin, and take what the recorder needs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    network = (files("interview_kit.speech") / "data" / f"{name}.onnx").read_bytes()
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
