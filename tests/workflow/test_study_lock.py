"""Who works in a study: others are told which program it is, and a dead one locks nobody out."""

from __future__ import annotations

import json
import os
import platform
import signal
import subprocess
import sys
from dataclasses import asdict, replace

import psutil
import pytest

from interview_kit.cli.study_access import Access
from interview_kit.errors import KitError, LockedError
from interview_kit.vault.vault import Vault
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow import recovery
from interview_kit.workflow.study.study_lock import OCCUPANT, Occupant, StudyLock, occupant_of
from tests.support.passphrase import PASSPHRASE

SECRET = Secret(PASSPHRASE)
HOLD = """
import sys
from pathlib import Path
from interview_kit.workflow.study.study_lock import StudyLock
StudyLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another program that has the lock of a folder."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def here(**changes):
    process = psutil.Process()
    occupant = Occupant(process.pid, process.create_time(), "2026-11-28T10:00:00+00:00",
                        platform.node())  # fmt: skip
    return replace(occupant, **changes)


def left_by(folder, occupant):
    (folder / OCCUPANT).write_text(json.dumps(asdict(occupant)))


def test_the_refusal_says_which_process_since_when_and_on_which_machine(tmp_path, holder):
    with pytest.raises(LockedError) as caught:
        StudyLock(tmp_path).acquire()
    said = caught.value.message
    assert said.startswith("Another program is working in this study.")
    assert str(holder.pid) in said
    assert platform.node() in said
    assert f"{occupant_of(tmp_path / OCCUPANT).since:.10}"[:7] in said


def test_a_lock_of_a_killed_program_is_taken_over(tmp_path, holder):
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    assert occupant_of(tmp_path / OCCUPANT).process == holder.pid
    lock = StudyLock(tmp_path)
    lock.acquire()
    assert occupant_of(tmp_path / OCCUPANT).process == os.getpid()
    lock.release()
    assert not (tmp_path / OCCUPANT).exists()


def test_a_number_that_another_process_has_by_now_is_no_occupant(tmp_path):
    left_by(tmp_path, here(process=os.getppid(), began=1.0))
    lock = StudyLock(tmp_path)
    lock.acquire()
    lock.release()


def test_a_program_that_lives_is_seen_where_the_system_does_not_lock(tmp_path):
    parent = psutil.Process(os.getppid())
    left_by(tmp_path, here(process=parent.pid, began=parent.create_time()))
    with pytest.raises(LockedError, match=str(parent.pid)):
        StudyLock(tmp_path).acquire()
    (tmp_path / OCCUPANT).unlink()
    lock = StudyLock(tmp_path)  # the refusal kept nothing locked
    lock.acquire()
    lock.release()


def test_another_machine_is_not_taken_for_dead(tmp_path):
    left_by(tmp_path, here(machine="laptop-of-els", process=12))
    with pytest.raises(LockedError, match="laptop-of-els") as caught:
        StudyLock(tmp_path).acquire()
    assert "delete" in caught.value.hint
    assert occupant_of(tmp_path / OCCUPANT).machine == "laptop-of-els"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"process": 1}', b"\xff"])
def test_a_note_that_cannot_be_read_locks_nobody_out(tmp_path, content):
    (tmp_path / OCCUPANT).write_bytes(content)
    lock = StudyLock(tmp_path)
    lock.acquire()
    lock.release()


def opened_by_screen(folder):
    return recovery.open_recovered_study(folder, SECRET)


def opened_by_command(folder):
    return Access(folder).study()


@pytest.mark.parametrize("opened", [opened_by_screen, opened_by_command])
@pytest.mark.parametrize(
    "broken", ["interview_kit.workflow.recovery.recover",
               "interview_kit.workflow.study.open_study.read_settings"],
)  # fmt: skip
def test_a_study_that_could_not_be_opened_to_the_end_is_let_go(
    study_folder, monkeypatch, opened, broken
):
    closed_vaults = []
    close = Vault.close

    def refuse(_given):
        raise KitError("Not today.")

    def noted_close(vault):
        closed_vaults.append(vault)
        close(vault)

    monkeypatch.setattr("interview_kit.cli.study_access.Access.secret", lambda _: SECRET)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(broken, refuse)
        meanwhile.setattr(Vault, "close", noted_close)
        # What was raised is kept, and with it whatever its frames hold.
        with pytest.raises(KitError, match="Not today") as caught:
            opened(study_folder)
    assert closed_vaults
    with opened(study_folder) as study:
        assert study.folder == study_folder
    assert caught
