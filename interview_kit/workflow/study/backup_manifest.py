"""The manifest of a backup: the hash of each of its files, signed with the study's key.

The key that a backup is checked with comes out of the vault in it: nobody without the passphrase
can make a vault that opens with it. An age recipient is public, so of a backup that is opened by an
age identity the key has to be known from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from interview_kit.disk.file_list import (
    file_list,
    first_added,
    first_changed,
    hash_of,
    parse_list,
)
from interview_kit.disk.private_files import write_private
from interview_kit.disk.signature import SUFFIX, PublicKey, SigningKey, trusted_comment
from interview_kit.errors import StudyError
from interview_kit.workflow.study.missing_keys import PUBLIC_KEY
from interview_kit.workflow.study.open_study import CORPUS, KEY, SETTINGS, VAULT

MANIFEST = "manifest-sha256.txt"
SIGNATURE = MANIFEST + SUFFIX
"""The list of a backup's files, and its signature."""
_SIGNED_OF = "interview_kit backup "
_BELONGS = re.compile(
    rf"{VAULT}|{CORPUS}|{KEY}(\.copy)?|{PUBLIC_KEY}|[^/]+\.toml|guides/.+", re.DOTALL
)
_MOST_BYTES = 1 << 22


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup lists: hashes by name, and the bytes that are signed."""

    hashes: Mapping[str, str]
    data: bytes

    def made_at(self, source: Path, key: PublicKey) -> str:
        """When the backup was made, as its signature says. Raises StudyError for another one."""
        try:
            comment = trusted_comment(self.data, (source / SIGNATURE).read_bytes(), key)
            if not comment.startswith(_SIGNED_OF):
                raise ValueError("signed as something else")
        except (OSError, ValueError) as error:
            raise StudyError(
                "The backup is not what was signed with the key {key}.",
                "Somebody changed it, or made it. Take another backup.",
                key=key.name,
            ) from error
        return comment.removeprefix(_SIGNED_OF)


def write_manifest(draft: Path, files: Iterable[Path], key: SigningKey, at: str) -> None:
    """List files of a draft of a backup, and sign the list; `at` is when it was made (UTC)."""
    hashes = {path.relative_to(draft).as_posix(): hash_of(path) for path in files}
    data = file_list(hashes)
    write_private(draft / MANIFEST, data)
    write_private(draft / SIGNATURE, key.sign(data, _SIGNED_OF + at))


def read_manifest(source: Path) -> Manifest:
    """The manifest of a backup whose files are all there, as listed, and no others.

    Raises StudyError that names the first that is not.
    """
    path = source / MANIFEST
    is_backup = path.is_file() and path.stat().st_size <= _MOST_BYTES and not path.is_symlink()
    try:
        data = path.read_bytes() if is_backup else b""
        hashes = parse_list(data)
    except (OSError, ValueError) as error:
        raise _no_backup() from error
    if not hashes:
        raise _no_backup()
    stranger = next((name for name in hashes if not _BELONGS.fullmatch(name)), "")
    changed_name = stranger or first_changed(source, hashes)
    if changed_name:
        raise StudyError(
            "{name} of the backup is missing or damaged.",
            "Take an older or another backup.",
            name=changed_name if changed_name.isprintable() else ascii(changed_name),
        )
    missing = {VAULT, CORPUS, KEY, SETTINGS} - set(hashes)
    if missing:
        raise StudyError("The backup has no {name}.", "Take another backup.", name=min(missing))
    added_name = first_added(source, (*hashes, MANIFEST, SIGNATURE))
    if added_name:
        raise StudyError(
            "{name} is no part of the backup.",
            "Somebody put it there, or opened the backup where it lies. Look what it is; without "
            "it the backup can be restored.",
            name=added_name if added_name.isprintable() else ascii(added_name),
        )
    return Manifest(hashes, data)


def is_signed(source: Path) -> bool:
    """Whether a backup has a signature; an older program made none."""
    return (source / SIGNATURE).is_file() and not (source / SIGNATURE).is_symlink()


def _no_backup() -> StudyError:
    return StudyError(
        "That folder is no backup.",
        "A backup has a file {name}; `backup` makes one.",
        name=MANIFEST,
    )
