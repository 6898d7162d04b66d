"""The vault's key: 32 random bytes, kept wrapped in `vault.key`, once per holder.

A passphrase holder's wrapping key comes from Argon2id (RFC 9106, second recommended option) and
wraps with ChaCha20-Poly1305 (RFC 8439); a recipient holder's copy is an age file. Changing a
passphrase wraps the same key anew: the vault itself is not encrypted again, so whoever knew the
key before still knows it.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from interview_kit.disk.private_files import write_private
from interview_kit.errors import KitError, PassphraseError, StudyError

KEY_BYTES = 32
_FORMAT = 1
_COST = {"time_cost": 3, "memory_cost": 65536, "parallelism": 4}


@dataclass(frozen=True, slots=True)
class Holder:
    """One who can open the vault.

    `kind` is "passphrase" or "age"; `wrapped` the key as only this holder can read it, `salt` and
    `nonce` belong to a passphrase, `recipient` to an age holder (all base64, as in the file).
    """

    name: str
    kind: str
    wrapped: str
    salt: str = ""
    nonce: str = ""
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Secret:
    """What a person brings to open the vault: a passphrase, or the text of an age identity."""

    passphrase: str = ""
    identity: str = ""


def new_key() -> bytes:
    """A random key for a new vault."""
    return secrets.token_bytes(KEY_BYTES)


def wrap_with_passphrase(name: str, key: bytes, passphrase: str) -> Holder:
    """A holder that opens with `passphrase`. Raises PassphraseError if it is empty."""
    if not passphrase:
        raise PassphraseError("The passphrase is empty.", "Choose one of several words.")
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapped_key = ChaCha20Poly1305(_derive(passphrase, salt)).encrypt(nonce, key, name.encode())
    return Holder(name, "passphrase", _text(wrapped_key), salt=_text(salt), nonce=_text(nonce))


def wrap_for_recipient(name: str, key: bytes, recipient: str) -> Holder:
    """A holder that opens with the age identity behind `recipient` (`age1...`)."""
    import pyrage

    try:
        wrapped_key = pyrage.encrypt(key, [pyrage.x25519.Recipient.from_str(recipient.strip())])
    except pyrage.RecipientError as error:
        raise KitError(
            "That is no age recipient.", "It begins with age1; `age-keygen` prints one."
        ) from error
    return Holder(name, "age", _text(wrapped_key), recipient=recipient.strip())


def unwrap(holders: Sequence[Holder], secret: Secret) -> bytes:
    """The vault's key. Raises PassphraseError if `secret` opens none of the holders' copies."""
    opened_keys = (
        _open_with_identity(holders, secret.identity)
        if secret.identity
        else _open_with_passphrase(holders, secret.passphrase)
    )
    if opened_keys is None:
        raise PassphraseError(
            "That does not open the vault.",
            "Check the passphrase; `interview-kit vault holders` names who else can open it.",
        )
    return opened_keys


def read_holders(path: Path) -> tuple[Holder, ...]:
    """The holders in a key file. Raises StudyError if it is missing, damaged or newer."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] > _FORMAT:
            raise StudyError(
                "The vault's key file was written by a newer interview_kit.", "Update this one."
            )
        return tuple(Holder(**holder) for holder in content["holders"])
    except FileNotFoundError as error:
        raise StudyError(
            "The vault's key file is missing.", "Put {name} back from a backup.", name=path.name
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise StudyError(
            "The vault's key file is damaged.", "Put {name} back from a backup.", name=path.name
        ) from error


def write_holders(path: Path, holders: Sequence[Holder]) -> None:
    """Replace the key file whole."""
    content = {"format": _FORMAT, "holders": [asdict(holder) for holder in holders]}
    write_private(path, (json.dumps(content, indent=2) + "\n").encode())


def _open_with_passphrase(holders: Sequence[Holder], passphrase: str) -> bytes | None:
    for holder in holders:
        if holder.kind == "passphrase":
            cipher = ChaCha20Poly1305(_derive(passphrase, _bytes(holder.salt)))
            try:
                return cipher.decrypt(
                    _bytes(holder.nonce), _bytes(holder.wrapped), holder.name.encode()
                )
            except InvalidTag:
                continue
    return None


def _open_with_identity(holders: Sequence[Holder], identity: str) -> bytes | None:
    import pyrage

    lines = [line.strip() for line in identity.splitlines()]
    try:
        keys = [pyrage.x25519.Identity.from_str(x) for x in lines if x and not x.startswith("#")]
    except pyrage.IdentityError as error:
        raise PassphraseError(
            "That file holds no age identity.", "It has a line that begins with AGE-SECRET-KEY-1."
        ) from error
    for holder in holders:
        if holder.kind == "age":
            try:
                return bytes(pyrage.decrypt(_bytes(holder.wrapped), keys))
            except pyrage.DecryptError:
                continue
    return None


def _derive(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(
        passphrase.encode(), salt, hash_len=KEY_BYTES, type=Type.ID, version=19, **_COST
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
