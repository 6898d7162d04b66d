"""Signatures are minisign's, and only of what was signed."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from interview_kit.disk.signature import (
    SigningKey,
    known_key,
    new_signing_key,
    read_public_key,
    trusted_comment,
)
from interview_kit.errors import KitError

pytestmark = pytest.mark.store
DATA = b"what is signed\n"


def is_signed(signature, key):
    try:
        trusted_comment(DATA, signature, key)
    except ValueError:
        return False
    return True


def test_what_was_signed_is_known_again_with_its_comment():
    key = new_signing_key()
    signature = key.sign(DATA, "a comment")
    public = read_public_key(key.public.as_file().decode())
    assert public == key.public == read_public_key(str(key.public))
    assert trusted_comment(DATA, signature, public) == "a comment"


def test_every_changed_byte_is_found():
    key = new_signing_key()
    signature = key.sign(DATA, "a comment")
    untrusted = signature.index(b"\n") + 1
    for place in range(untrusted, len(signature) - 1):
        for bit in (1, 64):
            changed = bytearray(signature)
            changed[place] ^= bit
            assert not is_signed(bytes(changed), key.public), f"byte {place}"
    with pytest.raises(ValueError, match="not made"):
        trusted_comment(DATA + b"x", signature, key.public)
    other = SigningKey(key.number, new_signing_key().seed)
    with pytest.raises(ValueError, match="not made"):
        trusted_comment(DATA, signature, other.public)


@pytest.mark.parametrize("text", ["", "RW", "nonsense", "RWQ=", "\x00", "x" * 5000])
def test_what_is_no_key_gets_a_sentence(text):
    with pytest.raises(KitError, match=r"no key|cannot be read"):
        known_key(text)


@pytest.mark.skipif(not shutil.which("minisign"), reason="minisign is not installed")
def test_minisign_checks_it(tmp_path):
    key = new_signing_key()
    (tmp_path / "data").write_bytes(DATA)
    (tmp_path / "data.minisig").write_bytes(key.sign(DATA, "a comment"))
    (tmp_path / "study.pub").write_bytes(key.public.as_file())
    command = ["minisign", "-Vm", tmp_path / "data", "-p", tmp_path / "study.pub"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0
    assert "a comment" in done.stdout
    (tmp_path / "data").write_bytes(DATA + b"x")
    assert subprocess.run(command, capture_output=True).returncode
