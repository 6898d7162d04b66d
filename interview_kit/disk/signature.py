"""Signatures that others can check: files in the format of minisign, made with Ed25519 (RFC 8032).

A signature stands beside the file it is about, with a trusted comment that it covers too. What is
signed is the BLAKE2b-512 of the file, minisign's `ED`. `minisign -V` checks it.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from interview_kit.errors import KitError

SUFFIX = ".minisig"
"""What a signature's file adds to the name of what is signed."""
_KEY, _PREHASHED = b"Ed", b"ED"
_NUMBER, _POINT, _SIGNATURE = 8, 32, 64  # bytes
_TRUSTED = "trusted comment: "
_OF_KEY = "untrusted comment: minisign public key "
_OF_SIGNATURE = "untrusted comment: signed with the key "


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What a signature is checked with: the number of the key, and its point on the curve."""

    number: bytes
    point: bytes

    def __str__(self) -> str:
        """One line, `RW…`, as minisign takes it after `-P`."""
        return base64.b64encode(_KEY + self.number + self.point).decode("ascii")

    @property
    def name(self) -> str:
        """Its number as minisign says it: sixteen digits."""
        return self.number[::-1].hex().upper()

    def as_file(self) -> bytes:
        """A file that minisign takes after `-p`."""
        return f"{_OF_KEY}{self.name}\n{self}\n".encode()


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """A key to sign with: its number, and the 32 bytes that are its secret."""

    number: bytes
    seed: bytes

    @property
    def public(self) -> PublicKey:
        """What its signatures are checked with."""
        point = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return PublicKey(self.number, point)

    def sign(self, data: bytes, comment: str) -> bytes:
        """The signature file of `data`; `comment` is one printable line that it covers too."""
        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        signature = key.sign(_digest(data))
        lines = (
            f"{_OF_SIGNATURE}{self.public.name}",
            base64.b64encode(_PREHASHED + self.number + signature).decode("ascii"),
            f"{_TRUSTED}{comment}",
            base64.b64encode(key.sign(signature + comment.encode())).decode("ascii"),
        )
        return "".join(f"{line}\n" for line in lines).encode()


def new_signing_key() -> SigningKey:
    """A key of its own, from the system's random numbers."""
    return SigningKey(secrets.token_bytes(_NUMBER), secrets.token_bytes(_POINT))


def read_public_key(text: str) -> PublicKey:
    """The key in a line `RW…`, or in a file with that line. Raises KitError where there is none."""
    for line in text.splitlines():
        try:
            data = base64.b64decode(line.strip(), validate=True)
        except ValueError:
            continue
        if len(data) == len(_KEY) + _NUMBER + _POINT and data.startswith(_KEY):
            number, point = data[len(_KEY) :][:_NUMBER], data[-_POINT:]
            return PublicKey(number, point)
    raise KitError(
        "That is no key that signatures are checked with.",
        "It is a line that begins with RW; `backup` prints it, and `interview-kit audit key`.",
    )


def known_key(text: str) -> PublicKey:
    """The key that somebody noted down: its line, or the path of its file. Raises KitError."""
    try:
        is_file = Path(text).is_file()
        content = Path(text).read_text(encoding="utf-8") if is_file else text
    except (OSError, ValueError) as error:
        raise KitError(
            "{path} cannot be read.", "Check that the file is there.", path=text
        ) from error
    return read_public_key(content)


def trusted_comment(data: bytes, signature_file: bytes, key: PublicKey) -> str:
    """The comment of a signature of `data`. Raises ValueError where `key` did not make it."""
    try:
        _, first, comment_line, last = signature_file.decode("utf-8").rstrip("\r\n").split("\n")
        line_bytes = _bytes_of(first)
        point = Ed25519PublicKey.from_public_bytes(key.point)
        signature = line_bytes[len(_PREHASHED) + _NUMBER :]
        if line_bytes[: -len(signature)] != _PREHASHED + key.number or len(signature) != _SIGNATURE:
            raise ValueError("another key, or another format")
        if not comment_line.startswith(_TRUSTED):
            raise ValueError("no trusted comment")
        comment = comment_line.removeprefix(_TRUSTED)
        point.verify(signature, _digest(data))
        point.verify(_bytes_of(last), signature + comment.encode())
    except InvalidSignature as error:
        raise ValueError("not made with this key") from error
    return comment


def _bytes_of(text: str) -> bytes:
    """What is written in base64, in the one way to write it. Raises ValueError."""
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode("ascii") != text:
        raise ValueError("not written as it should be")
    return data


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data).digest()
