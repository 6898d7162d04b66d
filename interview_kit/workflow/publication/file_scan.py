"""Looking for originals in what would be exported, also inside files that hide what they hold."""

from __future__ import annotations

import gzip
import io
import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import NamedTuple
from zipfile import ZipFile

from interview_kit.language.phrase import phrase
from interview_kit.memory_database import database_of
from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.leak_check import Forms, Leak, find_leaks

SCAN_BYTES = 1 << 20
# Longer than any name, so that none can hide across two pieces of a scan.
OVERLAP_BYTES = 1 << 10
ROWS_AT_ONCE = 1_000
# As much as two texts that are no template hardly share by chance.
CONTEXT_BYTES = 16
ALLOWED_BYTES = 80
_NEAR = 8
# Between two values: a word that no name goes over.
_EDGE = b"\n0\n"
_FULL_TEXT = re.compile(r"\bUSING\s+fts5\b", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class Template:
    """What a file says before anybody has said anything: that is no leak of a name.

    `names` are the parts of the names of files, `pieces` the contents, of a file and of all that
    it holds. `allowed` are names, in folded words, that may stand anywhere.
    """

    names: frozenset[str] = frozenset()
    pieces: tuple[bytes, ...] = ()
    allowed: tuple[tuple[str, ...], ...] = ()

    def names_file(self, name: str, forms: Forms) -> bool:
        """Whether the parts of a file's name that hold an original are those of such files."""
        parts = [part for part in name.split("/") if find_leaks(part, forms, "name")]
        return bool(parts) and all(
            part in self.names or any(_stands_in(entry, fold_words(part)) for entry in self.allowed)
            for part in parts
        )

    def says(self, piece: bytes, leak: Leak) -> bool:
        """Whether it says what stands at a leak, with the same words before it or behind it.

        Or as a line of its own, as the values of a database are read.
        """
        start, end = leak.offset, leak.offset + leak.length
        close = piece.find(b"\n", end)
        line = piece[piece.rfind(b"\n", 0, start) + 1 : len(piece) if close < 0 else close]
        if any(b"\n%b\n" % line in b"\n%b\n" % own for own in self.pieces):
            return True
        before = piece[max(0, start - CONTEXT_BYTES) : end]
        behind = piece[start : end + CONTEXT_BYTES]
        enough = CONTEXT_BYTES // 2
        alike = [entry for entry in (before, behind) if len(entry) >= leak.length + enough]
        if any(entry in own for entry in alike for own in self.pieces):
            return True
        near = piece[max(0, start - ALLOWED_BYTES) : end + ALLOWED_BYTES].decode("utf-8", "ignore")
        said = piece[start:end].decode("utf-8", "ignore")
        return any(
            set(fold_words(said)) <= set(entry) and _stands_in(entry, fold_words(near))
            for entry in self.allowed
        )


def _stands_in(wording: tuple[str, ...], words: tuple[str, ...]) -> bool:
    starts = range(len(words) - len(wording) + 1)
    return any(words[at : at + len(wording)] == wording for at in starts)


def template_of(
    files: Iterable[tuple[str, Iterable[bytes]]], allowed: Iterable[str] = ()
) -> Template:
    """A template made of files in which nothing is said, each a name and its bytes in pieces.

    `allowed` are names that may stand anywhere.
    """
    names: set[str] = set()
    pieces: list[bytes] = []
    for name, chunks in files:
        for member, content in _contents(name, b"".join(chunks)):
            names.update(member.split("/"))
            pieces += {content, *_without_tags(content)}
    phrases = tuple(filter(None, map(fold_words, allowed)))
    return Template(frozenset(names), tuple(pieces), phrases)


def _contents(name: str, whole: bytes) -> Members:
    container = _container(whole)
    if container is None or container.as_it_stands:
        yield name, whole
    if container is not None:
        for member, content in container.members(whole):
            yield from _contents(member, content)


def _container(first: bytes) -> Container | None:
    return next((container for container in CONTAINERS if first.startswith(container.magic)), None)


def _no_template() -> Template:
    return Template()


def scan(
    name: str,
    chunks: Iterable[bytes],
    forms: Forms,
    template: Callable[[], Template] = _no_template,
) -> list[str]:
    """The places of a file, and of all that it holds, where an original stands.

    A plain file passes through in pieces; a container is in memory whole. What cannot be opened
    is a place too. Names of files that hold an original are not repeated. `template` is asked for
    where something was found: what such a file says before anybody speaks is none.
    """
    return list(_scan("", name, chunks, forms, cache(template)))


def _scan(
    folder: str,
    name: str,
    chunks: Iterable[bytes],
    forms: Forms,
    template: Callable[[], Template],
) -> Iterator[str]:
    place = folder + name
    if find_leaks(name, forms, "name") and not template().names_file(name, forms):
        place = phrase("{folder}a file whose name holds one", folder=folder)
        yield place
    first, remaining_chunks = _begin(chunks)
    container = _container(first)
    whole = chain([first], remaining_chunks)
    if container is None:
        yield from _scan_stream(place, whole, forms, template)
        return
    try:
        if container is DATABASE:
            yield from _scan_database(place, whole, forms, template)
            return
        for member, content in container.members(b"".join(whole)):
            yield from _scan(f"{place}/", member, [content], forms, template)
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


def _scan_stream(
    place: str, chunks: Iterable[bytes], forms: Forms, template: Callable[[], Template]
) -> Iterator[str]:
    for start, piece in _pieces(chunks):
        yield from _places(place, piece, start, forms, template)


def _pieces(chunks: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Pieces of a stream that are looked through, and where each begins: they overlap."""
    tail, start = b"", 0
    waiting: list[bytes] = []
    size = 0
    for chunk in chunks:
        waiting.append(chunk)
        size += len(chunk)
        if size >= SCAN_BYTES:
            piece = tail + b"".join(waiting)
            yield start, piece
            tail = piece[-OVERLAP_BYTES:]
            start += len(piece) - len(tail)
            waiting, size = [], 0
    yield start, tail + b"".join(waiting)


def _scan_database(
    place: str, chunks: Iterable[bytes], forms: Forms, template: Callable[[], Template]
) -> Iterator[str]:
    """As its bytes stand, piece by piece as they come in, and then value by value."""
    suspicions: dict[int, set[_Surroundings]] = {}

    def looked_through() -> Iterator[bytes]:
        end = 0
        for start, piece in _pieces(chunks):
            for leak in find_leaks(piece, forms, place):
                around = _surroundings(piece, leak)
                suspicions.setdefault(start + leak.offset, set()).add(around)
            yield piece[end - start :]
            end = start + len(piece)

    with database_of(looked_through()) as db:
        db.text_factory = bytes
        yield from (
            phrase("{place} at byte {offset}", place=place, offset=offset)
            for offset in _among_deleted(db, suspicions)
        )
        for member, content in _database_members(db):
            yield from _scan(f"{place}/", member, [content], forms, template)


class _Surroundings(NamedTuple):
    """What may be an original in the bytes of a database, with a little before it, and behind."""

    before: bytes
    behind: bytes


def _surroundings(piece: bytes, leak: Leak) -> _Surroundings:
    start, end = leak.offset, leak.offset + leak.length
    return _Surroundings(piece[max(0, start - _NEAR) : end], piece[start : end + _NEAR])


def _places(
    place: str, piece: bytes, start: int, forms: Forms, template: Callable[[], Template]
) -> Iterator[str]:
    leaks = _left(piece, forms, template)
    yield from (
        phrase("{place} at byte {offset}", place=place, offset=start + leak.offset)
        for leak in leaks
    )
    # Tags may stand in the middle of a name, or between its parts.
    if not leaks and any(_left(reading, forms, template) for reading in _without_tags(piece)):
        yield phrase("{place} across its markup", place=place)


def _left(piece: bytes, forms: Forms, template: Callable[[], Template]) -> list[Leak]:
    leaks = find_leaks(piece, forms, "")
    return [leak for leak in leaks if not template().says(piece, leak)]


def _without_tags(piece: bytes) -> tuple[bytes, ...]:
    """Marked-up text without its tags, which part words or do not."""
    if b"<" not in piece or b"\x00" in piece:
        return ()
    return _TAG.sub(b"", piece), _TAG.sub(b" ", piece)


def _zip_members(data: bytes) -> Members:
    with ZipFile(io.BytesIO(data)) as archive:
        yield "its comment", archive.comment
        for info in archive.infolist():
            yield info.filename, archive.read(info)
            yield "the comment of a file in it", info.comment + info.extra


def _gzip_members(data: bytes) -> Members:
    yield "what it holds", gzip.decompress(data)


def _sqlite_members(data: bytes) -> Members:
    with database_of([data]) as db:
        db.text_factory = bytes
        yield from _database_members(db)


def _database_members(db: sqlite3.Connection) -> Members:
    """Every value: a long text is spread over pages, where its bytes do not stand together."""
    tables = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    named = {name.decode(): (sql or b"").decode() for name, sql in tables}
    searches = [name for name, sql in named.items() if _FULL_TEXT.search(sql)]
    own = tuple(f"{search}_" for search in searches)
    for search in searches:
        # What a search is made of is packed; its words can be read one by one.
        name = search.replace("'", "''")
        db.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, '{name}', row)")
        yield from _values(db, search, "SELECT term FROM temp.words")
        db.execute("DROP TABLE temp.words")
    yield from _values(db, "sqlite_master", "SELECT * FROM sqlite_master")
    for table in named:
        if table not in searches and not (table.startswith(own) and _is_packed(table)):
            quoted_table = table.replace('"', '""')
            yield from _values(db, table, f'SELECT * FROM "{quoted_table}"')  # noqa: S608


def _values(db: sqlite3.Connection, table: str, query: str) -> Members:
    rows = db.execute(query)
    while some := rows.fetchmany(ROWS_AT_ONCE):
        values = (value for row in some for value in row if isinstance(value, bytes))
        yield table, _EDGE.join(values)


def _is_packed(table: str) -> bool:
    return table.endswith(("_data", "_idx", "_docsize", "_config"))


def _among_deleted(
    db: sqlite3.Connection, suspicions: Mapping[int, Collection[_Surroundings]]
) -> Iterator[int]:
    """The places of suspicions that are not of what the database holds, as it does after tidying.

    Values stand next to each other, and so do the words of a search: `kwam` and `e` are no Kwame.
    They are read one by one; what is left here is what was deleted.
    """
    if not suspicions:
        return
    with closing(sqlite3.connect(":memory:")) as copy:
        db.backup(copy)
        copy.execute("VACUUM")
        tidy = copy.serialize()
    for offset, surroundings in sorted(suspicions.items()):
        if any(before not in tidy and behind not in tidy for before, behind in surroundings):
            yield offset


def _parquet_members(data: bytes) -> Members:
    from pyarrow import parquet

    with parquet.ParquetFile(io.BytesIO(data)) as file:
        about = file.schema_arrow
        yield "its schema", f"{about.names} {about.metadata}".encode()
        for batch in file.iter_batches(ROWS_AT_ONCE):
            rows = json.dumps(batch.to_pylist(), ensure_ascii=False, default=str)
            yield "its rows", rows.encode()


DATABASE = Container(b"SQLite format 3\x00", _sqlite_members, as_it_stands=True)

CONTAINERS = (
    Container(b"PK\x03\x04", _zip_members),
    Container(b"PK\x05\x06", _zip_members),  # without members
    Container(b"\x1f\x8b", _gzip_members),
    DATABASE,
    Container(b"PAR1", _parquet_members),
)
