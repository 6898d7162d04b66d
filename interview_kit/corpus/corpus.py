"""The corpus as an open thing: one plain database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from sqlite_utils import Database

from interview_kit.corpus.migrations import migrations
from interview_kit.disk.disk_errors import (
    cannot_write,
    damaged_store,
    disk_that_may_refuse,
    is_damage,
    refuse_unsound,
)
from interview_kit.disk.private_files import (
    address_without_log,
    database_address,
    make_private_file,
)
from interview_kit.disk.schema_version import update_schema
from interview_kit.errors import KitError, StudyError


class Watcher(Protocol):
    """Who is told of a corpus before it is changed, and before it is closed."""

    def before_change(self, corpus: Corpus) -> None:
        """Rows are about to change."""

    def at_end(self, corpus: Corpus) -> None:
        """Nothing changes any more."""


class Corpus:
    """An open corpus: one connection, for one thread at a time; `watcher` sees it change."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_read_only = False
        self.watcher: Watcher | None = None
        try:
            self.db = _connected(database_address(path, "mode=rw"))
        except sqlite3.OperationalError as error:
            if not cannot_write(error):
                raise
            # A disk that is full or read only has no room for the log: without one, as it lies.
            self.db = _connected(address_without_log(path))
            self.is_read_only = True

    @classmethod
    def create(cls, path: Path) -> Corpus:
        """Make a new corpus. Raises FileExistsError where there is one."""
        make_private_file(path)
        corpus = cls(path)
        try:
            migrations.apply(corpus.db)
        except BaseException:
            corpus.close()
            raise
        return corpus

    @classmethod
    def open(cls, path: Path) -> Corpus:
        """Open a corpus and bring its schema up to date.

        Raises StudyError for a missing file or a newer schema, DamagedError for a file that is
        empty or no database.
        """
        try:
            size = path.stat().st_size if path.is_file() else -1
        except PermissionError as error:
            raise StudyError(
                "The corpus may not be read.", "Check the rights of {name}.", name=path.name
            ) from error
        if size < 0:
            raise StudyError(
                "The corpus is missing.",
                "Put {name} back from a backup, or make it anew: interview-kit corpus rebuild",
                name=path.name,
            )
        if size == 0:
            raise damaged_store(is_vault=False)
        corpus = None
        try:
            corpus = cls(path)
            update_schema(corpus.db, migrations, read_only=corpus.is_read_only)
        except BaseException as error:
            if corpus is not None:
                corpus.close()
            if is_damage(error):
                raise damaged_store(is_vault=False) from error
            raise
        return corpus

    @contextmanager
    def atomic(self, *, is_watched: bool = True) -> Iterator[Database]:
        """All statements inside, or none. Raises KitError where the disk is full."""
        if self.watcher is not None and is_watched:
            self.watcher.before_change(self)
        with disk_that_may_refuse(sqlite3.OperationalError), self.db.atomic():
            yield self.db

    def owe_vacuum(self) -> None:
        """Note, with what is deleted in this transaction, that `vacuum` is to follow."""
        self.db.execute("PRAGMA user_version = 1")

    @property
    def owes_vacuum(self) -> bool:
        """Whether something was deleted whose last traces are still in the file."""
        return bool(next(self.db.query("PRAGMA user_version"))["user_version"])

    def vacuum(self) -> None:
        """Leave not even the room of what was deleted, in the search index, the file or its log.

        Takes as long as writing the corpus anew. Done again after a crash it does the same.
        """
        with disk_that_may_refuse(sqlite3.OperationalError):
            # A full-text index marks what was deleted, and drops it only when it is built anew.
            with self.db.atomic():
                self.db.execute("INSERT INTO turns_search (turns_search) VALUES ('rebuild')")
            self.db.execute("VACUUM")
            self.db.execute("PRAGMA user_version = 0")
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy_to(self, path: Path) -> None:
        """Copy the corpus as it is now to a new file, while others write in it.

        Raises KitError where the disk is full or the copy is not sound.
        """
        make_private_file(path)
        with Corpus(path) as copy:
            with disk_that_may_refuse(sqlite3.OperationalError):
                self.db.conn.backup(copy.db.conn)
                copy.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            refuse_unsound(copy.db, path.name)

    def close(self) -> None:
        """Write the log back and close the connection."""
        if self.watcher is not None:
            with suppress(sqlite3.Error, KitError):
                self.watcher.at_end(self)
        if not self.is_read_only:
            with suppress(sqlite3.Error):
                self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.close()

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def _connected(address: str) -> Database:
    connection = sqlite3.connect(address, timeout=20, check_same_thread=False, uri=True)
    db = Database(connection)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA secure_delete = ON")
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return db
