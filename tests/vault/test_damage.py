"""A damaged vault: what is mended, what is salvaged, what is never taken for data."""

from __future__ import annotations

import random
import shutil

import numpy as np
import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from interview_kit.audio.block_codec import decode_block, encode_block
from interview_kit.errors import DamagedError, StudyError
from interview_kit.model.participant import Participant
from interview_kit.session.interview_events import Imported, NoteTaken, SoundDamaged
from interview_kit.vault import blocks, interviews, journal
from interview_kit.vault.interviews import Interview
from interview_kit.vault.pages import CONTENT, MAC, PAGE, Pages, PageState
from interview_kit.vault.salvage import salvage
from interview_kit.vault.scan import Scan, tables
from interview_kit.vault.vault import Vault
from interview_kit.vault.vault_key import new_key

RATE, SECONDS = 16000, 6
KEY = new_key()


def interview(id="P07-1"):
    return Interview(id, id.split("-")[0], "g", "f", "s", "nl", "AB", "2026-01-01T00:00:00+00:00")


@pytest.fixture(scope="module")
def samples():
    return np.random.default_rng(5).integers(-9000, 9000, RATE * SECONDS).astype(np.int16)


@pytest.fixture(scope="module")
def made(tmp_path_factory, samples):
    """A vault of six seconds in which every table that an interview fills has rows."""
    path = tmp_path_factory.mktemp("made") / "vault.db"
    with Vault.create(path, KEY) as vault:
        for id in ("P07-1", "P08-1"):
            interviews.put_participant(vault, Participant(id.split("-")[0]))
            interviews.add(vault, interview(id))
            journal.append(vault, id, 0, [Imported(RATE, 1, "wav"), NoteTaken("x" * 9000)])
        for at in range(SECONDS):
            pcm = samples[at * RATE : (at + 1) * RATE].tobytes()
            blocks.append(vault, "P07-1", encode_block(pcm, at * RATE, RATE, 1))
    return path


@pytest.fixture
def path(made, tmp_path):
    return shutil.copy(made, tmp_path / "vault.db")


def change(path, place, data):
    with path.open("r+b") as file:
        file.seek(place)
        file.write(data)


def flip(path, place, mask=1):
    change(path, place, bytes([path.read_bytes()[place] ^ mask]))


def salvaged(path, target, searches=0):
    """The losses, and the vault that was made; it is open."""
    with Pages(path, KEY, byte_searches=searches) as pages:
        scan = Scan(pages)
        vault = Vault.create(target, KEY)
        return salvage(scan, vault, interview), vault


def sound_in(vault, samples):
    """The frames that are there, each compared with what was recorded."""
    frames = 0
    for block in blocks.read(vault, "P07-1"):
        heard = decode_block(block)[:, 0]
        assert np.array_equal(heard, samples[block.first_frame : block.end_frame])
        frames += block.frames
    return frames


def rows(vault):
    return {name: vault.db[name].count for name in tables()}


def page_of_sound(path, second):
    """The number of a page that holds the middle of a second's sound, and nothing else."""
    with Pages(path, KEY) as pages:
        found = next(row for row in Scan(pages).rows("blocks") if row.values[1] == second * RATE)
    return found.pages[len(found.pages) // 2]


def test_every_page_of_a_whole_vault_is_what_was_written(path):
    with Pages(path, KEY) as pages:
        assert {pages.state(number) for number in range(1, pages.count + 1)} == {PageState.WHOLE}


def test_all_rows_are_found_page_by_page(path):
    with Vault.open(path, KEY) as vault, Pages(path, KEY) as pages:
        scan = Scan(pages)
        assert {name: len(list(scan.rows(name))) for name in tables()} == rows(vault)


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_bit_costs_nothing(path, tmp_path, samples, made, seed):
    rng = random.Random(seed)
    flip(path, rng.randrange(path.stat().st_size), 1 << rng.randrange(8))
    losses, vault = salvaged(path, tmp_path / "new.db")
    with vault, Vault.open(made, KEY) as before:
        assert losses == ()
        assert sound_in(vault, samples) == len(samples)
        assert rows(vault) == rows(before)


@pytest.mark.parametrize("place", [3, CONTENT + 2, PAGE - MAC + 9])
def test_a_changed_byte_in_salt_iv_or_seal_costs_nothing(path, tmp_path, samples, place):
    flip(path, place, 0xA5)
    losses, vault = salvaged(path, tmp_path / "new.db", searches=1)
    with vault:
        assert (losses, sound_in(vault, samples)) == ((), len(samples))


@pytest.mark.parametrize("second", [0, 2, SECONDS - 1])
def test_a_lost_page_of_sound_costs_its_second_and_stands_as_a_gap(path, tmp_path, samples, second):
    change(path, (page_of_sound(path, second) - 1) * PAGE + 300, bytes(400))
    losses, vault = salvaged(path, tmp_path / "new.db")
    with vault:
        [loss] = losses
        assert (loss.interview, loss.first_frame) == ("P07-1", second * RATE)
        assert sound_in(vault, samples) == len(samples) - RATE
        events = [entry.event for entry in journal.read(vault, "P07-1")]
        assert SoundDamaged(second * RATE, (second + 1) * RATE) in events


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
def test_whatever_page_is_lost_all_sound_that_is_whole_is_found_and_the_rest_is_listed(
    path, tmp_path, samples, number
):
    """Pages of the schema, of tables and of their indices."""
    change(path, (number - 1) * PAGE + (16 if number == 1 else 0), random.Random(3).randbytes(4000))
    losses, vault = salvaged(path, tmp_path / "new.db")
    with vault:
        frames = sound_in(vault, samples)
        lost = sum(loss.end_frame - loss.first_frame for loss in losses)
        assert frames + lost == len(samples)
        assert {each.id for each in interviews.all_of(vault)} >= {"P07-1"}
        assert not list(vault.db.execute("PRAGMA foreign_key_check"))


def test_sound_in_a_damaged_page_counts_where_its_own_hash_proves_it(path, tmp_path, samples):
    """Some rows of a page may be whole while others are not."""
    with Pages(path, KEY) as pages:
        leaf = next(iter(Scan(pages).rows("blocks"))).pages[0]
    change(path, (leaf - 1) * PAGE + CONTENT - 60, bytes(40))
    losses, vault = salvaged(path, tmp_path / "new.db")
    with vault:
        assert 0 < sound_in(vault, samples) < len(samples)
        assert sum(loss.end_frame - loss.first_frame for loss in losses) <= 2 * RATE


def test_reading_goes_around_a_bad_block_and_says_so(path, samples):
    change(path, (page_of_sound(path, 3) - 1) * PAGE + 300, bytes(400))
    with Vault.open(path, KEY) as vault:
        assert sound_in(vault, samples) == len(samples) - RATE
        assert vault.has_damage
        assert blocks.sound(vault, "P07-1").end_frame == len(samples)


def test_a_damaged_page_is_never_read_as_zeros(path, tmp_path):
    """SQLCipher gives zeros, and says so only when it reads the next page."""
    with Pages(path, KEY) as pages:
        note = next(r for r in Scan(pages).rows("journal") if len(r.pages) > 1)
    change(path, (note.pages[-1] - 1) * PAGE + 20, bytes(300))
    with Vault.open(path, KEY) as vault, pytest.raises(sqlcipher.DatabaseError):
        [journal.read(vault, id) for id in ("P07-1", "P08-1")]


def test_a_block_that_is_not_what_was_stored_is_passed_over(path, samples):
    with Vault.open(path, KEY) as vault:
        with vault.atomic() as db:
            db.execute("UPDATE blocks SET data = x'00' WHERE first_frame = 0")
        assert sound_in(vault, samples) == len(samples) - RATE
        assert vault.has_damage


def test_nothing_of_it_reaches_the_terminal(path, capfd):
    change(path, (page_of_sound(path, 1) - 1) * PAGE, bytes(800))
    with Vault.open(path, KEY) as vault:
        list(blocks.read(vault, "P07-1"))
    assert capfd.readouterr() == ("", "")


def test_an_empty_or_missing_vault_is_no_new_one(path):
    path.write_bytes(b"")
    with pytest.raises(DamagedError, match="empty"):
        Vault.open(path, KEY)
    assert path.read_bytes() == b""
    path.unlink()
    with pytest.raises(StudyError, match="missing"):
        Vault.open(path, KEY)
    assert not path.exists()


def test_an_open_vault_that_is_gone_is_not_made_anew(path):
    with Vault.open(path, KEY) as vault:
        path.unlink()
        vault.renew()
        with pytest.raises(Exception, match="unable to open"):
            _ = vault.db
    assert not path.exists()


class TestTheLog:
    """What lies in `vault.db-wal` after a crash."""

    @pytest.fixture
    def crashed(self, path, tmp_path):
        """A copy of a vault as a crash leaves it: with a log that holds a note."""
        with Vault.open(path, KEY) as vault:
            vault.begin_writing()
            for at in range(3):
                journal.append(vault, "P07-1", 9, [NoteTaken(f"in the log {at} " + "y" * 6000)])
            folder = tmp_path / "crashed"
            folder.mkdir()
            for name in ("vault.db", "vault.db-wal"):
                shutil.copy(tmp_path / name, folder / name)
        return folder

    def notes(self, folder):
        with Vault.open(folder / "vault.db", KEY) as vault:
            return sum("in the log" in str(entry) for entry in journal.read(vault, "P07-1"))

    def test_it_is_read(self, crashed):
        assert self.notes(crashed) == 3

    def test_a_changed_byte_in_it_is_told_and_what_follows_is_salvaged(self, crashed, tmp_path):
        log = crashed / "vault.db-wal"
        flip(log, 32 + 24 + 700)
        with pytest.raises(DamagedError):
            self.notes(crashed)
        losses, vault = salvaged(crashed / "vault.db", tmp_path / "new.db")
        with vault:
            found = sum("in the log" in str(entry) for entry in journal.read(vault, "P07-1"))
        assert found + sum(loss.count for loss in losses) >= 3

    def test_beside_another_state_of_the_vault_it_is_refused(self, crashed, made):
        for other in (made,):
            shutil.copy(other, crashed / "vault.db")
            with pytest.raises(DamagedError, match="another state"):
                self.notes(crashed)

    def test_beside_another_vault_it_is_refused(self, crashed, tmp_path, path):
        with Vault.open(path, KEY) as vault:
            vault.copy_to(tmp_path / "copy.db")
        shutil.copy(tmp_path / "copy.db", crashed / "vault.db")
        with pytest.raises(DamagedError, match="another state"):
            self.notes(crashed)

    def test_what_was_not_committed_when_it_crashed_is_no_damage(self, crashed):
        log = crashed / "vault.db-wal"
        log.write_bytes(log.read_bytes() + log.read_bytes()[32 : 32 + 2000])
        assert self.notes(crashed) == 3

    def test_it_is_written_back_when_the_vault_is_closed(self, path):
        with Vault.open(path, KEY) as vault:
            journal.append(vault, "P07-1", 9, [NoteTaken("z")])
        log = path.with_name("vault.db-wal")
        assert not log.exists() or log.stat().st_size == 0
