"""What there is to record with."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from interview_kit.audio.file_source import FileSource
from interview_kit.errors import AudioError
from interview_kit.workflow.capture import source_choice
from interview_kit.workflow.capture.source_choice import source_choices


def gone(*_arguments):
    raise AudioError("The sound system of this machine does not answer.")


@pytest.fixture
def given(tmp_path):
    noise = np.random.default_rng(1).integers(-9000, 9000, (8000, 2)).astype(np.int16)
    soundfile.write(tmp_path / "a.wav", noise, 8000, subtype="PCM_16")
    return lambda: FileSource(tmp_path / "a.wav")


def test_what_was_given_comes_first_and_then_each_microphone_once(given, microphone, monkeypatch):
    for name, value in microphone.env.items():
        monkeypatch.setenv(name, value)
    first, *others = source_choices(given)
    assert (first.name, first.rate, first.channels) == ("a.wav", 8000, 2)
    assert "default" in {each.name for each in others}
    again = source_choices(others[0].open)
    assert [each.name for each in again].count(others[0].name) == 1


def test_a_sound_file_can_be_chosen_where_the_sound_system_is_silent(given, monkeypatch):
    monkeypatch.setattr(source_choice, "list_devices", gone)
    assert [each.name for each in source_choices(given)] == ["a.wav"]


def test_where_there_is_nothing_the_reason_is_told(monkeypatch):
    monkeypatch.setattr(source_choice, "list_devices", gone)
    with pytest.raises(AudioError, match="does not answer"):
        source_choices(gone)
