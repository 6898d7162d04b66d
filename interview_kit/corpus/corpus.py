"""The corpus as an open thing: one plain database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from interview_kit.corpus.migrations import migrations
from interview_kit.disk.disk_errors import disk_that_may_refuse, refuse_unsound
from interview_kit.disk.private_files import make_private_file
from interview_kit.disk.schema_version import update_schema
from interview_kit.errors import StudyError


class Corpus:
    """An open corpus: one connection, for one thread at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = Database(sqlite3.connect(path, timeout=20, check_same_thread=False))
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA foreign_keys = ON")
        self.db.execute("PRAGMA secure_delete = ON")

    @classmethod
    def create(cls, path: Path) -> Corpus:
        """Make a new corpus. Raises FileExistsError where there is one."""
        make_private_file(path)
        corpus = cls(path)
        migrations.apply(corpus.db)
        return corpus

    @classmethod
    def open(cls, path: Path) -> Corpus:
        """Open a corpus and bring its schema up to date.

        Raises StudyError for a missing file, one that is no database, or a newer schema.
        """
        if not path.is_file():
            raise StudyError(
                "The corpus is missing.", "Put {name} back from a backup.", name=path.name
            )
        try:
            corpus = cls(path)
            update_schema(corpus.db, migrations)
        except sqlite3.DatabaseError as error:
            raise StudyError(
                "The corpus is damaged.",
                "Put {name} back from a backup, or file again.",
                name=path.name,
            ) from error
        return corpus

    @contextmanager
    def atomic(self) -> Iterator[Database]:
        """All statements inside, or none. Raises KitError where the disk is full."""
        with disk_that_may_refuse(sqlite3.OperationalError), self.db.atomic():
            yield self.db

    def owe_vacuum(self) -> None:
        """Note, with what is deleted in this transaction, that `shrink` is to follow."""
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
        """Close the connection."""
        self.db.close()

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
