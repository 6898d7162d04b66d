"""A real study, a real sound file, and the app on it."""

from __future__ import annotations

import math
import wave
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interview_kit.audio.file_source import FileSource
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.launch import Launch
from interview_kit.tui.read import word_times
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.study.open_study import Study, create_study, open_study
from interview_kit.workflow.study.study_settings import Settings
from tests.support.passphrase import PASSPHRASE
from tests.support.voice_clips import RATE


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in English that nobody has worked in yet, to copy."""
    folder = tmp_path_factory.mktemp("blank") / "study"
    create_study(folder, Secret(PASSPHRASE), Settings(name="Test study", language="en"))
    return folder


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A minute of a tone."""
    path = tmp_path_factory.mktemp("sound") / "tone.wav"
    samples = array("h", (round(8000 * math.sin(n / 10)) for n in range(RATE)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for _ in range(60):
            file.writeframes(samples.tobytes())
    return path


@pytest.fixture(autouse=True)
def _no_alignment(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is, nothing looks for typed words meanwhile."""
    monkeypatch.setattr(word_times, "ALIGN_SECONDS", 3600)


@pytest.fixture
def launch(study: Study, sound: Path) -> Callable[..., InterviewKit]:
    """The app on the study, with a sound file for a microphone; options go over that."""

    def start(**options: Any) -> InterviewKit:
        given: dict[str, Any] = {
            "folder": study.folder,
            "unlock": lambda secret: open_study(study.folder, secret),
            "open_source": lambda: FileSource(sound),
            "transcriber": _no_transcriber,
            "places": _no_transcriber,
            "study": study,
        }
        return InterviewKit(Launch(**(given | options)))

    return start


def _no_transcriber(_study: Study) -> Any:
    raise AssertionError("nothing is transcribed here")
