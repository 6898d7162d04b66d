"""The encrypted store: keys, holders, what is on the disk."""

from __future__ import annotations

import stat
from threading import Thread

import psutil
import pyrage
import pytest

from interview_kit.errors import PassphraseError, StudyError
from interview_kit.model.block import Block
from interview_kit.model.participant import Participant
from interview_kit.session.interview_events import NoteTaken, QuestionShown
from interview_kit.vault import blocks, interviews, journal
from interview_kit.vault.interviews import Interview
from interview_kit.vault.vault import Vault
from interview_kit.vault.vault_key import (
    Secret,
    new_key,
    read_holders,
    unwrap,
    wrap_for_recipient,
    wrap_with_passphrase,
    write_holders,
)


@pytest.fixture
def vault(tmp_path):
    with Vault.create(tmp_path / "vault.db", new_key()) as vault:
        interviews.put_participant(vault, Participant("P07"))
        interviews.add(
            vault,
            Interview("P07-1", "P07", "g", "f", "source", "nl", "AB", "2026-01-01T00:00:00+00:00"),
        )
        yield vault


def bytes_in(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_each_holder_opens_the_same_key_with_their_own_secret():
    key = new_key()
    identity = pyrage.x25519.Identity.generate()
    holders = [
        wrap_with_passphrase("owner", key, "correct horse"),
        wrap_with_passphrase("second", key, "battery staple"),
        wrap_for_recipient("recovery", key, str(identity.to_public())),
    ]
    assert unwrap(holders, Secret(passphrase="correct horse")) == key
    assert unwrap(holders, Secret(passphrase="battery staple")) == key
    assert unwrap(holders, Secret(identity=f"# created\n{identity}\n")) == key


def test_a_wrong_secret_opens_nothing():
    holders = [wrap_with_passphrase("owner", new_key(), "right")]
    stranger = pyrage.x25519.Identity.generate()
    for secret in (Secret("wrong"), Secret(), Secret(identity=str(stranger)), Secret(identity="x")):
        with pytest.raises(PassphraseError):
            unwrap(holders, secret)


def test_a_copy_of_the_key_cannot_be_passed_off_under_another_name():
    key = new_key()
    holder = wrap_with_passphrase("owner", key, "p")
    from dataclasses import replace

    with pytest.raises(PassphraseError):
        unwrap([replace(holder, name="somebody")], Secret("p"))


def test_the_key_file_is_private_and_survives_a_round(tmp_path):
    holders = (wrap_with_passphrase("owner", new_key(), "p"),)
    write_holders(tmp_path / "vault.key", holders)
    assert read_holders(tmp_path / "vault.key") == holders
    assert stat.S_IMODE((tmp_path / "vault.key").stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": 1, "holders": [{"x": 1}]}'])
def test_a_damaged_key_file_gets_a_sentence(tmp_path, content):
    (tmp_path / "vault.key").write_text(content)
    with pytest.raises(StudyError, match="damaged"):
        read_holders(tmp_path / "vault.key")


def test_a_key_file_from_the_future_is_not_touched(tmp_path):
    (tmp_path / "vault.key").write_text('{"format": 2, "holders": []}')
    with pytest.raises(StudyError, match="newer"):
        read_holders(tmp_path / "vault.key")


def test_nothing_readable_reaches_the_disk(vault, tmp_path):
    journal.append(vault, "P07-1", 0, [NoteTaken("Marieke cried")])
    blocks.append(vault, "P07-1", Block(0, 4, 48000, 1, b"fLaC-Marieke"))
    content = bytes_in(tmp_path)
    for secret in (b"Marieke", b"fLaC-", b"P07-1", b"SQLite format", b"journal"):
        assert secret not in content


def test_a_wrong_key_is_refused_and_changes_nothing(vault, tmp_path):
    vault.close()
    before = (tmp_path / "vault.db").read_bytes()
    with pytest.raises(PassphraseError):
        Vault.open(tmp_path / "vault.db", new_key())
    assert (tmp_path / "vault.db").read_bytes() == before


def test_a_newer_schema_is_refused(tmp_path):
    key = new_key()
    with Vault.create(tmp_path / "vault.db", key) as vault, vault.atomic() as db:
        db.table("_sqlite_migrations").insert(
            {"migration_set": "vault", "name": "v999_flying", "applied_at": "2040"}
        )
    with pytest.raises(StudyError, match="newer"):
        Vault.open(tmp_path / "vault.db", key)


def test_blocks_come_back_in_order_from_any_frame(vault):
    for first in (0, 100, 200):
        blocks.append(vault, "P07-1", Block(first, 100, 48000, 2, b"%d" % first))
    assert [b.first_frame for b in blocks.read(vault, "P07-1")] == [0, 100, 200]
    assert [b.first_frame for b in blocks.read(vault, "P07-1", 150)] == [100, 200]
    assert blocks.sound(vault, "P07-1").end_frame == 300


def test_the_journal_gives_back_what_was_appended(vault):
    first = journal.append(vault, "P07-1", 5, [QuestionShown("a"), NoteTaken("é")])
    second = journal.append(vault, "P07-1", 9, [QuestionShown("b")])
    assert journal.read(vault, "P07-1") == first + second
    assert [entry.number for entry in first + second] == [1, 2, 3]


def test_removed_sound_is_in_no_page_of_the_opened_vault(vault, tmp_path):
    needle = b"\x13\x37struck-stretch\x13\x37" * 400
    blocks.append(vault, "P07-1", Block(0, 100, 48000, 1, needle))
    blocks.append(vault, "P07-1", Block(100, 100, 48000, 1, b"kept"))
    blocks.destroy_blocks(vault, "P07-1", [0])
    vault.vacuum()
    plain = tmp_path / "plain.db"
    vault.db.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
    vault.db.execute("SELECT sqlcipher_export('plain')")
    vault.db.execute("DETACH DATABASE plain")
    assert b"struck-stretch" not in plain.read_bytes()
    assert vault.db.query("PRAGMA freelist_count").__next__()["freelist_count"] == 0


def test_a_thread_that_ended_leaves_nothing_open(vault):
    open_counts = []
    for _ in range(12):
        read_codes = []
        thread = Thread(target=lambda codes=read_codes: codes.extend(_participants(vault)))
        thread.start()
        thread.join()
        assert read_codes == ["P07"]
        paths = [file.path for file in psutil.Process().open_files()]
        open_counts.append(sum(path.startswith(str(vault.path)) for path in paths))
    assert open_counts[-1] == open_counts[1]
    assert _participants(vault) == ["P07"]


def test_a_thread_that_breaks_off_while_it_writes_leaves_the_vault_free(vault):
    def begin_and_leave():
        vault.db.conn.execute("BEGIN IMMEDIATE")
        vault.db.conn.execute("UPDATE participants SET attributes = '{\"a\": 1}'")

    thread = Thread(target=begin_and_leave)
    thread.start()
    thread.join()
    with vault.atomic():
        interviews.put_participant(vault, Participant("P08"))
    assert _participants(vault) == ["P07", "P08"]


def _participants(vault):
    return [row["id"] for row in vault.db.query("SELECT id FROM participants ORDER BY id")]


def test_two_threads_read_and_write_side_by_side_without_refusing_each_other(vault):
    def write():
        for first in range(0, 5000, 100):
            blocks.append(vault, "P07-1", Block(first, 100, 48000, 1, b"x"))

    thread = Thread(target=write)
    thread.start()
    notes = 0
    while thread.is_alive():
        seen = list(blocks.read(vault, "P07-1"))
        assert [b.first_frame for b in seen] == list(range(0, 100 * len(seen), 100))
        journal.append(vault, "P07-1", notes, [NoteTaken(str(notes))])
        notes += 1
    thread.join()
    assert blocks.sound(vault, "P07-1").blocks == 50
    assert len(journal.read(vault, "P07-1")) == notes
