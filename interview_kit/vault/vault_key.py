"""The vault's key: 32 random bytes, kept wrapped in `vault.key`, once per holder.

A passphrase holder's wrapping key comes from Argon2id (RFC 9106, second recommended option) and
wraps with ChaCha20-Poly1305 (RFC 8439); a recipient holder's copy is an age file. Changing a
passphrase wraps the same key anew: the vault itself is not encrypted again, so whoever knew the
key before still knows it (`vault rekey` is for that).

The file is written twice, `vault.key` and `vault.key.copy`, each with a SHA-256 over what it holds:
damage is told from a wrong passphrase, and mended from the other.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from interview_kit.disk.private_files import write_private
from interview_kit.errors import DamagedError, KitError, PassphraseError, StudyError
from interview_kit.model.passphrase import tidy

KEY_BYTES = 32
COPY_SUFFIX = ".copy"  # of the second copy of a key file
_FORMAT = 1
_UNSEALED = {"format", "holders"}  # as older programs wrote it
_SEALED = _UNSEALED | {"salt", "check"}


@dataclass(frozen=True, slots=True)
class Cost:
    """What deriving a key from a passphrase takes (Argon2id): passes, KiB of memory, lanes.

    The defaults are RFC 9106's second recommended option, and what files without costs were made
    with.
    """

    passes: int = 3
    memory_kib: int = 65536
    lanes: int = 4

    def __post_init__(self) -> None:
        """Raise ValueError for costs that nobody would choose, such as those of a damaged file."""
        if not (
            1 <= self.passes <= 64 and 8 <= self.memory_kib <= 1 << 22 and 1 <= self.lanes < 65
        ):
            raise ValueError("costs out of range")


@dataclass(frozen=True, slots=True)
class Holder:
    """One who can open the vault.

    `kind` is "passphrase" or "age"; `wrapped` the key as only this holder can read it, `salt` and
    `nonce` belong to a passphrase, `recipient` to an age holder (all base64, as in the file),
    `cost` is that of the passphrase.
    """

    name: str
    kind: str
    wrapped: str
    salt: str = ""
    nonce: str = ""
    recipient: str = ""
    cost: Cost = Cost()


@dataclass(frozen=True, slots=True)
class Secret:
    """What a person brings to open the vault: a passphrase, or the text of an age identity."""

    passphrase: str = field(default="", repr=False)
    identity: str = field(default="", repr=False)


def new_key() -> bytes:
    """A random key for a new vault."""
    return secrets.token_bytes(KEY_BYTES)


def wrap_with_passphrase(
    name: str, key: bytes, passphrase: str, cost: Cost | None = None
) -> Holder:
    """A holder that opens with `passphrase`. Raises PassphraseError if it is empty."""
    passphrase, cost = tidy(passphrase), cost or Cost()
    if not passphrase:
        raise PassphraseError("The passphrase is empty.", "Choose one of several words.")
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    derived = _derive(passphrase, salt, cost)
    wrapped_key = ChaCha20Poly1305(derived).encrypt(nonce, key, name.encode())
    return Holder(
        name, "passphrase", _text(wrapped_key), salt=_text(salt), nonce=_text(nonce), cost=cost
    )


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
    return unwrapped_by(holders, secret)[0]


def unwrapped_by(holders: Sequence[Holder], secret: Secret) -> tuple[bytes, Holder]:
    """The vault's key, and the holder whose copy `secret` opened. Raises PassphraseError."""
    opened = (
        _open_with_identity(holders, secret.identity)
        if secret.identity
        else _open_with_passphrase(holders, secret.passphrase)
    )
    if opened is None:
        raise PassphraseError(
            "That does not open the vault.",
            "Check the passphrase; `interview-kit vault holders` names who else can open it.",
        )
    return opened


def read_holders(path: Path) -> tuple[Holder, ...]:
    """The holders in a key file, or in its copy where the file is missing or damaged.

    Raises StudyError where both are missing or the file is newer, DamagedError where neither is
    what was written.
    """
    return _read(path).holders


def read_salt(path: Path) -> bytes:
    """The salt of the vault that the key belongs to, as it was noted; empty where it was not."""
    return _read(path).salt


def is_sealed(path: Path) -> bool:
    """Whether a key file and its copy are there, whole, and with a check value."""
    try:
        found = [_parse(entry.read_bytes(), path.name) for entry in (path, _copy_of(path))]
    except (OSError, KitError):
        return False
    return all(mention.sealed for mention in found) and found[0] == found[1]


def write_holders(path: Path, holders: Sequence[Holder], salt: bytes = b"") -> None:
    """Replace the key file whole, and its copy. The salt noted before stays unless one is given."""
    if not salt:
        with suppress(KitError):
            salt = read_salt(path)
    content = {
        "format": _FORMAT,
        "holders": [_plain(holder) for holder in holders],
        "salt": salt.hex(),
    }
    written = json.dumps({**content, "check": _check(content)}, indent=2) + "\n"
    for entry in (path, _copy_of(path)):
        write_private(entry, written.encode())


@dataclass(frozen=True, slots=True)
class _KeyFile:
    holders: tuple[Holder, ...]
    salt: bytes
    sealed: bool


def _read(path: Path) -> _KeyFile:
    try:
        return _parse(path.read_bytes(), path.name)
    except FileNotFoundError as error:
        first: StudyError = StudyError(
            "The vault's key file is missing.", "Put {name} back from a backup.", name=path.name
        )
        first.__cause__ = error
    except DamagedError as error:
        first = error
    try:
        return _parse(_copy_of(path).read_bytes(), path.name)
    except (OSError, KitError):
        raise first from None


def _parse(data: bytes, name: str) -> _KeyFile:
    try:
        content = json.loads(data.decode("utf-8"))
        if content["format"] > _FORMAT:
            raise StudyError(
                "The vault's key file was written by a newer interview_kit.", "Update this one."
            )
        sealed = "check" in content
        if set(content) != (_SEALED if sealed else _UNSEALED):
            raise ValueError("a part is missing")
        if sealed and content["check"] != _check(content):
            raise ValueError("the check value does not fit")
        holders = tuple(_holder(values) for values in content["holders"])
        return _KeyFile(holders, bytes.fromhex(content.get("salt", "")), sealed)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedError(
            "The vault's key file is damaged.", "Put {name} back from a backup.", name=name
        ) from error


def _check(content: Mapping[str, Any]) -> str:
    """The SHA-256 of what a key file holds, but for the check value itself."""
    held = {
        "format": content["format"],
        "holders": content["holders"],
        "salt": content.get("salt", ""),
    }
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()


def _plain(holder: Holder) -> dict[str, Any]:
    values = asdict(holder)
    if holder.kind != "passphrase":
        del values["cost"]
    return values


def _holder(values: Mapping[str, Any]) -> Holder:
    cost = Cost(**values["cost"]) if "cost" in values else Cost()
    holder = Holder(**{**values, "cost": cost})
    if not all(isinstance(text, str) for text in (holder.name, holder.kind, holder.wrapped)):
        raise ValueError("no holder")
    for text in (holder.wrapped, holder.salt, holder.nonce):
        _bytes(text)
    return holder


def _copy_of(path: Path) -> Path:
    return path.with_name(path.name + COPY_SUFFIX)


def _open_with_passphrase(
    holders: Sequence[Holder], passphrase: str
) -> tuple[bytes, Holder] | None:
    # A holder of an older program was wrapped with the passphrase as it was typed.
    for tried in dict.fromkeys((tidy(passphrase), passphrase)):
        for holder in holders:
            if holder.kind == "passphrase" and tried:
                cipher = ChaCha20Poly1305(_derive(tried, _bytes(holder.salt), holder.cost))
                try:
                    return cipher.decrypt(
                        _bytes(holder.nonce), _bytes(holder.wrapped), holder.name.encode()
                    ), holder
                except InvalidTag:
                    continue
    return None


def _open_with_identity(holders: Sequence[Holder], identity: str) -> tuple[bytes, Holder] | None:
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
                return bytes(pyrage.decrypt(_bytes(holder.wrapped), keys)), holder
            except pyrage.DecryptError:
                continue
    return None


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        passphrase.encode(),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
        version=19,
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
