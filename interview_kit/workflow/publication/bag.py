"""A folder of files as a bag (BagIt, RFC 8493): written aside, checked, and moved in whole."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import bagit

from interview_kit.disk.inside import write_inside
from interview_kit.disk.private_files import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    make_private_folder,
)
from interview_kit.disk.signature import SigningKey
from interview_kit.errors import KitError
from interview_kit.export.exporters import Artefact
from interview_kit.workflow.study.missing_keys import PUBLIC_KEY
from interview_kit.workflow.study.package_check import MANIFEST, SIGNATURE, TAG_MANIFEST


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag in its draft folder; `move_in` puts it where it belongs."""

    draft: Path
    folder: Path

    @property
    def hashes(self) -> dict[str, str]:
        """The SHA-256 of every file, by its path under `data/`."""
        lines = (self.draft / MANIFEST).read_text(encoding="utf-8").splitlines()
        pairs = (line.split(maxsplit=1) for line in lines)
        return {path.removeprefix("data/"): digest for digest, path in pairs}

    @property
    def manifest_sha256(self) -> str:
        """The SHA-256 of the manifest, which stands for all files."""
        return hashlib.sha256((self.draft / MANIFEST).read_bytes()).hexdigest()

    def papers(self) -> Iterator[tuple[str, bytes]]:
        """The bag's own files: what was written beside `data/`."""
        for path in sorted(self.draft.iterdir()):
            if path.is_file():
                yield path.name, path.read_bytes()

    def sign(self, key: SigningKey, comment: str) -> None:
        """Put beside the files a signature that covers all of them, and what it is checked with."""
        signature = key.sign((self.draft / TAG_MANIFEST).read_bytes(), comment)
        write_inside(self.draft, SIGNATURE, signature)
        write_inside(self.draft, PUBLIC_KEY, key.public.as_file())

    def move_in(self) -> None:
        """Put the bag where it belongs, in one step."""
        if self.folder.exists():
            self.folder.rmdir()
        self.draft.rename(self.folder)
        _sync(self.folder.parent)


def refuse_filled(folder: Path) -> None:
    """Raise KitError where `folder` is there and holds anything."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise KitError(
            "{name} is not empty.", "Name a folder that is not there yet.", name=folder.name
        )


@contextmanager
def bag_aside(
    folder: Path,
    files: Iterable[Artefact],
    info: Mapping[str, str],
    wrote: Callable[[str], None],
) -> Iterator[Bag]:
    """Write `files` as a bag beside `folder`, and check it; it is gone where it is not moved in.

    `wrote` is called with each name. Raises KitError where the disk gives back something else
    than was written. What a crash left is cleared away first.
    """
    folder = folder.absolute()
    make_private_folder(folder.parent)
    draft = folder.with_name(f".{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=PRIVATE_FOLDER)
    try:
        for file in files:
            write_inside(draft, file.name, file.chunks)
            wrote(file.name)
        bag = bagit.make_bag(str(draft), dict(info), checksums=["sha256"])
        for path in draft.glob("*.txt"):
            path.chmod(PRIVATE_FILE)
        try:
            bag.validate()
        except bagit.BagError as error:
            raise KitError(
                "The package does not read back as it was written.", "Check the disk."
            ) from error
        yield Bag(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Have the disk keep what a folder lists; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
