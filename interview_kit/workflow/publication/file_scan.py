"""Looking for originals in what would be exported, also inside files that hide what they hold."""

from __future__ import annotations

import gzip
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from zipfile import ZipFile

from interview_kit.language.phrase import phrase
from interview_kit.pseudonym.leak_check import Forms, find_leaks

SCAN_BYTES = 1 << 20
# Longer than any name, so that none can hide across two pieces of a scan.
OVERLAP_BYTES = 1 << 10
ROWS_AT_ONCE = 1_000
_TAG = re.compile(rb"<[^<>]*>")

Members = Iterator[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of file that is opened to be looked through, known by its first bytes.

    `members` gives what it holds, with names. With `as_it_stands` its bytes are looked through
    too. That is not done with compressed bytes and rows of numbers: they spell short names by
    chance.
    """

    magic: bytes
    members: Callable[[bytes], Members]
    as_it_stands: bool = False


def scan(name: str, chunks: Iterable[bytes], forms: Forms) -> list[str]:
    """The places of a file, and of all that it holds, where an original stands.

    A plain file passes through in pieces; a container is in memory whole. What cannot be opened
    is a place too. Names of files that hold an original are not repeated.
    """
    return list(_scan("", name, chunks, forms))


def _scan(folder: str, name: str, chunks: Iterable[bytes], forms: Forms) -> Iterator[str]:
    place = folder + name
    if find_leaks(name, forms, "name"):
        place = phrase("{folder}a file whose name holds one", folder=folder)
        yield place
    first, remaining_chunks = _begin(chunks)
    container = next((kind for kind in CONTAINERS if first.startswith(kind.magic)), None)
    if container is None:
        yield from _scan_stream(place, chain([first], remaining_chunks), forms)
        return
    whole = b"".join((first, *remaining_chunks))
    if container.as_it_stands:
        yield from _scan_stream(place, [whole], forms)
    try:
        for member, content in container.members(whole):
            yield from _scan(f"{place}/", member, [content], forms)
    except Exception:
        # Whatever the reason: what cannot be looked into is not let out.
        yield phrase("{place}, which cannot be looked into", place=place)


def _begin(chunks: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """Enough bytes to know a container by, and the rest."""
    remaining_chunks, first = iter(chunks), b""
    enough = max(len(container.magic) for container in CONTAINERS)
    while len(first) < enough and (chunk := next(remaining_chunks, None)) is not None:
        first += chunk
    return first, remaining_chunks


def _scan_stream(place: str, chunks: Iterable[bytes], forms: Forms) -> Iterator[str]:
    tail, start = b"", 0
    waiting: list[bytes] = []
    size = 0
    for chunk in chunks:
        waiting.append(chunk)
        size += len(chunk)
        if size >= SCAN_BYTES:
            piece = tail + b"".join(waiting)
            yield from _places(place, piece, start, forms)
            tail = piece[-OVERLAP_BYTES:]
            start += len(piece) - len(tail)
            waiting, size = [], 0
    yield from _places(place, tail + b"".join(waiting), start, forms)


def _places(place: str, piece: bytes, start: int, forms: Forms) -> Iterator[str]:
    leaks = find_leaks(piece, forms, place)
    yield from (
        phrase("{place} at byte {offset}", place=place, offset=start + leak.offset)
        for leak in leaks
    )
    # Tags may stand in the middle of a name, or between its parts.
    if not leaks and b"<" in piece and b"\x00" not in piece:
        readings = (_TAG.sub(b"", piece), _TAG.sub(b" ", piece))
        if any(find_leaks(reading, forms, place) for reading in readings):
            yield phrase("{place} across its markup", place=place)


def _zip_members(data: bytes) -> Members:
    with ZipFile(io.BytesIO(data)) as archive:
        yield "its comment", archive.comment
        for info in archive.infolist():
            yield info.filename, archive.read(info)
            yield "the comment of a file in it", info.comment + info.extra


def _gzip_members(data: bytes) -> Members:
    yield "what it holds", gzip.decompress(data)


def _sqlite_members(data: bytes) -> Members:
    """Every value: a long text is spread over pages, where its bytes do not stand together."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(data)
        db.text_factory = bytes
        tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for table in ["sqlite_master", *(name.decode() for (name,) in tables)]:
            quoted_table = table.replace('"', '""')
            rows = db.execute(f'SELECT * FROM "{quoted_table}"')  # noqa: S608
            while some := rows.fetchmany(ROWS_AT_ONCE):
                values = (value for row in some for value in row if isinstance(value, bytes))
                yield table, b"\n".join(values)


def _parquet_members(data: bytes) -> Members:
    from pyarrow import parquet

    with parquet.ParquetFile(io.BytesIO(data)) as file:
        about = file.schema_arrow
        yield "its schema", f"{about.names} {about.metadata}".encode()
        for batch in file.iter_batches(ROWS_AT_ONCE):
            rows = json.dumps(batch.to_pylist(), ensure_ascii=False, default=str)
            yield "its rows", rows.encode()


CONTAINERS = (
    Container(b"PK\x03\x04", _zip_members),
    Container(b"PK\x05\x06", _zip_members),  # without members
    Container(b"\x1f\x8b", _gzip_members),
    Container(b"SQLite format 3\x00", _sqlite_members, as_it_stands=True),
    Container(b"PAR1", _parquet_members),
)
