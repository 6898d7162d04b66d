"""Deleting and putting right on a disk that is full: a sentence, nothing half done, done later."""

from __future__ import annotations

import os
import subprocess

import pytest

from interview_kit.corpus import codings
from interview_kit.corpus import filed_interviews as filed
from interview_kit.disk.disk_errors import as_sentence
from interview_kit.errors import KitError
from interview_kit.model.coding import Coding
from interview_kit.pseudonym.roster import parse_roster
from interview_kit.vault import interviews
from interview_kit.vault.names import Verdict
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.capture.preparation import prepare_for_later
from interview_kit.workflow.destruction.interview_deletion import delete_interview
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.recovery import recover
from interview_kit.workflow.repair.interview_repair import repair_interview
from interview_kit.workflow.repair.participant_recoding import recode
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.filed_content import forged
from interview_kit.workflow.study.open_study import SETTINGS, open_study
from interview_kit.workflow.study.study_settings import change_settings
from tests.support.passphrase import PASSPHRASE
from tests.support.silent_transcript import with_transcript

CODED = Coding("medication-helped", 1, 0, 4, "anna", "2026-11-25T10:00:00Z", "memo " * 9000, "a")
ROSTER = parse_roster("\n".join(f"buur: Xan{n}drina Ypsil{n}ante" for n in range(400)), "P09")
ACTS = {
    "prepare": lambda study: prepare_for_later(study, "P09", {}, roster=ROSTER),
    "settings": lambda study: change_settings(
        study.folder / SETTINGS, {"name": "Een onderzoek. " * 900}
    ),
    "code": lambda study: codings.add(study.corpus, "P07-1", [CODED]),
    "delete": lambda study: delete_interview(study.interview("P07-1")),
    "recode": lambda study: recode(study, "P07-1", "P17"),
    "repair": lambda study: repair_interview(study.interview("P07-1"), held_on="2024-05-01"),
}


@pytest.fixture
def small_disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("needs the right to mount a disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder):
    """Take all the room there is; the file that took it."""
    path = folder / "everything"
    with path.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while file.write(os.urandom(size)):
                    pass
            except OSError:
                continue
    return path


def failure_of(act, study):
    """What an act raises, None where it had room enough."""
    try:
        act(study)
    except Exception as error:
        return error
    return None


@pytest.mark.parametrize("act", ACTS)
def test_on_a_full_disk_it_stops_with_a_sentence_and_is_done_later(small_disk, study_folder, act):
    subprocess.run(["cp", "-r", str(study_folder), str(small_disk)], check=True)
    folder = small_disk / study_folder.name
    with open_study(folder, Secret(PASSPHRASE)) as study:
        for code in ("P07", "P08"):
            id = with_transcript(
                study, code, f"Mijn zus Wilhelmina Zandstra. {'Het regende. ' * 900}"
            )
            pseudonymise(study, id)
            decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)
            file_interview(study.interview(id))
        other = filed.record(study.corpus, "P08-1")
        everything = fill(small_disk)
        failure = failure_of(ACTS[act], study)
    everything.unlink()
    assert isinstance(failure, KitError | None) or as_sentence(failure) is not None, failure
    with open_study(folder, Secret(PASSPHRASE)) as study:
        recover(study)
        if interviews.find_participant(study.vault, "P07") is not None:
            ACTS[act](study)
        assert not study_audit.verify(study).flaw
        assert not forged(study)
        assert filed.record(study.corpus, "P08-1") == other
        both = {"P07-1", "P08-1"}
        there = {"delete": {"P08-1"}, "recode": {"P08-1", "P17-1"}}.get(act, both)
        assert set(filed.ids(study.corpus)) == there
        new_ids = {"P09-1"} if act == "prepare" else set()
        assert {row.id for row in interviews.all_of(study.vault)} - new_ids == there
