"""The pages of a vault file, read one by one, without SQLite.

The layout is that of SQLCipher 4 (https://www.zetetic.net/sqlcipher/design/): pages of 4096 bytes,
each AES-256-CBC under the vault's key, then its IV (16 bytes) and an HMAC-SHA-512 (64) over both
and the page's number; the first page begins with a salt (16) in the clear. The log (`vault.db-wal`)
holds pages of the same kind (https://www.sqlite.org/fileformat.html, section 4).

A page whose HMAC fits is what was written. Where it does not fit because one byte changed, the
byte can be found by trying: nothing but the page that was written gives that HMAC.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE = 4096  # bytes of a page, as SQLCipher writes it
SALT, IV, MAC = 16, 16, 64
CONTENT = PAGE - IV - MAC  # what SQLite uses of a page
_HEADER = b"SQLite format 3\0"
_SALT_MASK = 0x3A
_MAC_ROUNDS = 2
_OPENING = 68  # where the first page has the number that SQLite leaves to applications
_LOG_HEADER, _FRAME_HEADER = 32, 24
_LOG_MAGIC = 0x377F0682
_NEAR_BITS = 32  # an HMAC that differs in so few of its 512 bits was itself damaged
_BIT_SEARCHES = 1000  # how many pages are searched for a changed bit, 0.3 s each
BYTE_SEARCHES = 8  # and how many of them for any changed byte, 10 s each at worst


class PageState(StrEnum):
    """How a page was found."""

    WHOLE = "whole"
    MENDED = "mended"  # one byte had changed, and is known
    DAMAGED = "damaged"
    EMPTY = "empty"  # nothing but zeros: a file that was cut short or never written


class LogState(StrEnum):
    """How a log was found."""

    WHOLE = "whole"
    DAMAGED = "damaged"  # a changed byte lies before the last commit
    FOREIGN = "foreign"  # it was written beside another state of the vault


@dataclass(frozen=True, slots=True)
class Page:
    """One page in the clear, `content` of CONTENT bytes; number 1 is the first."""

    number: int
    state: PageState
    content: bytes


@dataclass(frozen=True, slots=True)
class Frame:
    """A page in the log: `offset` of the page in the file; `commit` is the pages the vault has."""

    number: int
    offset: int
    commit: int


class Pages:
    """The pages of a vault and of its log, as they lie on the disk. Use it in a `with`."""

    def __init__(
        self, path: Path, key: bytes, salt: bytes = b"", *, byte_searches: int = BYTE_SEARCHES
    ) -> None:
        self._file: BinaryIO = path.open("rb")
        log = path.with_name(f"{path.name}-wal")
        self._log: BinaryIO | None = log.open("rb") if log.is_file() else None
        self._key = key
        self.count = os.fstat(self._file.fileno()).st_size // PAGE
        self._mac_key = _mac_key(key, salt or self._file.read(SALT))
        self._searches = 0
        self._byte_searches = byte_searches
        self.salt_is_known = self._find_salt(salt)
        self._in_log = {frame.number: frame for frame in committed(self.frames())}
        self.count = max([self.count, *self._in_log])

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the files."""
        self._file.close()
        if self._log is not None:
            self._log.close()

    def __iter__(self) -> Iterator[Page]:
        """Every page, as the last commit left it."""
        return (self.page(number) for number in range(1, self.count + 1))

    def page(self, number: int, *, mend: bool = False) -> Page:
        """One page; with `mend` a single changed byte is looked for where the HMAC does not fit."""
        raw = self.stored(number)
        state = self._state(number, raw)
        if state is PageState.DAMAGED and mend:
            mended = self._mended(number, raw)
            if mended is not None:
                raw, state = mended, PageState.MENDED
        return Page(number, state, self._decrypted(number, raw))

    def state(self, number: int) -> PageState:
        """How a page was found, without decrypting it."""
        return self._state(number, self.stored(number))

    def stored(self, number: int) -> bytes:
        """A page as it is stored, from the log where its newest state is there."""
        frame = self._in_log.get(number)
        file, offset = self._file, (number - 1) * PAGE
        if frame is not None and self._log is not None:
            file, offset = self._log, frame.offset
        file.seek(offset)
        return file.read(PAGE).ljust(PAGE, b"\0")

    def frames(self) -> Iterator[Frame]:
        """The pages in the log that belong together, in order of writing, committed or not."""
        if self._log is None:
            return
        self._log.seek(0)
        header = self._log.read(_LOG_HEADER)
        if len(header) < _LOG_HEADER or struct.unpack(">I", header[:4])[0] & ~1 != _LOG_MAGIC:
            return
        offset, size = _LOG_HEADER, os.fstat(self._log.fileno()).st_size
        while True:
            self._log.seek(offset)
            head = self._log.read(_FRAME_HEADER)
            if len(head) < _FRAME_HEADER:
                return
            number, commit = struct.unpack(">II", head[:8])
            is_whole = offset + _FRAME_HEADER + PAGE <= size
            if head[8:16] == header[16:24] and number and is_whole:
                yield Frame(number, offset + _FRAME_HEADER, commit)
            offset += _FRAME_HEADER + PAGE

    def log_state(self, frame: Frame) -> PageState:
        """How a page in the log was found."""
        assert self._log is not None
        self._log.seek(frame.offset)
        return self._state(frame.number, self._log.read(PAGE).ljust(PAGE, b"\0"))

    def log_content(self, frame: Frame) -> bytes:
        """A page of the log in the clear."""
        assert self._log is not None
        self._log.seek(frame.offset)
        return self._decrypted(frame.number, self._log.read(PAGE).ljust(PAGE, b"\0"))

    def judge_log(self) -> LogState:
        """Whether the log belongs to the vault and is whole up to its last commit."""
        frames = committed(self.frames())
        if not frames:
            return LogState.WHOLE
        whole = [frame for frame in frames if self.log_state(frame) is PageState.WHOLE]
        if self._is_of_another_state(whole) or (not whole and self._fitting(frames)):
            return LogState.FOREIGN
        fitting = self._fitting(frames)
        # The last commit may have been cut off as it was written, and then never was one.
        last = max((n for n, frame in enumerate(frames[:-1]) if frame.commit), default=-1)
        broken = [n for n, frame in enumerate(frames) if n >= fitting or frame not in whole]
        return LogState.DAMAGED if broken and broken[0] <= last else LogState.WHOLE

    def _is_of_another_state(self, frames: list[Frame]) -> bool:
        """Whether the log's first page names another opening of the vault than the vault does.

        Each opening for writing leaves a number of its own in both (`Vault.begin_writing`).
        """
        first = next((frame for frame in frames if frame.number == 1), None)
        if first is None or self.state_in_file(1) is not PageState.WHOLE:
            return False
        place = slice(_OPENING, _OPENING + 4)
        return self.log_content(first)[place] != self.content_in_file(1)[place]

    def _fitting(self, frames: list[Frame]) -> int:
        """How many frames SQLite would read: up to the first whose checksum does not fit."""
        assert self._log is not None
        self._log.seek(0)
        header = self._log.read(_LOG_HEADER)
        order = ">" if header[3] & 1 else "<"
        sums = struct.unpack(">II", header[24:32])
        offset = _LOG_HEADER + _FRAME_HEADER
        for number, frame in enumerate(frames):
            if frame.offset != offset:
                return number
            self._log.seek(offset - _FRAME_HEADER)
            data = self._log.read(_FRAME_HEADER + PAGE)
            sums = _checksum(data[:8] + data[_FRAME_HEADER:], sums, order)
            if sums != struct.unpack(">II", data[16:24]):
                return number
            offset += _FRAME_HEADER + PAGE
        return len(frames)

    @property
    def opening(self) -> int | None:
        """The number of the last opening for writing in the vault file; None in a damaged page."""
        for _ in range(2):  # the page may be written just now
            if self.state_in_file(1) is PageState.WHOLE:
                return int(struct.unpack_from(">I", self.content_in_file(1), _OPENING)[0])
        return None

    def is_ours(self, number: int) -> bool:
        """Whether a page of the vault file was written under the key."""
        return self.state_in_file(number) is PageState.WHOLE

    def _state(self, number: int, raw: bytes) -> PageState:
        if not any(raw):
            return PageState.EMPTY
        computed, written = self._mac(number, raw), raw[-MAC:]
        differing = int.from_bytes(computed, "big") ^ int.from_bytes(written, "big")
        return PageState.WHOLE if differing.bit_count() <= _NEAR_BITS else PageState.DAMAGED

    def _mac(self, number: int, raw: bytes) -> bytes:
        content = raw[SALT if number == 1 else 0 : -MAC]
        return hmac.digest(self._mac_key, content + struct.pack("<I", number), "sha512")

    def _decrypted(self, number: int, raw: bytes) -> bytes:
        start = SALT if number == 1 else 0
        cipher = Cipher(AES(self._key), CBC(raw[CONTENT : CONTENT + IV])).decryptor()
        plain = cipher.update(raw[start:CONTENT]) + cipher.finalize()
        return (_HEADER if number == 1 else b"") + plain

    def _mended(self, number: int, raw: bytes) -> bytes | None:
        """The page as it was written, where one byte of it changed; None where more did."""
        start = SALT if number == 1 else 0
        search = _ByteSearch(self._mac_key, raw[start:-MAC], struct.pack("<I", number), raw[-MAC:])
        content = search.changed_bit() if self._searches < _BIT_SEARCHES else None
        if content is None and self._searches < self._byte_searches:
            content = search.changed_byte()
        self._searches += content is None
        return None if content is None else raw[:start] + content + raw[-MAC:]

    def _find_salt(self, salt: bytes) -> bool:
        """Whether any page fits the salt; one that has a changed byte is mended first."""
        sample = list(range(2, min(self.count, 40) + 1))
        if not sample or any(self.state_in_file(number) is PageState.WHOLE for number in sample):
            return True
        self._file.seek(0)
        stored = self._file.read(SALT)
        for place in range(SALT):
            for value in range(256):
                tried = stored[:place] + bytes([value]) + stored[place + 1 :]
                self._mac_key = _mac_key(self._key, tried)
                if self.state_in_file(sample[0]) is PageState.WHOLE:
                    return True
        self._mac_key = _mac_key(self._key, salt or stored)
        return False

    def state_in_file(self, number: int) -> PageState:
        """How a page of the vault file itself was found, whatever the log has of it."""
        self._file.seek((number - 1) * PAGE)
        return self._state(number, self._file.read(PAGE).ljust(PAGE, b"\0"))

    def content_in_file(self, number: int) -> bytes:
        """A page of the vault file itself in the clear."""
        self._file.seek((number - 1) * PAGE)
        return self._decrypted(number, self._file.read(PAGE).ljust(PAGE, b"\0"))


def committed(frames: Iterator[Frame]) -> list[Frame]:
    """The frames up to the last commit."""
    found = list(frames)
    last = max((place for place, frame in enumerate(found) if frame.commit), default=-1)
    return found[: last + 1]


def _checksum(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    """The checksum of the log's format over some bytes, going on from `sums`."""
    first, second = sums
    numbers = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(numbers[::2], numbers[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second


class _ByteSearch:
    """Looks for the one byte of a page that changed, by the HMAC that the page had."""

    def __init__(self, key: bytes, content: bytes, number: bytes, mac: bytes) -> None:
        block = hashlib.sha512().block_size
        padded = key.ljust(block, b"\0")
        self._inner = hashlib.sha512(bytes(byte ^ 0x36 for byte in padded))
        self._outer = hashlib.sha512(bytes(byte ^ 0x5C for byte in padded))
        self._content, self._number, self._mac = content, number, mac

    def changed_bit(self) -> bytes | None:
        """The content where one bit changed."""
        return self._search([1 << bit for bit in range(8)])

    def changed_byte(self) -> bytes | None:
        """The content where one byte changed."""
        return self._search([mask for mask in range(1, 256) if mask & (mask - 1)])

    def _search(self, masks: list[int]) -> bytes | None:
        prefix = self._inner.copy()
        rest = memoryview(self._content + self._number)
        for place, byte in enumerate(self._content):
            after = rest[place + 1 :]
            for mask in masks:
                digest = prefix.copy()
                digest.update(bytes((byte ^ mask,)))
                digest.update(after)
                outer = self._outer.copy()
                outer.update(digest.digest())
                if outer.digest() == self._mac:
                    changed = bytes((byte ^ mask,))
                    return self._content[:place] + changed + self._content[place + 1 :]
            prefix.update(bytes((byte,)))
        return None


def _mac_key(key: bytes, salt: bytes) -> bytes:
    masked = bytes(byte ^ _SALT_MASK for byte in salt.ljust(SALT, b"\0"))
    return hashlib.pbkdf2_hmac("sha512", key, masked, _MAC_ROUNDS, len(key))
