"""Backup: a study copied while it is worked in, and put back.

A backup is a study's folder like any other, with the hash of each file beside it. SQLite's online
backup copies each store as it was at one moment; an interview that is being recorded goes on. The
vault is copied first: a corpus that is further on than its vault is mended by filing once more.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from interview_kit.disk.inside import file_pieces, path_inside, write_inside
from interview_kit.disk.private_files import write_private
from interview_kit.errors import KitError, StudyError
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.vault import Vault
from interview_kit.vault.vault_key import Secret, read_holders, unwrap
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import (
    CORPUS,
    GUIDES,
    KEY,
    SETTINGS,
    VAULT,
    Study,
    refuse_existing,
)
from interview_kit.workflow.study.vault_integrity import refuse_damaged

log = logging.getLogger(__name__)

MANIFEST = "manifest-sha256.txt"
_STORES = (VAULT, CORPUS)
_CHUNK = 1 << 20
_RUNNING = ".interview-kit-running"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: where it is, of when (UTC), what is in it and how large."""

    folder: str
    at: str
    files: int
    bytes: int


def back_up(study: Study, target: Path, *, actor: str = "") -> Backup:
    """Copy a study into a new folder in `target`, whole or not at all, and check the copy.

    Raises KitError where the disk is full or a copy is not sound.
    """
    moment = datetime.now(UTC)
    folder = target.absolute() / f"backup-{moment:%Y-%m-%dT%H%M%SZ}"
    if folder.resolve().is_relative_to(study.folder.resolve()):
        raise KitError("A backup inside the study is none.", "Name a folder on another disk.")
    if folder.exists():
        raise KitError("A backup of this second is there.", "Try again.")
    refuse_damaged(study)
    _remove_drafts(target)
    target.mkdir(parents=True, exist_ok=True)
    try:
        study_audit.note(study, AuditAct.BACKED_UP, actor=actor)
    except KitError as error:  # a disk that takes nothing is to be backed up all the same
        log.warning("the backup could not be noted: %s", error.message)
    with _aside(folder) as draft:
        study.vault.copy_to(draft / VAULT)
        study.corpus.copy_to(draft / CORPUS)
        for path in _plain_files(study.folder):
            write_inside(draft, path.relative_to(study.folder).as_posix(), path.read_bytes())
        files = sorted(
            path for path in draft.rglob("*") if path.is_file() and path.name != _RUNNING
        )
        lines = [f"{_hash(path)}  {path.relative_to(draft).as_posix()}\n" for path in files]
        write_private(draft / MANIFEST, "".join(lines).encode())
        size = sum(path.stat().st_size for path in files)
    return Backup(str(folder), moment.isoformat(timespec="seconds"), len(files), size)


def restore(source: Path, secret: Secret, folder: Path, *, actor: str = "") -> Backup:
    """Make a study in `folder`, which must be missing or empty, of a backup.

    Raises StudyError where a file of the backup is missing or is not what was written, and
    PassphraseError where the secret does not open it; nothing is left half-made.
    """
    files = check_backup(source)
    refuse_existing(folder)
    key = unwrap(read_holders(source / KEY), secret)
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    _remove_drafts(folder.absolute().parent)
    empty = folder.exists()
    if empty:
        folder.rmdir()
    with _aside(folder.absolute()) as draft:
        for name in files:
            write_inside(draft, name, file_pieces(source / name))
        with Study(draft, Vault.open(draft / VAULT, key), None) as study:
            study_audit.note(study, AuditAct.RESTORED, actor=actor)
    size = sum((folder / name).stat().st_size for name in files)
    made_at = datetime.fromtimestamp((source / MANIFEST).stat().st_mtime, UTC)
    return Backup(str(folder), made_at.isoformat(timespec="seconds"), len(files), size)


def restore_checked(
    source: Path, ask_secret: Callable[[], Secret], folder: Path, *, actor: str = ""
) -> Backup:
    """What `restore` does, with the secret asked for once the backup is known to be whole."""
    check_backup(source)
    return restore(source, ask_secret(), folder, actor=actor)


def check_backup(source: Path) -> tuple[str, ...]:
    """The files of a backup. Raises StudyError that names the first that is not as it was."""
    try:
        lines = (source / MANIFEST).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise StudyError(
            "That folder is no backup.",
            "A backup has a file {name}; `backup` makes one.",
            name=MANIFEST,
        ) from error
    names = []
    for line in lines:
        expected_hash, _, name = line.partition("  ")
        if not _is_as_written(source, name, expected_hash):
            raise StudyError(
                "{name} of the backup is missing or damaged.",
                "Take an older or another backup.",
                name=name,
            )
        names.append(name)
    missing = {VAULT, CORPUS, KEY, SETTINGS} - set(names)
    if missing:
        raise StudyError("The backup has no {name}.", "Take another backup.", name=min(missing))
    return tuple(names)


def _is_as_written(source: Path, name: str, hash: str) -> bool:
    """Whether a file lies in the backup, not behind a link or outside, and has its hash."""
    try:
        path = path_inside(source, name)
    except KitError:
        return False
    return path.is_file() and _hash(path) == hash


def _plain_files(folder: Path) -> Iterator[Path]:
    """What a study has beside its stores: key file, settings, guides."""
    yield from (folder / KEY, folder / SETTINGS)
    yield from sorted(path for path in folder.glob("*.toml") if path.name != SETTINGS)
    yield from sorted(path for path in (folder / GUIDES).rglob("*") if path.is_file())


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """A private folder beside `folder` that takes its place at the end, or is gone.

    While it is worked on a lock in it is held, which the end of the program lets go, however it
    ends: `_remove_drafts` then takes the folder away.
    """
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        with FileLock(draft / _RUNNING, timeout=0):
            yield draft
        (draft / _RUNNING).unlink(missing_ok=True)
        for store in _STORES:
            for extra in draft.glob(f"{store}-*"):
                extra.unlink()
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _remove_drafts(parent: Path) -> None:
    """Take away what a killed backup or restore left in a folder."""
    for lock in parent.glob(f".*/{_RUNNING}") if parent.is_dir() else ():
        with suppress(Timeout, OSError), FileLock(lock, timeout=0):
            shutil.rmtree(lock.parent, ignore_errors=True)


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()
