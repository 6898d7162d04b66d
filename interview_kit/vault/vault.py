"""The vault as an open thing: one encrypted database, one connection per thread."""

from __future__ import annotations

import hashlib
import secrets
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

from sqlcipher3 import dbapi2 as sqlcipher
from sqlite_utils import Database

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
from interview_kit.errors import KitError, PassphraseError
from interview_kit.vault.opening_checks import refuse_foreign_log, refuse_missing
from interview_kit.vault.pages import SALT, Pages
from interview_kit.vault.scan import Scan
from interview_kit.vault.vault_schema import migrations

BUSY_MS = 20_000
CLOSING_MS = 1_000  # for another program's reading at the end, which may take long
_MARK = "mark"
ROW_BYTES = 3900  # what stands in one page of a table at most, and so needs no further page


class Vault:
    """An open vault.

    SQLite connections belong to a thread, so each thread that touches `db` gets its own, which is
    closed when the thread has ended; WAL lets them read while one writes. Every commit is flushed
    to the disk before it returns.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._local = threading.local()
        self._connections: list[sqlcipher.Connection] = []
        self._lock = threading.Lock()
        self._scan: Scan | None = None
        self._place = 0  # grows with each move, so that every thread opens the new file
        self._opening = 0
        self.marks_opening = False  # whether the first transaction is to call `begin_writing`
        self.is_read_only = False
        self.has_damage = False  # seen on the way: something was passed over

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

        Raises PassphraseError for a wrong key, StudyError for a missing or empty file or a newer
        schema, DamagedError where the file is not what was written.
        """
        refuse_missing(path)
        refuse_foreign_log(path, key)
        vault = cls(path, key)
        try:
            update_schema(vault.db, migrations, read_only=vault.is_read_only)
        except BaseException as error:
            vault.close()
            if is_damage(error):
                raise damaged_store(is_vault=True) from error
            raise
        return vault

    @property
    def db(self) -> Database:
        """This thread's connection."""
        db, place = getattr(self._local, "db", None), self._place
        if db is None or self._local.place != place:
            db, self._local.place = Database(self._connect()), place
            self._local.db = db
        return cast(Database, db)

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    @property
    def mark(self) -> str:
        """What tells this vault from others, and says nothing of its key; backups have the same."""
        rows = self.db.query("SELECT value FROM secrets WHERE name = ?", [_MARK])
        for row in rows:  # it was encrypted anew since it was made
            return bytes(row["value"]).decode("ascii")
        return hashlib.sha256(b"interview_kit vault" + self._key).hexdigest()[:16]

    def scan(self) -> Scan:
        """The vault's pages one by one, past SQLite, for reading around what is damaged.

        SQLCipher gives up a connection at the first damaged page, so this thread gets a new one.
        """
        self.renew()
        self.has_damage = True
        with self._lock:
            if self._scan is None:
                self._scan = Scan(Pages(self._path, self._key, byte_searches=0))
            return self._scan

    def pages(self) -> Pages:
        """The vault's pages as they lie on the disk; to be closed."""
        return Pages(self._path, self._key)

    def renew(self) -> None:
        """Give this thread a new connection at its next use."""
        self._local.db = None

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
            if self.marks_opening:
                self.marks_opening = False
                self.begin_writing()
            # A transaction that begins by reading cannot wait for another thread's writing: SQLite
            # refuses it at once. One that begins as a writer waits its turn.
            db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.conn.execute("COMMIT")
            except BaseException:
                db.conn.rollback()
                raise

    def write_log_back(self) -> None:
        """Bring what is committed into the database, waiting for nobody."""
        with suppress(sqlcipher.DatabaseError, KitError):
            self.db.execute("PRAGMA wal_checkpoint(PASSIVE)")

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
        """Note, with what is deleted in this transaction, that `vacuum` is to follow."""
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

    def begin_writing(self) -> None:
        """Leave a number in the vault and, before all else, in its log.

        By it a log is known that lies beside another state of the vault (`Pages.judge_log`). A disk
        that refuses, or another program that reads meanwhile, is no reason not to begin.
        """
        with suppress(sqlcipher.OperationalError):
            busy = next(iter(self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")))[0]
            if not busy:
                number = secrets.randbits(31)
                self.db.execute(f"PRAGMA application_id = {number}")
                self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                self._opening = number
                self.db.execute(f"PRAGMA application_id = {number}")

    def is_this_opening(self) -> bool:
        """Whether the file has the number that `begin_writing` left in it; True where none was."""
        if not self._opening:
            return True
        try:
            with self.pages() as pages:
                return pages.opening in (None, self._opening)
        except OSError:
            return False

    def created_beside(self, path: Path) -> Vault:
        """A new, empty vault under the same key."""
        return Vault.create(path, self._key)

    def opened_beside(self, path: Path) -> Vault:
        """Another vault under the same key. Raises as `open` does."""
        return Vault.open(path, self._key)

    def move_to(self, path: Path) -> None:
        """Go on in another file under the same key: every thread opens that one at its next use."""
        self._path = path
        self._opening = 0
        self._scan = None
        self._place += 1

    def copy_under(self, path: Path, key: bytes) -> None:
        """Copy the vault as it is now to a new file, encrypted under another key.

        The copy keeps the mark. Raises KitError where the disk is full or the copy is not sound.
        """
        path.unlink(missing_ok=True)
        make_private_file(path)
        copy, mark = Vault(path, key), self.mark
        try:
            with disk_that_may_refuse(sqlcipher.OperationalError):
                self.db.conn.backup(copy.db.conn)
                copy.db.execute(
                    "INSERT OR REPLACE INTO secrets VALUES (?, ?)", [_MARK, mark.encode()]
                )
                copy.db.conn.commit()
                copy.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            refuse_unsound(copy.db, path.name)
        finally:
            copy.close()

    @staticmethod
    def salt_of(path: Path) -> bytes:
        """The salt at the beginning of a vault's file, which is no secret."""
        with path.open("rb") as file:
            return file.read(SALT)

    def close(self) -> None:
        """Write the log back and close every thread's connection.

        Threads that used the vault must have ended.
        """
        if self._connections and not self.is_read_only:
            with suppress(sqlcipher.DatabaseError, KitError):
                self.db.execute(f"PRAGMA busy_timeout = {CLOSING_MS}")
                self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with self._lock:
            if self._scan is not None:
                self._scan.close()
                self._scan = None
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _connect(self) -> sqlcipher.Connection:
        try:
            connection = self._connected(database_address(self._path, "mode=rw"))
        except sqlcipher.OperationalError as error:
            if not cannot_write(error):
                raise
            # A disk that is full or read only has no room for the log: without one, as it lies.
            connection = self._connected(address_without_log(self._path))
            self.is_read_only = True
        with self._lock:
            self._connections.append(connection)
        self._close_with_thread(connection)
        return connection

    def _close_with_thread(self, connection: sqlcipher.Connection) -> None:
        """Have a connection closed when this thread has ended.

        Sound is read for each reading in a thread of its own: a program that transcribes many
        interviews would come to hold more files open than the system lets it.
        """
        thread_life = _ThreadLife()
        closing = weakref.finalize(
            thread_life, _close_one, connection, self._connections, self._lock
        )
        closing.atexit = False
        self._local.__dict__.setdefault("lives", []).append(thread_life)

    def _connected(self, address: str) -> sqlcipher.Connection:
        connection = sqlcipher.connect(
            address, timeout=BUSY_MS / 1000, check_same_thread=False, uri=True
        )
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")  # it would write on the terminal
            connection.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            connection.row_factory = _refuse_zeroed
        except sqlcipher.DatabaseError as error:
            connection.close()
            if "not a database" not in str(error):
                raise
            with Pages(self._path, self._key) as pages:
                is_ours = any(pages.is_ours(number) for number in range(1, pages.count + 1))
            if is_ours:
                raise damaged_store(is_vault=True) from error
            raise PassphraseError(
                "The key does not open the vault, or the vault is damaged.",
                "Check that vault.db and vault.key belong together.",
            ) from error
        return connection


class _ThreadLife:
    """Something that a thread holds, and that goes when the thread ends."""


def _close_one(
    connection: sqlcipher.Connection, connections: list[sqlcipher.Connection], lock: threading.Lock
) -> None:
    with lock:
        if connection not in connections:
            return
        connections.remove(connection)
    with suppress(sqlcipher.DatabaseError):
        connection.close()


def _refuse_zeroed(cursor: sqlcipher.Cursor, row: tuple[object, ...]) -> tuple[object, ...]:
    """A row as it is; raises the error that SQLCipher keeps to itself until the next page is read.

    It gives zeros for a damaged page. Where that is the last page of a row, nothing else says so.
    """
    size = sum(len(value) for value in row if isinstance(value, str | bytes))
    if size * 4 > ROW_BYTES:  # letters take up to four bytes
        status = cursor.connection.execute("PRAGMA cipher_status").fetchone()
        if status[0] != "1":
            raise sqlcipher.DatabaseError("database disk image is malformed")
    return row
