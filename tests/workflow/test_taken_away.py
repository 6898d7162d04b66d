"""A vault that is taken away while an interview is recorded into it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event

import numpy as np
import pytest
import soundfile

from interview_kit.audio.file_source import FileSource
from interview_kit.audio.recorder_events import VaultLost
from interview_kit.errors import DamagedError
from interview_kit.guide.guide import ConsentScope
from interview_kit.interface.alarms import alarm_notice
from interview_kit.vault import blocks, journal
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.capture.recording import record
from interview_kit.workflow.interviews.interview_overview import overview, prepare
from interview_kit.workflow.study.open_study import open_study
from tests.support.passphrase import PASSPHRASE

SECRET = Secret(PASSPHRASE)
RATE = 16000


def replace(study):
    shutil.copy(study / "vault.db", study / "other")
    (study / "other").replace(study / "vault.db")


TAKES: Mapping[str, Callable[[Path], object]] = {
    "deleted": lambda study: (study / "vault.db").unlink(),
    "its log deleted": lambda study: (study / "vault.db-wal").unlink(),
    "emptied": lambda study: os.truncate(study / "vault.db", 0),
    "cut short": lambda study: os.truncate(study / "vault.db", 40960),
    "replaced": replace,
    "overwritten": lambda study: (study / "vault.db").write_bytes(
        (study.parent / "older.db").read_bytes()
    ),
    "its folder deleted": shutil.rmtree,
    "its folder moved": lambda study: study.rename(study.parent / "elsewhere"),
}


@pytest.mark.parametrize("take", TAKES)
def test_the_alarm_is_given_and_all_sound_is_kept_beside_it(study_folder, tmp_path, take):
    noise = np.random.default_rng(4).integers(-9000, 9000, RATE * 30).astype(np.int16)
    soundfile.write(tmp_path / "noise.wav", noise, RATE)
    shutil.copy(study_folder / "vault.db", tmp_path / "older.db")
    stop, alarms, reports = Event(), [], []

    def tell(event):
        if isinstance(event, VaultLost):
            alarms.append(event)
            stop.set()

    with open_study(study_folder, SECRET) as study:
        id = prepare(study, "P07").id
        scopes = (ConsentScope.RECORD, ConsentScope.TAKE_PART)
        source = FileSource(tmp_path / "noise.wav", pace="real")
        running = record(study.interview(id), source, scopes, stop=stop, seconds=25, tell=tell)
        reports.append(next(running))
        TAKES[take](study_folder)
        with pytest.raises(DamagedError, match="taken away"):
            reports.extend(running)
    [alarm] = alarms
    assert alarm.folder in alarm_notice(alarm, "en").text
    assert alarm_notice(alarm, "nl").text != alarm_notice(alarm, "en").text
    assert not alarm_notice(alarm, "en").breaks
    # The tests' files are random noise: nothing of it may lie outside an encrypted file.
    spoken = noise[:4000].tobytes()
    for path in tmp_path.rglob("*"):
        assert path.name == "noise.wav" or not path.is_file() or spoken not in path.read_bytes()
    with open_study(Path(alarm.folder), SECRET) as study:
        assert [row.id for row in overview(study)] == [id]
        kept = sum(block.frames for block in blocks.read(study.vault, id))
        assert kept == reports[-1].frames > 0
        assert type(journal.read(study.vault, id)[-1].event).__name__ == "Ended"


def test_a_study_that_stays_raises_no_alarm(study_folder, tmp_path):
    noise = np.random.default_rng(4).integers(-9000, 9000, RATE * 4).astype(np.int16)
    soundfile.write(tmp_path / "noise.wav", noise, RATE)
    events = []
    with open_study(study_folder, SECRET) as study:
        id = prepare(study, "P07").id
        source = FileSource(tmp_path / "noise.wav", pace="real")
        scopes = (ConsentScope.RECORD, ConsentScope.TAKE_PART)
        reports = list(
            record(study.interview(id), source, scopes, stop=Event(), tell=events.append)
        )
    assert reports[-1].rescued_in == ""
    assert not [event for event in events if isinstance(event, VaultLost)]
