"""SQLite databases in memory, whose bytes go in and come out in pieces, without a copy.

Where the system has a folder in memory the database is a file in it that only this process can
reach: its name is gone before anything is written. Elsewhere, and where that folder is small, it is
in memory of the process, which takes a copy of the whole to get at its bytes.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 - in memory, and what is written has no name there
"""Where Linux has files that are on no disk."""
LEAST_FREE = 2 * 1024**3
"""Bytes: the room that the database of some fifteen thousand interviews takes."""
PIECE_BYTES = 1 << 20


class MemoryDatabase:
    """A database that is being written, and its bytes afterwards."""

    def __init__(self, db: sqlite3.Connection, file: BinaryIO | None = None) -> None:
        self.db = db
        self._file = file

    def pieces(self) -> Iterator[bytes]:
        """The bytes of what was committed, once. Nothing can be written any more."""
        if self._file is None:
            whole = memoryview(self.db.serialize())
            self.db.close()  # so that it is there once while it is handed over
            yield from (
                bytes(whole[start : start + PIECE_BYTES])
                for start in range(0, len(whole), PIECE_BYTES)
            )
            return
        self.db.close()
        self._file.seek(0)
        while piece := self._file.read(PIECE_BYTES):
            yield piece


@contextmanager
def new_database() -> Iterator[MemoryDatabase]:
    """An empty database; what is not committed is not handed over."""
    with _nameless_file() as file:
        if file is None:
            # In one piece of memory, which SQLite hands over with one copy and not two.
            with closing(sqlite3.connect("file:copy?vfs=memdb", uri=True)) as db:
                db.execute("PRAGMA journal_mode = OFF")
                yield MemoryDatabase(db)
            return
        db, stream = file
        db.execute("PRAGMA journal_mode = OFF")  # it would have a name in the folder
        db.execute("PRAGMA synchronous = OFF")
        yield MemoryDatabase(db, stream)


@contextmanager
def database_of(pieces: Iterable[bytes]) -> Iterator[sqlite3.Connection]:
    """The database that these bytes are, to read.

    All of `pieces` is read first. A statement raises sqlite3.Error where they are no database.
    """
    with _nameless_file() as file:
        if file is None:
            with closing(sqlite3.connect(":memory:")) as db:
                db.deserialize(b"".join(pieces))
                yield db
            return
        db, stream = file
        stream.writelines(pieces)
        stream.flush()
        yield db


@contextmanager
def _nameless_file() -> Iterator[tuple[sqlite3.Connection, BinaryIO] | None]:
    """A new file in memory without a name: as a database, and to write to or read from."""
    if not _has_room():
        yield None
        return
    number, name = tempfile.mkstemp(prefix="interview-kit-", dir=MEMORY_FOLDER)
    with os.fdopen(number, "r+b") as stream:
        try:
            db = sqlite3.connect(name)  # SQLite opens the file, and reads nothing of it yet
        finally:
            Path(name).unlink()
        with closing(db):
            db.execute("PRAGMA temp_store = MEMORY")
            yield db, stream


def _has_room() -> bool:
    try:
        return shutil.disk_usage(MEMORY_FOLDER).free >= LEAST_FREE and os.access(
            MEMORY_FOLDER, os.W_OK
        )
    except OSError:
        return False
