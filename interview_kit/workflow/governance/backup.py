"""Backup: a study copied while it is worked in, and put back.

A backup is a study's folder like any other, with the hash of each file beside it, signed. SQLite's
online backup copies each store as it was at one moment; an interview that is being recorded goes
on. The vault is copied first: a corpus that is further on than its vault is mended by filing once
more.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from interview_kit.disk.file_list import hash_of
from interview_kit.disk.inside import file_pieces, write_inside
from interview_kit.disk.private_files import make_draft_folder, write_private
from interview_kit.disk.signature import PublicKey, SigningKey, known_key, read_public_key
from interview_kit.errors import KitError, StudyError
from interview_kit.vault import signing_key
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.vault import Vault
from interview_kit.vault.vault_key import Secret, read_holders, unwrap
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.backup_manifest import (
    MANIFEST as MANIFEST,
)
from interview_kit.workflow.study.backup_manifest import (
    Manifest,
    is_signed,
    read_manifest,
    write_manifest,
)
from interview_kit.workflow.study.filed_content import forgery, refuse_forged
from interview_kit.workflow.study.missing_keys import PUBLIC_KEY
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

_STORES = (VAULT, CORPUS)
_RUNNING = ".interview-kit-running"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: where it is, of when (UTC), what is in it and how large.

    `key` is the line that its signature is checked with, empty where it has none. `lost_key` is the
    number of the key that it was signed with when it was made, where the signature is gone, and
    `forgery` says what in its corpus this program did not put there.
    """

    folder: str
    at: str
    files: int
    bytes: int
    key: str = ""
    forgery: str = ""
    lost_key: str = ""

    @property
    def key_name(self) -> str:
        """The number of the key, as minisign says it; empty without a signature."""
        return read_public_key(self.key).name if self.key else ""


def back_up(study: Study, target: Path, *, actor: str = "") -> Backup:
    """Copy a study into a new folder in `target`, whole or not at all, check the copy and sign it.

    Raises KitError where the disk is full or a copy is not sound.
    """
    moment = datetime.now(UTC)
    at = moment.isoformat(timespec="seconds")
    folder = target.absolute() / f"backup-{moment:%Y-%m-%dT%H%M%SZ}"
    if folder.resolve().is_relative_to(study.folder.resolve()):
        raise KitError("A backup inside the study is none.", "Name a folder on another disk.")
    if folder.exists():
        raise KitError("A backup of this second is there.", "Try again.")
    refuse_damaged(study)
    _remove_drafts(target)
    target.mkdir(parents=True, exist_ok=True)
    try:
        signing_key.keep(study.vault)
        study_audit.note(study, AuditAct.BACKED_UP, actor=actor)
    except KitError as error:  # a disk that takes nothing is to be backed up all the same
        log.warning("the backup could not be noted: %s", error.message)
    with _aside(folder) as draft:
        study.vault.copy_to(draft / VAULT)
        study.corpus.copy_to(draft / CORPUS)
        for path in _plain_files(study.folder):
            write_inside(draft, path.relative_to(study.folder).as_posix(), path.read_bytes())
        key = _key_of(study.vault, draft)
        write_private(draft / PUBLIC_KEY, key.public.as_file())
        files = sorted(
            path for path in draft.rglob("*") if path.is_file() and path.name != _RUNNING
        )
        write_manifest(draft, files, key, at)
        size = sum(path.stat().st_size for path in files)
    return Backup(str(folder), at, len(files), size, str(key.public), forgery(study))


def restore(
    source: Path,
    secret: Secret,
    folder: Path,
    *,
    actor: str = "",
    signed_by: PublicKey | None = None,
    unsigned: bool = False,
) -> Backup:
    """Make a study in `folder`, which must be missing or empty, of a backup.

    `signed_by` is the key that its signature must be of, besides being that of the vault in it;
    `unsigned` takes a backup without a signature. Raises StudyError where a file of the backup is
    missing, added, or not what was written or signed, and PassphraseError where the secret does not
    open it; nothing is left half-made.
    """
    manifest = check_backup(source, signed_by=signed_by, unsigned=unsigned)
    refuse_existing(folder)
    key = unwrap(read_holders(source / KEY), secret)
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    _remove_drafts(folder.absolute().parent)
    empty = folder.exists()
    if empty:
        folder.rmdir()
    with _aside(folder.absolute()) as draft:
        for name, digest in manifest.hashes.items():
            if hash_of(write_inside(draft, name, file_pieces(source / name))) != digest:
                raise StudyError("The backup changes while it is read.", "Try again.")
        with Study(draft, Vault.open(draft / VAULT, key), None) as study:
            made_at, signer = _signature(source, manifest, study.vault)
            lost_key = "" if signer else _lost_key(study.vault)
            if not signer:
                refuse_forged(study)
            changed = forgery(study)
            study_audit.note(study, AuditAct.RESTORED, actor=actor)
    size = sum((folder / name).stat().st_size for name in manifest.hashes)
    return Backup(str(folder), made_at, len(manifest.hashes), size, signer, changed, lost_key)


def restore_checked(
    source: Path,
    ask_secret: Callable[[], Secret],
    folder: Path,
    *,
    actor: str = "",
    signed_by: str = "",
    unsigned: bool = False,
) -> Backup:
    """What `restore` does, with the secret asked for once the backup is known to be whole.

    `signed_by` is the line of a key, or the path of a file with it. Raises StudyError where an age
    identity opens the backup and neither that nor `unsigned` is given: whoever knows the recipient,
    which is no secret, can make a backup that it opens, with a key of their own in it.
    """
    key = known_key(signed_by) if signed_by else None
    check_backup(source, signed_by=key, unsigned=unsigned)
    secret = ask_secret()
    if secret.identity and key is None and not unsigned:
        raise StudyError(
            "An age identity does not tell whose backup it opens.",
            "Give the key that was noted down: --signed-by RW…. --unsigned restores it all the "
            "same.",
        )
    return restore(source, secret, folder, actor=actor, signed_by=key, unsigned=unsigned)


def check_backup(
    source: Path, *, signed_by: PublicKey | None = None, unsigned: bool = False
) -> Manifest:
    """The manifest of a backup whose files are as listed, and signed by a key that is known.

    Raises StudyError that names the first that is not, where there is no signature and `unsigned`
    does not allow that, and where the signature is not by `signed_by`, if that is given.
    """
    manifest = read_manifest(source)
    if signed_by is not None:
        manifest.made_at(source, signed_by)
    elif not is_signed(source) and not unsigned:
        raise StudyError(
            "The backup has no signature.",
            "An older program made it, or somebody took it away: then it can hold anything. "
            "--unsigned restores it all the same.",
        )
    return manifest


def _signature(source: Path, manifest: Manifest, vault: Vault) -> tuple[str, str]:
    """When a backup was made, and the key that it is signed with; empty where it has no signature.

    Raises StudyError where the key in its vault did not make the signature.
    """
    if not is_signed(source):
        made_at = datetime.fromtimestamp((source / MANIFEST).stat().st_mtime, UTC)
        return made_at.isoformat(timespec="seconds"), ""
    key = signing_key.find(vault)
    if key is None:
        raise StudyError(
            "The backup is signed, and its vault knows no key to sign with.",
            "Somebody put other files into it. Take another backup.",
        )
    return manifest.made_at(source, key.public), str(key.public)


def _lost_key(vault: Vault) -> str:
    """The number of the key that a backup without a signature was signed with; empty for none.

    A backup is never made of a vault that knows a key and not signed with it.
    """
    key = signing_key.find(vault)
    return key.public.name if key else ""


def _key_of(vault: Vault, draft: Path) -> SigningKey:
    """The key to sign with: that of the vault, or a new one in the copy where that takes none."""
    key = signing_key.find(vault)
    if key is not None:
        return key
    with vault.opened_beside(draft / VAULT) as copy:
        return signing_key.keep(copy)


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
    draft = make_draft_folder(folder)
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
