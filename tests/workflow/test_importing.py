"""Recordings made elsewhere: what is damaged is marked, what is no sound leaves nothing behind."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest
import soundfile

from interview_kit.session.interview_events import Ended, Imported, Overflowed
from interview_kit.vault import blocks, journal
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.capture.sound_import import import_recording
from interview_kit.workflow.study.interview_overview import overview
from interview_kit.workflow.study.open_study import open_study
from tests.support.passphrase import PASSPHRASE

RATE = 16000


@pytest.fixture
def damaged(tmp_path):
    """An mp3 of six seconds in whose middle something else stands."""
    noise = np.random.default_rng(4).integers(-9000, 9000, (6 * RATE, 1)).astype(np.int16)
    path = tmp_path / "given" / "damaged.mp3"
    path.parent.mkdir()
    soundfile.write(path, noise, RATE)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 3000] = np.random.default_rng(1).bytes(3000)
    path.write_bytes(content)
    return path


def kit(study_folder, *arguments):
    command = [sys.executable, "-m", "interview_kit", "--study", str(study_folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def test_a_damaged_place_is_passed_over_and_stands_in_the_journal(study_folder, damaged):
    told = []
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        id = import_recording(
            study, damaged, "P07", language="nl", progress=lambda *now: told.append(now)
        ).id
        entries = journal.read(study.vault, id)
        kinds = [type(entry.event) for entry in entries]
        assert kinds[0] is Imported
        assert kinds[-1] is Ended
        assert set(kinds[1:-1]) == {Overflowed}
        end = blocks.sound(study.vault, id).end_frame
        assert all(0 < entry.frame < end for entry in entries[1:-1])
        assert end > 3 * RATE
    assert all(done_ms > 0 and total_ms >= 3000 for done_ms, total_ms in told)


def test_the_command_says_that_a_file_is_damaged(study_folder, damaged, monkeypatch):
    monkeypatch.setenv("INTERVIEW_KIT_PASSPHRASE", PASSPHRASE)
    options = ("--participant", "P07", "--language", "nl")
    done = kit(study_folder, "import", str(damaged), *options)
    assert "The file is damaged in" in done.stdout
    told = json.loads(kit(study_folder, "import", str(damaged), *options, "--json").stdout)
    assert told["interview"] == "P07-2"
    assert told["damaged"] > 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "is empty"), (b"Dit is tekst.\n" * 500, "cannot be read as sound")],
)
def test_what_is_no_sound_leaves_the_study_as_it_was(
    study_folder, tmp_path, monkeypatch, content, sentence
):
    monkeypatch.setenv("INTERVIEW_KIT_PASSPHRASE", PASSPHRASE)
    (tmp_path / "talk.wav").write_bytes(content)
    done = kit(study_folder, "import", str(tmp_path / "talk.wav"), "--participant", "P07")
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 2
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        assert overview(study) == ()
