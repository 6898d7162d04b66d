"""A folder that exports are written to: which files in it are ours, and whom each holds.

It is noted in the folder itself, so that a later export leaves nothing there of somebody who takes
part no more. Files that are not noted, or changed since, are not ours to take away.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from interview_kit.disk.inside import file_pieces, path_inside, write_inside
from interview_kit.errors import KitError

MANIFEST = ".interview-kit-export.json"
"""The file in the folder that says which others are ours."""


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file by its name in the folder, the hash of its content, and the interviews it holds.

    The hash is empty until the file is written.
    """

    name: str
    sha256: str
    interviews: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClearedFiles:
    """Files that were taken away, and those that would have been but were changed by somebody."""

    removed_names: tuple[str, ...] = ()
    changed_names: tuple[str, ...] = ()


class ExportFolder:
    """The folder, while files are written to it. Files noted before stay noted until they go."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = dict(_noted(folder))
        self._new: dict[str, ExportedFile] = {}

    def write(self, name: str, chunks: Iterable[bytes], interviews: tuple[str, ...]) -> Path:
        """Write a file whole or not at all; its path."""
        hasher = hashlib.sha256()

        def hashed_chunks() -> Iterator[bytes]:
            for chunk in chunks:
                hasher.update(chunk)
                yield chunk

        path = write_inside(self.folder, name, hashed_chunks())
        self._new[name] = ExportedFile(name, hasher.hexdigest(), interviews)
        return path

    def announce(self, files: Mapping[str, tuple[str, ...]]) -> None:
        """Note what is about to be written, so that after a crash it is known to be ours."""
        announced_files = {
            name: replace(self._files.get(name, ExportedFile(name, "", ())), interviews=interviews)
            for name, interviews in files.items()
        }
        self._put({**self._files, **announced_files})

    def clear(self, allowed_interviews: frozenset[str]) -> ClearedFiles:
        """Take away each file of an earlier export that holds anybody else, and note the rest."""
        removed_names, changed_names = [], []
        for name, file in list(self._files.items()):
            if name in self._new or set(file.interviews) <= allowed_interviews:
                continue
            path = path_inside(self.folder, name)
            if path.is_file() and file.sha256 not in ("", _hash_of(path)):
                changed_names.append(name)
                continue
            if path.is_file():
                path.unlink()
                removed_names.append(name)
            del self._files[name]
        if removed_names or self._new or self._files:
            self._put({**self._files, **self._new})
        return ClearedFiles(tuple(removed_names), tuple(changed_names))

    def _put(self, files: Mapping[str, ExportedFile]) -> None:
        rows = [asdict(file) for _, file in sorted(files.items())]
        content = json.dumps({"files": rows}, indent=1)
        write_inside(self.folder, MANIFEST, content.encode())


def _noted(folder: Path) -> Iterator[tuple[str, ExportedFile]]:
    """What the folder says of its files; nothing of what leads out of it or says nothing."""
    try:
        rows = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    for row in rows if isinstance(rows, list) else ():
        with suppress(KitError, KeyError, TypeError, ValueError):
            name = str(row["name"])
            path_inside(folder, name)
            yield name, ExportedFile(name, str(row["sha256"]), tuple(map(str, row["interviews"])))


def _hash_of(path: Path) -> str:
    hasher = hashlib.sha256()
    for piece in file_pieces(path):
        hasher.update(piece)
    return hasher.hexdigest()
