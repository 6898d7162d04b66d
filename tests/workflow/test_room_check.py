"""The room check, and sound out by question."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest
import soundfile

from interview_kit.audio.file_source import FileSource
from interview_kit.errors import KitError
from interview_kit.interface.texts import TEXTS
from interview_kit.session import interview_events as did
from interview_kit.vault import journal
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.capture.room_check import check_room
from interview_kit.workflow.capture.sound_import import import_recording
from interview_kit.workflow.machine.power import Awake, battery
from interview_kit.workflow.publication.interview_sound import write_interview_sound
from interview_kit.workflow.study.open_study import open_study
from tests.support.passphrase import PASSPHRASE

RATE = 8000


@pytest.fixture
def noise(tmp_path):
    """Ten seconds on the left, nothing on the right."""
    samples = np.zeros((10 * RATE, 2), np.int16)
    samples[:, 0] = np.random.default_rng(21).integers(-9000, 9000, len(samples))
    path = tmp_path / "given" / "noise.wav"
    path.parent.mkdir()
    soundfile.write(path, samples, RATE, subtype="PCM_16")
    return path, samples


def test_the_check_hears_measures_and_warns_and_writes_nothing(noise, tmp_path):
    path, samples = noise
    before = sorted(tmp_path.rglob("*"))
    check = check_room(tmp_path / "no" / "study", FileSource(path, "fast"), 3)
    assert np.array_equal(check.samples, samples[: 3 * RATE])
    assert check.hours > 0
    assert [(each.kind, each.channel) for each in check.warnings if each.channel is not None] == [
        ("dead", 1)
    ]
    assert all(TEXTS[f"check.{each.kind}"] and TEXTS[f"fix.{each.kind}"] for each in check.warnings)
    assert ("sleep" in {each.kind for each in check.warnings}) is not check.stays_awake
    assert sorted(tmp_path.rglob("*")) == before


def test_staying_awake_is_asked_for_and_let_go_of_whatever_the_system_says():
    awake = Awake()
    assert awake.wait(30) in (True, False)
    awake.release()
    assert not awake.is_asking


def test_the_command_prints_what_was_heard(noise, tmp_path):
    path, _ = noise
    command = [sys.executable, "-m", "interview_kit", "--study", str(tmp_path), "check"]
    options = ["--source", str(path), "--seconds", "1"]
    shown = subprocess.run([*command, *options], capture_output=True, text=True, check=True).stdout
    assert "Channel 1: peak -11 dBFS" in shown
    assert "! Channel 2: It carries no sound at all." in shown
    done = subprocess.run([*command, *options, "--json"], capture_output=True, check=True)
    told = json.loads(done.stdout)
    assert told["seconds"] == 1
    assert [channel["troubles"] for channel in told["channels"]] == [[], ["dead"]]


def test_what_was_said_under_a_question_comes_out_also_where_it_was_asked_twice(
    noise, tmp_path, study_folder
):
    path, samples = noise
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        id = import_recording(study, path, "P07", language="nl").id
        for second, question in ((1, "today"), (3, "story"), (6, "today")):
            journal.append(study.vault, id, second * RATE, [did.QuestionShown(question)])
        write_interview_sound(study.interview(id), tmp_path / "out.wav", question="today")
        heard, _rate = soundfile.read(tmp_path / "out.wav", dtype="int16")
        spoken = [samples[RATE : 3 * RATE], samples[6 * RATE :]]
        assert np.array_equal(heard, np.concatenate(spoken))
        with pytest.raises(KitError, match="was not shown"):
            write_interview_sound(study.interview(id), tmp_path / "no.wav", question="helped")
        with pytest.raises(KitError, match="no question nowhere"):
            write_interview_sound(study.interview(id), tmp_path / "no.wav", question="nowhere")
    assert not (tmp_path / "no.wav").exists()


def test_a_machine_that_shows_no_devices_has_no_battery(monkeypatch):
    def shows_none():
        raise FileNotFoundError(2, "No such file or directory", "/sys/class/power_supply")

    monkeypatch.setattr("psutil.sensors_battery", shows_none, raising=False)
    assert battery() is None
