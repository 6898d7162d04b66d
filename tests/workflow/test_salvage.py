"""A study whose files are damaged, gone, old, or not what was filed."""

from __future__ import annotations

import shutil
import tarfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile

from interview_kit.audio.block_codec import encode_block
from interview_kit.corpus import filed_interviews as filed
from interview_kit.disk.inside import path_inside, write_inside
from interview_kit.errors import DamagedError, KitError, PassphraseError, StudyError
from interview_kit.vault import blocks, interviews, names
from interview_kit.vault.pages import PAGE
from interview_kit.vault.scan import Scan
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.destruction.retention import CLOCK_DAYS, destroy_due
from interview_kit.workflow.governance import key_holders
from interview_kit.workflow.governance.backup import MANIFEST, back_up, restore
from interview_kit.workflow.governance.key_holders import add_holder, rekey
from interview_kit.workflow.governance.study_salvage import salvage_study
from interview_kit.workflow.interviews.interview_overview import overview
from interview_kit.workflow.publication.corpus_export import export
from interview_kit.workflow.publication.corpus_rebuild import rebuild
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import holders_of, open_study
from interview_kit.workflow.study.vault_integrity import look_over
from tests.support.passphrase import PASSPHRASE
from tests.support.releasable_study import filed_interview

SECRET = Secret(PASSPHRASE)
RATE = 8000
OLD = Path(__file__).parents[1] / "vault" / "data" / "study_with_v005_vault.tar.xz"


@pytest.fixture
def folder(study_folder):
    """A study with a filed interview and three seconds of sound."""
    with open_study(study_folder, SECRET) as study:
        id = filed_interview(study, "P07", "Goed, mijn zus Marieke woont in Zwolle.")
        rng = np.random.default_rng(1)
        for at in range(3):
            pcm = rng.integers(-9000, 9000, RATE).astype(np.int16).tobytes()
            blocks.append(study.vault, id, encode_block(pcm, at * RATE, RATE, 1))
        file_interview(study.interview(id))
    return study_folder


def spoil_sound(folder, second):
    """Overwrite a part of a page that holds a second of sound."""
    with open_study(folder, SECRET) as study, study.vault.pages() as pages:
        row = next(r for r in Scan(pages).rows("blocks") if r.values[1] == second * RATE)
    with (folder / "vault.db").open("r+b") as file:
        file.seek((row.pages[-1] - 1) * PAGE + 200)
        file.write(bytes(300))


def spoil_bit(folder):
    path = folder / "vault.db"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_a_whole_study_is_found_whole(folder):
    with open_study(folder, SECRET, writing=False) as study:
        found = look_over(study.vault)
        assert (found.is_whole, found.blocks) == (True, 3)


def test_damage_is_named_and_no_backup_is_made_of_it(folder, tmp_path):
    spoil_sound(folder, 1)
    with open_study(folder, SECRET, writing=False) as study:
        assert len(look_over(study.vault).damaged_pages) == 1
        with pytest.raises(DamagedError, match="vault is damaged"):
            back_up(study, tmp_path / "usb")
    assert not (tmp_path / "usb").exists()


def test_a_damaged_study_is_salvaged_into_a_new_one_that_works(folder, tmp_path):
    spoil_sound(folder, 1)
    before = (folder / "vault.db").read_bytes()
    done = salvage_study(folder, SECRET, tmp_path / "new")
    assert done.missing == ("P07-1: the sound from 00:00:01 to 00:00:02",)
    assert (folder / "vault.db").read_bytes() == before
    with open_study(tmp_path / "new", SECRET) as study:
        assert look_over(study.vault).is_whole
        assert [block.first_frame for block in blocks.read(study.vault, "P07-1")] == [0, 2 * RATE]
        assert overview(study)[0].stage == "filed"
        assert study_audit.verify(study).flaw == ""


def test_one_changed_bit_is_mended(folder, tmp_path):
    spoil_bit(folder)
    done = salvage_study(folder, SECRET, tmp_path / "new")
    assert (done.mended, done.damaged, done.missing) == (1, 0, ())


def test_the_commands_say_so_and_go_around_it(folder, kit):
    spoil_sound(folder, 1)
    kit("list")
    heard = kit("audio", "P07-1", "--to", "a.wav")
    assert "damaged" in heard.err
    assert soundfile.info(folder.parent / "a.wav").frames == 3 * RATE
    for command in (
        ("vault", "check"),
        ("backup", "usb"),
        ("doctor",),
        ("withdraw", "P07", "--yes", "P07"),
    ):
        done = kit(*command, expect=2)
        assert "damaged" in done.out + done.err
        assert "ERROR CORE" not in done.err
    assert "P07-1: the sound from" in kit("vault", "salvage", "new").out


@pytest.mark.parametrize("name", ["vault.db", "corpus.db"])
@pytest.mark.parametrize("is_gone", [True, False])
def test_an_empty_or_missing_store_is_no_new_study(folder, kit, name, is_gone):
    (folder / name).unlink() if is_gone else (folder / name).write_bytes(b"")
    reading = ("list",) if name == "vault.db" else ("search", "goed")
    for command in (reading, ("file", "--all"), ("export", "out")):
        done = kit(*command, expect=2)
        assert "missing" in done.err or "damaged" in done.err
    assert is_gone != (folder / name).exists()
    assert is_gone or (folder / name).read_bytes() == b""


def test_a_missing_corpus_is_made_anew_from_the_vault(folder, kit):
    with open_study(folder, SECRET) as study:
        before = filed.record(study.corpus, "P07-1")
        with pytest.raises(KitError, match="There is a corpus"):
            rebuild(study)
    (folder / "corpus.db").unlink()
    assert "1 interview is in the corpus again" in kit("corpus", "rebuild").out
    with open_study(folder, SECRET) as study:
        after = filed.record(study.corpus, "P07-1")
        assert filed.content_hash(after) == filed.content_hash(before)
        assert study_audit.verify(study).flaw == ""


@pytest.mark.parametrize(
    "forging",
    [
        "UPDATE turns SET text = 'Slecht.', since = 2",
        "UPDATE interviews SET version = 2",
        "UPDATE interviews SET length_ms = 9",
        "UPDATE questions SET mark = 'refused'",
        "UPDATE turns SET start_ms = start_ms + 1, end_ms = end_ms + 1",
        "DELETE FROM turns",
        "DELETE FROM words",
    ],
)
def test_whoever_changes_the_corpus_is_found_out(folder, tmp_path, forging):
    with open_study(folder, SECRET) as study:
        before = filed.record(study.corpus, "P07-1")
        for row in list(
            study.corpus.db.query("SELECT name FROM sqlite_master WHERE type='trigger'")
        ):
            study.corpus.db.execute(f"DROP TRIGGER {row['name']}")
        study.corpus.db.execute(forging)
        study.corpus.db.conn.commit()
        if filed.content_hash(filed.record(study.corpus, "P07-1")) == filed.content_hash(before):
            pytest.skip("this interview has nothing there to forge")
        assert "not what was filed" in study_audit.verify(study).flaw
        with pytest.raises(DamagedError, match="P07-1"):
            export(study, tmp_path / "out", ["text"])
    assert not (tmp_path / "out").exists()


def test_a_study_of_the_program_before_hashes_opens_and_is_whole(tmp_path):
    with tarfile.open(OLD) as packed:
        # Python before 3.11.4 has no filters, and later ones want to be told of one.
        packed.extraction_filter = getattr(tarfile, "data_filter", None)
        packed.extractall(tmp_path)
    with open_study(tmp_path / "study", SECRET) as study:
        assert [row.stage for row in overview(study)] == ["filed"]
        found = look_over(study.vault)
        assert (found.is_whole, found.blocks, found.unsealed) == (True, 4, 4)
        assert study_audit.verify(study).flaw == ""
        assert export(study, tmp_path / "out", ["text"])
    assert (tmp_path / "study" / "vault.key.copy").is_file()


def test_two_holders_added_at_once_are_both_there(folder):
    from threading import Thread

    def add(name):
        add_holder(folder, SECRET, name, recipient=RECIPIENT)

    threads = [Thread(target=add, args=[name]) for name in ("one", "two", "three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {each.name for each in holders_of(folder)} == {"owner", "one", "two", "three"}


RECIPIENT = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"


def test_an_old_key_opens_nothing_after_a_rekey(folder):
    add_holder(folder, SECRET, "two", passphrase="another good passphrase")
    old = (folder / "vault.key").read_bytes()
    with open_study(folder, SECRET) as study:
        mark = study.vault.mark
    assert rekey(folder, SECRET) == ("two",)
    with open_study(folder, SECRET) as study:
        assert study.vault.mark == mark
        assert look_over(study.vault).is_whole
        assert names.entities(study.vault)
    assert sorted(path.name for path in folder.glob("vault*")) == [
        "vault.db", "vault.key", "vault.key.copy",
    ]  # fmt: skip
    for name in ("vault.key", "vault.key.copy"):
        (folder / name).write_bytes(old)
    for passphrase in ("another good passphrase", SECRET.passphrase):
        with pytest.raises(PassphraseError):
            open_study(folder, Secret(passphrase))


@pytest.mark.parametrize("swapped", [False, True])
def test_a_rekey_that_broke_off_is_finished_or_dropped(folder, monkeypatch, swapped):
    def crash(place):
        if swapped:
            (place / "vault.db.new").replace(place / "vault.db")
        raise KeyboardInterrupt

    monkeypatch.setattr(key_holders, "finish_rekey", crash)
    with pytest.raises(KeyboardInterrupt):
        rekey(folder, SECRET)
    with open_study(folder, SECRET) as study:
        assert look_over(study.vault).is_whole
    assert not list(folder.glob("*.new*"))


def test_a_clock_that_is_far_ahead_destroys_nothing(folder):
    with open_study(folder, SECRET) as study:
        late = datetime.now(UTC).date() + timedelta(days=CLOCK_DAYS + 2)
        with pytest.raises(KitError, match="clock"):
            destroy_due(study, late)
        assert destroy_due(study, late, clock_is_right=True) == ()


def test_an_import_that_fails_leaves_nobody_behind(folder, tmp_path, monkeypatch):
    from interview_kit.pseudonym.roster import parse_roster
    from interview_kit.workflow.capture import sound_import

    noise = np.random.default_rng(2).integers(-9000, 9000, RATE * 150).astype(np.int16)
    soundfile.write(tmp_path / "noise.wav", noise, RATE)
    whole, stored = blocks.append, []

    def append(vault, id, *new):
        if stored:
            raise KitError("The disk is full or cannot be written.")
        stored.append(len(new))
        whole(vault, id, *new)

    monkeypatch.setattr(sound_import.blocks, "append", append)
    with open_study(folder, SECRET) as study:
        before = {name: study.vault.db[name].count for name in study.vault.db.table_names()}
        roster = parse_roster("brother: Ruurd\n", "P08")
        with pytest.raises(KitError):
            sound_import.import_recording(study, tmp_path / "noise.wav", "P08", roster=roster)
        assert stored
        after = {name: study.vault.db[name].count for name in study.vault.db.table_names()}
        assert after == before
        assert not list(folder.glob(".room*"))


def test_one_interview_without_a_text_does_not_stop_the_others(folder, kit):
    with open_study(folder, SECRET) as study:
        interviews.add(study.vault, replace(interviews.get(study.vault, "P07-1"), id="P07-2"))
    for command in ("pseudonymize", "file"):
        done = kit(command, "--all")
        assert "P07-2 has no transcript" in done.err
        assert "P07-1:" in done.out


def test_what_a_killed_backup_left_goes_with_the_next(folder, tmp_path):
    left = tmp_path / "usb" / ".backup-2026-01-01T000000Z.abc"
    left.mkdir(parents=True)
    (left / ".interview-kit-running").touch()
    (left / "vault.db").write_bytes(b"half")
    with open_study(folder, SECRET) as study:
        back_up(study, tmp_path / "usb")
    assert [path.name.startswith("backup-") for path in (tmp_path / "usb").iterdir()] == [True]


@pytest.mark.parametrize(
    "name", ["../a", "/a", "b/../../a", "c:/a", "a\\..\\..\\b", "", "link/a", "a\x07", "link"]
)
def test_nothing_is_written_outside_its_folder(tmp_path, name):
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link").symlink_to(tmp_path)
    with pytest.raises(KitError):
        write_inside(inside, name, b"x")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["inside", "link"]
    assert path_inside(inside, "a/b.txt") == inside / "a" / "b.txt"


def test_a_link_in_a_backup_is_not_followed(folder, tmp_path):
    with open_study(folder, SECRET) as study:
        made = Path(back_up(study, tmp_path / "usb").folder)
    guide = next(made.glob("guides/*.toml"))
    moved = shutil.move(guide, tmp_path / "elsewhere.toml")
    guide.symlink_to(moved)
    assert (made / MANIFEST).is_file()
    with pytest.raises(StudyError, match="missing or damaged"):
        restore(made, SECRET, tmp_path / "again")


def test_an_id_put_into_the_corpus_does_not_lead_out_of_the_folder(folder, tmp_path):
    with open_study(folder, SECRET) as study:
        db = study.corpus.db
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("UPDATE interviews SET id = '../../P07-1'")
        db.conn.commit()
        with pytest.raises(KitError):
            export(study, tmp_path / "a" / "out", ["text"])
    assert not (tmp_path / "P07-1.txt").exists()
