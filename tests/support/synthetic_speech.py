"""A short conversation of two synthetic voices, spoken by espeak-ng."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

RATE = 22050
LINES = (
    ("en+f3", "How are you feeling this morning, and did you sleep well last night?"),
    ("en-us+m1", "I slept very badly, because the neighbours were having a party again."),
    ("en+f3", "Could you tell me a little more about what happened there?"),
    ("en-us+m1", "There was music until four, and after that the birds began to sing."),
)


def conversation(folder: Path) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The two voices in turn, at `RATE`: the woman who asks, and the man who answers."""
    parts: list[tuple[NDArray[np.float64], NDArray[np.float64]]] = []
    for place, (voice, text) in enumerate(LINES):
        path = folder / f"line{place}.wav"
        subprocess.run(["espeak-ng", "-v", voice, "-s", "150", "-w", str(path), text], check=True)
        spoken, rate = soundfile.read(path)
        assert rate == RATE
        spoken = np.concatenate([spoken, np.zeros(RATE // 2)])
        silent = np.zeros_like(spoken)
        parts.append((spoken, silent) if place % 2 == 0 else (silent, spoken))
    return np.concatenate([a for a, _ in parts]), np.concatenate([b for _, b in parts])
