"""The rows of a database, taken out of its pages without SQLite.

Pages are read as https://www.sqlite.org/fileformat.html (sections 1.5 to 2.1) has them. Nothing
here trusts a number that it reads: a page may be damaged.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

LEAF, INTERIOR, INDEX_LEAF, INDEX_INTERIOR = 0x0D, 0x05, 0x0A, 0x02
_PAGE_ONE_HEADER = 100
_MOST_COLUMNS = 64
_INTEGER_BYTES = (0, 1, 2, 3, 4, 6, 8)
_TYPES: Mapping[str, tuple[type, ...]] = {
    "TEXT": (str,),
    "INTEGER": (int,),
    "BLOB": (bytes,),
    "REAL": (float, int),
}

Value = int | float | str | bytes | None
ReadPage = Callable[[int], bytes | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `values` by column; a key of integers that is the row's own number stands as None.

    `pages` are all pages it was read from, its own first.
    """

    number: int
    values: tuple[Value, ...]
    pages: tuple[int, ...]


class DamagedRowError(ValueError):
    """What stands there is no row, or a part of it is missing."""


def kind_of(number: int, content: bytes) -> int:
    """What kind of page this is, by its first byte; 0 for one that holds no rows."""
    kind = content[_PAGE_ONE_HEADER if number == 1 else 0]
    return kind if kind in (LEAF, INTERIOR, INDEX_LEAF, INDEX_INTERIOR) else 0


def children(number: int, content: bytes) -> tuple[int, ...]:
    """The pages below an interior page."""
    start = _PAGE_ONE_HEADER if number == 1 else 0
    below = [struct.unpack_from(">I", content, cell)[0] for cell in _cells(number, content, 12)]
    return (*below, struct.unpack_from(">I", content, start + 8)[0])


def rows(number: int, content: bytes, read: ReadPage) -> Iterator[Row | None]:
    """The rows of a leaf of a table, or of an index; None for one that cannot be read.

    `read` gives the content of another page, or None where it is damaged.
    """
    is_index = kind_of(number, content) != LEAF
    header = 12 if kind_of(number, content) == INDEX_INTERIOR else 8
    for cell in _cells(number, content, header):
        try:
            yield _row(number, content, cell + (4 if header == 12 else 0), read, is_index=is_index)
        except (DamagedRowError, IndexError, struct.error, UnicodeDecodeError):
            yield None


def _cells(number: int, content: bytes, header: int) -> Iterator[int]:
    start = _PAGE_ONE_HEADER if number == 1 else 0
    count = min(struct.unpack_from(">H", content, start + 3)[0], len(content) // 6)
    for place in range(count):
        at = start + header + 2 * place
        if at + 2 > len(content):
            return
        cell = struct.unpack_from(">H", content, at)[0]
        if start + header < cell < len(content) - 4:
            yield cell


def _row(number: int, content: bytes, cell: int, read: ReadPage, *, is_index: bool) -> Row:
    size, cell = _varint(content, cell)
    row, cell = (0, cell) if is_index else _varint(content, cell)
    room = len(content)
    most = (room - 12) * 64 // 255 - 23 if is_index else room - 35
    local = size if size <= most else _local_size(size, room, most)
    payload = content[cell : cell + local]
    if len(payload) < local:
        raise DamagedRowError
    pages = [number]
    if local < size:
        following = struct.unpack_from(">I", content, cell + local)[0]
        payload += _overflow(following, size - local, room, read, pages)
    return Row(row, _values(payload), tuple(pages))


def _local_size(size: int, room: int, most: int) -> int:
    """How much of a payload of `size` stands in its own page."""
    least = (room - 12) * 32 // 255 - 23
    local = least + (size - least) % (room - 4)
    return local if local <= most else least


def _overflow(number: int, size: int, room: int, read: ReadPage, pages: list[int]) -> bytes:
    if size > 1 << 30:
        raise DamagedRowError
    parts: list[bytes] = []
    while size > 0:
        content = read(number) if number and number not in pages else None
        if content is None:
            raise DamagedRowError
        pages.append(number)
        parts.append(content[4 : 4 + min(size, room - 4)])
        size -= room - 4
        number = struct.unpack_from(">I", content, 0)[0]
    return b"".join(parts)


def _values(payload: bytes) -> tuple[Value, ...]:
    header_size, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < header_size and len(kinds) <= _MOST_COLUMNS:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    if at != header_size:
        raise DamagedRowError
    values: list[Value] = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    if at != len(payload):
        raise DamagedRowError
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind in (0, 8, 9):
        return (None if kind == 0 else kind - 8), at
    if kind in (10, 11):
        raise DamagedRowError
    size = _INTEGER_BYTES[kind] if kind <= 6 else 8 if kind == 7 else (kind - 12) // 2
    raw = payload[at : at + size]
    if len(raw) < size:
        raise DamagedRowError
    if kind <= 6:
        return int.from_bytes(raw, "big", signed=True), at + size
    if kind == 7:
        return float(struct.unpack(">d", raw)[0]), at + size
    return (raw.decode("utf-8") if kind % 2 else raw), at + size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where the next thing begins."""
    value = 0
    for place in range(8):
        byte = data[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    value = value << 8 | data[at + 8]
    return value - (1 << 64 if value >= 1 << 63 else 0), at + 9


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a strict table; `is_number` where it is the row's own number.

    `came_later` says that a migration added it, so that older rows end before it.
    """

    name: str
    type: str
    not_null: bool
    came_later: bool
    is_number: bool

    def takes(self, value: Value) -> bool:
        """Whether a value may stand in it."""
        if value is None:
            return self.is_number or not self.not_null
        return not self.is_number and isinstance(value, _TYPES.get(self.type, (object,)))


def fits(values: Sequence[Value], columns: Sequence[Column]) -> bool:
    """Whether a row has the form of a table; columns that came later may be missing."""
    if len(values) > len(columns) or not all(c.came_later for c in columns[len(values) :]):
        return False
    return all(column.takes(value) for value, column in zip(values, columns, strict=False))
