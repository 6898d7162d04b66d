from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray


@pytest.fixture
def write_wav(tmp_path: Path) -> Callable[[str, NDArray[np.int16]], Path]:
    """Writes samples to a 48 kHz WAV in the test's own folder."""

    def write(name: str, samples: NDArray[np.int16]) -> Path:
        soundfile.write(tmp_path / name, samples, 48000)
        return tmp_path / name

    return write


@pytest.fixture
def room(microphone, monkeypatch: pytest.MonkeyPatch):
    """The virtual microphone, heard by every process this test starts."""
    for name, value in microphone.env.items():
        monkeypatch.setenv(name, value)
    return microphone
