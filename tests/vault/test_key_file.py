"""The key file: two copies, a check value, costs, and one rule for passphrases."""

from __future__ import annotations

import json

import pytest

from interview_kit.errors import DamagedError, PassphraseError, StudyError
from interview_kit.model.passphrase import tidy, weakness
from interview_kit.vault import vault_key as keys
from interview_kit.vault.vault_key import (
    Cost,
    Secret,
    new_key,
    read_holders,
    read_salt,
    unwrap,
    wrap_with_passphrase,
    write_holders,
)

CHEAP = Cost(1, 64, 1)


@pytest.fixture
def path(tmp_path):
    write_holders(tmp_path / "vault.key", [wrap_with_passphrase("owner", new_key(), "p", CHEAP)])
    return tmp_path / "vault.key"


def test_any_changed_byte_is_damage_and_mended_from_the_copy(path):
    whole, holders = path.read_bytes(), read_holders(path)
    copy = path.with_name("vault.key.copy")
    for place in range(0, len(whole), 7):
        damaged = bytearray(whole)
        damaged[place] ^= 1
        if json_of(damaged) == json_of(whole):
            continue
        path.write_bytes(damaged)
        copy.write_bytes(whole)
        assert read_holders(path) == holders
        copy.write_bytes(damaged)
        with pytest.raises(StudyError):
            read_holders(path)


def json_of(data):
    try:
        return json.loads(bytes(data))
    except ValueError:
        return None


def test_a_damaged_file_is_told_from_a_wrong_passphrase(path):
    with pytest.raises(PassphraseError):
        unwrap(read_holders(path), Secret("q"))
    text = path.read_text().replace('"wrapped": "', '"wrapped": "AA')
    for name in ("vault.key", "vault.key.copy"):
        path.with_name(name).write_text(text)
    with pytest.raises(DamagedError):
        read_holders(path)


def test_a_missing_file_is_read_from_its_copy(path):
    holders = read_holders(path)
    path.unlink()
    assert read_holders(path) == holders


def test_the_costs_are_those_of_the_holder(tmp_path):
    key = new_key()
    holders = [
        wrap_with_passphrase("one", key, "a", Cost(2, 128, 1)),
        wrap_with_passphrase("two", key, "b", Cost(1, 256, 2)),
    ]
    write_holders(tmp_path / "vault.key", holders)
    assert [each.cost for each in read_holders(tmp_path / "vault.key")] == [
        Cost(2, 128, 1), Cost(1, 256, 2),
    ]  # fmt: skip
    assert unwrap(read_holders(tmp_path / "vault.key"), Secret("b")) == key


@pytest.mark.parametrize("cost", [{"passes": 0}, {"memory_kib": 1 << 30}, {"lanes": 1000}])
def test_costs_that_nobody_chooses_are_damage(path, cost):
    content = json.loads(path.read_text())
    content["holders"][0]["cost"] |= cost
    content["check"] = keys._check(content)
    for name in ("vault.key", "vault.key.copy"):
        path.with_name(name).write_text(json.dumps(content))
    with pytest.raises(DamagedError):
        read_holders(path)


@pytest.mark.parametrize(
    "typed", ["café met melk", "cafe\u0301 met melk", "\ufeffcafé met melk", "  café met melk \n"]
)
def test_a_passphrase_opens_however_it_was_typed(typed):
    key = new_key()
    for wrapped in ("café met melk", "\ufeffcafe\u0301 met melk\r\n"):
        holder = wrap_with_passphrase("owner", key, wrapped, CHEAP)
        assert unwrap([holder], Secret(typed)) == key
    assert tidy("a  b") == "a  b"


def test_a_passphrase_of_blanks_is_empty():
    with pytest.raises(PassphraseError, match="empty"):
        wrap_with_passphrase("owner", new_key(), " \ufeff\t")


def test_a_weak_passphrase_is_said():
    for weak in ("hunter2", "Welkom01!", "interview2024", "p"):
        assert "weak" in weakness(weak)
    assert weakness("paars olifant tandem rivier") == ""
    assert "weak" in weakness("a" * 100_000)


def test_the_salt_stays_when_holders_change(path):
    holders = read_holders(path)
    write_holders(path, holders, b"s" * 16)
    write_holders(path, holders)
    assert read_salt(path) == b"s" * 16
