from __future__ import annotations

import subprocess
import sys

import pytest

from interview_kit.audio.devices import find_device, list_devices
from interview_kit.errors import AudioError


@pytest.fixture
def sounddevice(tmp_path, monkeypatch):
    """Puts a module in the place of sounddevice, for machines that cannot be had here."""

    def put(code: str) -> None:
        (tmp_path / "sounddevice.py").write_text(code)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    return put


def test_a_device_is_listed_with_rate_and_channels(room):
    [device] = [device for device in list_devices() if device.is_default]
    assert (device.name, device.host_api, device.rate) == ("default", "ALSA", 48000)
    assert device.channels >= 2


def test_a_device_is_found_by_default_number_name_and_part_of_a_name(room):
    default = find_device()
    for wanted in (default.index, str(default.index), "default", "DEF"):
        assert find_device(wanted) == default


@pytest.mark.parametrize("wanted", ["defualt", "Jabra", 99])
def test_a_device_that_is_not_there_names_the_nearest(room, wanted):
    with pytest.raises(AudioError, match="There is no microphone") as refused:
        find_device(wanted)
    assert "'default'" in refused.value.hint


def test_a_machine_without_a_microphone_is_one_sentence(sounddevice):
    sounddevice(
        "class PortAudioError(Exception): ...\n"
        "class default: device = (-1, -1)\n"
        "query_devices = query_hostapis = lambda: ()\n"
    )
    assert list_devices() == ()
    with pytest.raises(AudioError, match="no microphone on this machine"):
        find_device()


def test_a_machine_without_portaudio_says_what_to_install(sounddevice):
    sounddevice("raise OSError('PortAudio library not found')")
    with pytest.raises(AudioError, match="PortAudio") as refused:
        list_devices()
    assert "libportaudio2" in refused.value.hint


def test_a_sound_library_that_aborts_takes_nothing_with_it(sounddevice):
    sounddevice("import os; os.abort()")
    with pytest.raises(AudioError, match="does not answer"):
        list_devices()


def test_the_capture_process_ends_with_the_program_that_started_it(room):
    wanted = (
        '{"name": "default", "host_api": "ALSA", "rate": 48000, "channels": 2, "or_default": false}'
    )
    command = [sys.executable, "-m", "interview_kit.audio.capture_process", "record", wanted]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as capture:
        assert capture.stdout.read(100)
        capture.stdin.close()
        assert capture.wait(30) == 0
