"""Rescue: a recording whose vault is taken away goes on in a study of its own beside it.

A file that was deleted, replaced or moved is still open here and can be copied whole, encrypted as
it is. Where even that fails (cut short, its disk gone), what is in memory is stored anew: the
interview, its journal, and the last of its sound.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import platformdirs
from sqlcipher3 import dbapi2 as sqlcipher

from interview_kit.corpus.corpus import Corpus
from interview_kit.disk.private_files import make_private_folder, write_private
from interview_kit.errors import KitError
from interview_kit.model.block import Block
from interview_kit.model.participant import Participant
from interview_kit.session.journal_entry import JournalEntry
from interview_kit.vault import blocks, interviews, journal
from interview_kit.vault.interviews import Interview
from interview_kit.vault.vault import Vault
from interview_kit.workflow.study.open_study import CORPUS, VAULT, Study

MEMORY_BYTES = 128 << 20  # of encoded sound: an hour and a half of speech on one channel
PREFIX = "rescued-"  # of the folder of a study that was rescued

log = logging.getLogger(__name__)

Identity = tuple[int, int]


class VaultGuard:
    """Keeps an eye on the vault of a study while one interview is recorded.

    `is_gone` looks at the disk; `remember` is given each block that was stored, and keeps the last
    of them in memory; `save` makes the study in which the recording goes on.
    """

    def __init__(self, study: Study, interview: Interview) -> None:
        self._study = study
        self._interview = interview
        self._memory: deque[Block] = deque()
        self._bytes = 0
        self._log_identity = _identity(_log_of(study.vault.path))
        self._identity = _identity(study.vault.path)
        self._size = _size(study.vault.path)

    def remember(self, block: Block) -> None:
        """Keep a block in memory, and forget the oldest where there are too many."""
        self._memory.append(block)
        self._bytes += len(block.data)
        while self._bytes > MEMORY_BYTES:
            self._bytes -= len(self._memory.popleft().data)

    def is_gone(self) -> bool:
        """Whether the vault's file is missing, another one, cut short, or another vault."""
        path = self._study.vault.path
        identity, size = _identity(path), _size(path)
        if identity is None or identity != self._identity or size < self._size:
            return True
        self._size = size
        return self._lost_log(path) or not self._study.vault.is_this_opening()

    def _lost_log(self, path: Path) -> bool:
        """Whether the log that was beside the vault is not there, or is another."""
        identity = _identity(_log_of(path))
        before, self._log_identity = self._log_identity, identity or self._log_identity
        return before is not None and identity != before

    def save(self, entries: Sequence[JournalEntry]) -> Path:
        """Make a study of what is left, and let the open vault go on there; its folder.

        Raises KitError where no place takes it.
        """
        for parent in _places(self._study.folder):
            stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
            folder = parent / f"{PREFIX}{stamp}"
            try:
                self._save_in(folder, entries)
            except (KitError, OSError, sqlcipher.DatabaseError) as error:
                log.error("the vault could not be saved: %s", type(error).__name__)
                continue
            return folder
        raise KitError(
            "The vault is gone, and what is in memory can be stored nowhere.",
            "Leave the program open and make room on a disk.",
        )

    def _save_in(self, folder: Path, entries: Sequence[JournalEntry]) -> None:
        make_private_folder(folder)
        for name, data in self._study.plain_files.items():
            make_private_folder((folder / name).parent)
            write_private(folder / name, data)
        if not (folder / CORPUS).exists():
            Corpus.create(folder / CORPUS).close()
        vault, target = self._study.vault, folder / VAULT
        try:
            vault.copy_to(target)
            self._refuse_incomplete(target, entries)
        except (KitError, sqlcipher.DatabaseError):
            for left in folder.glob(f"{VAULT}*"):
                left.unlink()
            with vault.created_beside(target) as fresh:
                self._store_memory(fresh, entries)
        vault.move_to(target)
        self._identity, self._size = _identity(target), _size(target)
        self._log_identity = None

    def _refuse_incomplete(self, target: Path, entries: Sequence[JournalEntry]) -> None:
        """Raise KitError where a copy has not all that was stored: a log was gone, or overwritten.

        Such a copy reads well; only what is in memory tells.
        """
        with self._study.vault.opened_beside(target) as copy:
            id = self._interview.id
            sound = blocks.sound(copy, id)
            known = len(journal.read(copy, id))
        end = self._memory[-1].end_frame if self._memory else 0
        if sound.end_frame < end or known < len(entries):
            raise KitError("The copy of the vault is not complete.")

    def _store_memory(self, fresh: Vault, entries: Sequence[JournalEntry]) -> None:
        with fresh.atomic() as db:
            interviews.put_participant(fresh, Participant(self._interview.participant))
            interviews.add(fresh, self._interview)
            journal.put(db, self._interview.id, entries)
            blocks.append(fresh, self._interview.id, *self._memory)


def _places(folder: Path) -> Iterator[Path]:
    """Where a rescued study may go: in the study, beside it, or with the user's data."""
    absolute = folder.absolute()
    if absolute.is_dir():
        yield absolute
    yield next((parent for parent in absolute.parents if parent.is_dir()), absolute.parent)
    yield Path(platformdirs.user_data_path("interview-kit"))


def _log_of(vault: Path) -> Path:
    return vault.with_name(f"{vault.name}-wal")


def _identity(path: Path) -> Identity | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
