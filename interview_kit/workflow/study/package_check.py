"""Checking what left the study: a release or a backup, by its signature and every hash in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from interview_kit.disk.file_list import first_added, first_changed, parse_list
from interview_kit.disk.inside import path_inside
from interview_kit.disk.signature import SUFFIX, PublicKey, known_key, trusted_comment
from interview_kit.errors import KitError, StudyError
from interview_kit.vault import signing_key
from interview_kit.workflow.study import backup_manifest
from interview_kit.workflow.study.missing_keys import PUBLIC_KEY
from interview_kit.workflow.study.open_study import Study

MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
"""The two lists of files of a bag (BagIt, RFC 8493)."""
SIGNATURE = TAG_MANIFEST + SUFFIX
"""The signature of the list that covers all of a release."""

_MOST_BYTES = 1 << 24  # of a list of files


@dataclass(frozen=True, slots=True)
class CheckedPackage:
    """A folder that is as it was signed: what it is, with which key, how many files it lists."""

    folder: str
    signed_as: str
    key: str
    files: int


def check_package(folder: Path, signed_by: str, opened: Callable[[], Study]) -> CheckedPackage:
    """Check a release or a backup; `signed_by` is a key or the path of its file.

    Where it is empty, the keys to try are those of the study that `opened` gives. Raises StudyError
    where a file is missing, added or another, and where none of the keys made the signature.
    """
    if (folder / backup_manifest.SIGNATURE).exists():
        manifest = backup_manifest.read_manifest(folder)
        signed_list, signature, files = (
            manifest.data,
            backup_manifest.SIGNATURE,
            len(manifest.hashes),
        )
    elif (folder / TAG_MANIFEST).exists():
        signed_list, files = _release(folder)
        signature = SIGNATURE
    else:
        raise StudyError("That is neither a release nor a signed backup.", "Name its folder.")
    keys = (known_key(signed_by),) if signed_by else _keys_of(opened)
    for key in keys:
        try:
            comment = trusted_comment(signed_list, _read(folder, signature), key)
        except ValueError:
            continue
        return CheckedPackage(str(folder), comment, key.name, files)
    raise StudyError(
        "It is not signed with the key {keys}.",
        "Somebody changed it or made it, or it is of another study or an older program.",
        keys=", ".join(key.name for key in keys) or "-",
    )


def _keys_of(opened: Callable[[], Study]) -> tuple[PublicKey, ...]:
    with opened() as study:
        return signing_key.public_keys(study.vault)


def _release(folder: Path) -> tuple[bytes, int]:
    """The list that is signed, and how many files a release has, once all of them are as listed."""
    tags = _read(folder, TAG_MANIFEST)
    try:
        tag_hashes, hashes = parse_list(tags), parse_list(_read(folder, MANIFEST))
    except ValueError as error:
        raise _changed(MANIFEST) from error
    if MANIFEST not in tag_hashes:
        raise _changed(MANIFEST)
    listed = {**tag_hashes, **hashes}
    changed_name = first_changed(folder, listed)
    added_name = first_added(folder, (*listed, TAG_MANIFEST, SIGNATURE, PUBLIC_KEY))
    if changed_name or added_name:
        raise _changed(changed_name or added_name)
    return tags, len(listed)


def _read(folder: Path, name: str) -> bytes:
    try:
        path = path_inside(folder, name)
        is_fit = path.is_file() and path.stat().st_size <= _MOST_BYTES
        data = path.read_bytes() if is_fit else b""
    except (OSError, KitError):
        data = b""
    if not data:
        raise _changed(name)
    return data


def _changed(name: str) -> StudyError:
    return StudyError(
        "{name} is missing, was changed, or was put there by somebody.",
        "Ask for the package again.",
        name=name if name.isprintable() else ascii(name),
    )
