"""A real model and real voices: tiny.en from its package, clips from pocketsphinx-testdata."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from interview_kit.speech import model_store
from tests.support.voice_clips import CLIPS, RATE

NUMBERS = ("0870", "0880", "0890", "0920", "0930")


@pytest.fixture(scope="session")
def models_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the models of the test session."""
    return tmp_path_factory.mktemp("models")


@pytest.fixture(autouse=True)
def _own_models(models_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEW_KIT_MODELS", str(models_folder))


@pytest.fixture(scope="session")
def tiny_en(models_folder: Path) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTERVIEW_KIT_MODELS", str(models_folder))
        return model_store.fetch("tiny.en").path


def _clip(number: str) -> NDArray[np.int16]:
    """One LibriVox sentence as int16 samples at 16 kHz."""
    file = next(CLIPS.glob(f"*-{number}.wav"))
    with wave.open(str(file)) as sound:
        assert sound.getframerate() == RATE
        return np.frombuffer(sound.readframes(sound.getnframes()), "<i2")


def _text(number: str) -> list[str]:
    """What is said in the clip, word by word."""
    lines = (CLIPS / "transcription").read_text().splitlines()
    line = next(line for line in lines if line.rstrip(")").endswith(number))
    return line.split("<s>")[1].split("</s>")[0].split()


@pytest.fixture(scope="session")
def voices() -> None:
    """Fails where the clips are not installed."""
    if not CLIPS.is_dir():
        pytest.fail("Install the test voices: apt-get install pocketsphinx-testdata")


@pytest.fixture(scope="session")
def sentence(voices: None) -> NDArray[np.int16]:
    """One sentence, 3 s."""
    return _clip("0880")


@pytest.fixture(scope="session")
def reading(voices: None) -> NDArray[np.int16]:
    """Five sentences with pauses, 33 s: enough for several stretches."""
    silence = np.zeros(int(1.7 * RATE), np.int16)
    return np.concatenate([part for n in NUMBERS for part in (_clip(n), silence)])


@pytest.fixture(scope="session")
def reading_text(voices: None) -> list[str]:
    """The words of the reading, in order."""
    return [word for n in NUMBERS for word in _text(n)]
