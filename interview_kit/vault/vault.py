"""The vault as an open thing: one encrypted database, one connection per thread."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from sqlcipher3 import dbapi2 as sqlcipher
from sqlite_utils import Database

from interview_kit.disk.disk_errors import disk_that_may_refuse, refuse_unsound
from interview_kit.disk.private_files import make_private_file
from interview_kit.disk.schema_version import update_schema
from interview_kit.errors import PassphraseError, StudyError
from interview_kit.vault.vault_schema import migrations

BUSY_MS = 20_000


class Vault:
    """An open vault.

    SQLite connections belong to a thread, so each thread that touches `db` gets its own; WAL lets
    them read while one writes. Every commit is flushed to the disk before it returns.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._local = threading.local()
        self._connections: list[sqlcipher.Connection] = []
        self._lock = threading.Lock()

    @classmethod
    def create(cls, path: Path, key: bytes) -> Vault:
        """Make a new vault. Raises FileExistsError where there is one."""
        make_private_file(path)
        vault = cls(path, key)
        migrations.apply(vault.db)
        return vault

    @classmethod
    def open(cls, path: Path, key: bytes) -> Vault:
        """Open a vault and bring its schema up to date.

        Raises PassphraseError for a wrong key, StudyError for a missing file or a newer schema.
        """
        if not path.is_file():
            raise StudyError(
                "The vault is missing.", "Put {name} back from a backup.", name=path.name
            )
        vault = cls(path, key)
        try:
            update_schema(vault.db, migrations)
        except BaseException:
            vault.close()
            raise
        return vault

    @property
    def db(self) -> Database:
        """This thread's connection."""
        db = getattr(self._local, "db", None)
        if db is None:
            db = self._local.db = Database(self._connect())
        return cast(Database, db)

    @property
    def mark(self) -> str:
        """What tells this vault from others, and says nothing of its key; backups have the same."""
        return hashlib.sha256(b"interview_kit vault" + self._key).hexdigest()[:16]

    @contextmanager
    def atomic(self) -> Iterator[Database]:
        """All statements inside, or none.

        Raises KitError where the disk is full or refuses to write.
        """
        db = self.db
        with disk_that_may_refuse(sqlcipher.OperationalError):
            if db.conn.in_transaction:
                with db.atomic():
                    yield db
                return
            # A transaction that begins by reading cannot wait for another thread's writing: SQLite
            # refuses it at once. One that begins as a writer waits its turn.
            db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.conn.execute("COMMIT")
            except BaseException:
                db.conn.rollback()
                raise

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """What is read inside is the vault as it was at one moment, whoever writes meanwhile."""
        connection = self.db.conn
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN")
        try:
            yield
        finally:
            # Nothing was written. A rollback would break off what is read elsewhere in the thread.
            connection.execute("COMMIT")

    def empty_log(self) -> None:
        """Bring every commit into the database and empty its log.

        What was deleted is overwritten in the database's pages; until now the log held it still.
        """
        with disk_that_may_refuse(sqlcipher.OperationalError):
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def owe_vacuum(self) -> None:
        """Note, with what is deleted in this transaction, that `shrink` is to follow."""
        self.db.execute("PRAGMA user_version = 1")

    @property
    def owes_vacuum(self) -> bool:
        """Whether something was deleted whose last traces are still in the file."""
        return bool(next(self.db.query("PRAGMA user_version"))["user_version"])

    def vacuum(self) -> None:
        """Leave not even the room of what was deleted: rewrite the database and empty its log.

        Takes as long as copying the vault does, 15 s for 600 MB; nobody else can write meanwhile,
        so never call it while sound is being stored. The new database is in memory until it is
        whole: SQLite would put it in a temporary file outside the study, and that SQLCipher
        encrypts all such files is promised nowhere. Raises KitError where the disk has no room.
        """
        self.empty_log()
        with disk_that_may_refuse(sqlcipher.OperationalError):
            self.db.execute("VACUUM")
            if self.owes_vacuum:
                self.db.execute("PRAGMA user_version = 0")
        self.empty_log()

    def copy_to(self, path: Path) -> None:
        """Copy the vault as it is now to a new file, under the same key, while others write in it.

        Raises KitError where the disk is full or the copy is not sound.
        """
        make_private_file(path)
        copy = Vault(path, self._key)
        try:
            with disk_that_may_refuse(sqlcipher.OperationalError):
                self.db.conn.backup(copy.db.conn)
                copy.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            refuse_unsound(copy.db, path.name)
        finally:
            copy.close()

    def close(self) -> None:
        """Close every thread's connection. Threads that used the vault must have ended."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _connect(self) -> sqlcipher.Connection:
        connection = sqlcipher.connect(
            str(self._path), timeout=BUSY_MS / 1000, check_same_thread=False
        )
        try:
            connection.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA foreign_keys = ON")
        except sqlcipher.DatabaseError as error:
            connection.close()
            if "not a database" not in str(error):
                raise
            raise PassphraseError(
                "The key does not open the vault, or the vault is damaged.",
                "Check that vault.db and vault.key belong together.",
            ) from error
        with self._lock:
            self._connections.append(connection)
        return connection
