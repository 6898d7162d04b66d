"""Backups: whole, checked, made beside the work, and put back as they were."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from interview_kit.corpus import filed_interviews as filed
from interview_kit.errors import KitError, PassphraseError, StudyError
from interview_kit.model.block import Block
from interview_kit.vault import blocks, transcripts
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.governance.backup import MANIFEST, back_up, restore
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import open_study
from tests.support.noise_block import noise
from tests.support.passphrase import PASSPHRASE
from tests.support.silent_transcript import with_transcript

SECRET = Secret(PASSPHRASE)


@pytest.fixture(autouse=True)
def _filed_interview(study):
    id = with_transcript(study, "P07", "Goedemorgen allemaal.")
    blocks.append(study.vault, id, noise(7))
    pseudonymise(study, id)
    file_interview(study.interview(id))


def test_what_was_backed_up_comes_back(study, tmp_path):
    made = back_up(study, tmp_path / "usb")
    restore(tmp_path / "usb" / made.folder, SECRET, tmp_path / "again")
    with open_study(tmp_path / "again", SECRET) as again:
        assert next(blocks.read(again.vault, "P07-1")).data == noise(7).data
        assert transcripts.turns(again.vault, "P07-1") == transcripts.turns(study.vault, "P07-1")
        assert filed.record(again.corpus, "P07-1") == filed.record(study.corpus, "P07-1")
        assert again.guide("recovery-stories") == study.guide("recovery-stories")
        assert study_audit.verify(again).flaw == ""
        assert [each.act for each in study_audit.noted_acts(again)][-2:] == [
            "backed up", "restored",
        ]  # fmt: skip


def test_a_backup_beside_a_recording_loses_no_block_of_it(study, tmp_path):
    one, ready, done = noise(9), Event(), Event()
    stored = 0

    def record():
        nonlocal stored
        first = one.frames
        while not done.is_set() or stored < 20:
            block = Block(first * (stored + 1), one.frames, one.rate, one.channels, one.data)
            blocks.append(study.vault, "P07-1", block)
            stored += 1
            if stored == 5:
                ready.set()

    recorder = Thread(target=record)
    recorder.start()
    try:
        assert ready.wait(60)
        made = back_up(study, tmp_path / "usb")
    finally:
        done.set()
        recorder.join()
    assert blocks.sound(study.vault, "P07-1").blocks == stored + 1
    restore(tmp_path / "usb" / made.folder, SECRET, tmp_path / "again")
    with open_study(tmp_path / "again", SECRET) as again:
        sound = blocks.sound(again.vault, "P07-1")
        assert 6 <= sound.blocks <= stored + 1
        assert sound.end_frame == sound.blocks * one.frames


@pytest.mark.parametrize("name", ["vault.db", "corpus.db", "vault.key", "study.toml"])
def test_a_damaged_backup_is_not_restored(study, tmp_path, name):
    made = tmp_path / "usb" / back_up(study, tmp_path / "usb").folder
    with (made / name).open("r+b") as file:
        file.seek(10)
        byte = file.read(1)[0]
        file.seek(10)
        file.write(bytes([byte ^ 1]))
    with pytest.raises(StudyError, match=name):
        restore(made, SECRET, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_what_is_no_backup_and_what_is_in_the_way_get_a_sentence(study, tmp_path):
    with pytest.raises(StudyError, match="no backup"):
        restore(study.folder, SECRET, tmp_path / "again")
    made = tmp_path / "usb" / back_up(study, tmp_path / "usb").folder
    with pytest.raises(StudyError, match="a study in that folder"):
        restore(made, SECRET, study.folder)
    with pytest.raises(PassphraseError):
        restore(made, Secret("another passphrase"), tmp_path / "again")
    assert not (tmp_path / "again").exists()
    with pytest.raises(KitError, match="inside the study"):
        back_up(study, study.folder / "copies")


def test_a_path_out_of_the_backup_is_refused(study, tmp_path):
    made = tmp_path / "usb" / back_up(study, tmp_path / "usb").folder
    with (made / MANIFEST).open("a") as file:
        file.write("00  ../../study/study.toml\n")
    with pytest.raises(StudyError, match="missing or damaged"):
        restore(made, SECRET, tmp_path / "again")
