"""A list of files with their hashes, and whether a folder holds them, all of them and no others.

A line is a SHA-256 in hex, blanks, and a path with forward slashes, as in BagIt and `sha256sum`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from pathlib import Path

from interview_kit.disk.inside import file_pieces, path_inside
from interview_kit.errors import KitError

_LEFT_BY_SYSTEMS = (".DS_Store", "._*", "Thumbs.db", "desktop.ini")
"""What file managers leave in folders that they show; it is never read."""


def file_list(hashes: Mapping[str, str]) -> bytes:
    """The list as it is written."""
    return "".join(f"{digest}  {name}\n" for name, digest in hashes.items()).encode()


def parse_list(data: bytes) -> dict[str, str]:
    """The hashes by name. Raises ValueError where a line is none, or a name stands twice."""
    hashes: dict[str, str] = {}
    for line in data.decode("utf-8").removesuffix("\n").split("\n") if data else ():
        digest, _, rest = line.partition(" ")
        name = rest.lstrip(" ")
        if name in hashes or not name:
            raise ValueError(name)
        hashes[name] = digest
    return hashes


def hash_of(path: Path) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    for piece in file_pieces(path):
        digest.update(piece)
    return digest.hexdigest()


def first_changed(folder: Path, hashes: Mapping[str, str]) -> str:
    """The first name whose file is missing, another, behind a link or outside; empty if none is."""
    return next((name for name, digest in hashes.items() if not _is(folder, name, digest)), "")


def first_added(folder: Path, names: Iterable[str]) -> str:
    """The first thing in a folder that is not listed: a file, a link, a pipe; empty if none is."""
    listed_names = set(names)
    for place, folders, files in os.walk(folder):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in sorted((*files, *links)):
            path = (Path(place) / name).relative_to(folder).as_posix()
            is_left = any(fnmatch(name, pattern) for pattern in _LEFT_BY_SYSTEMS)
            if path not in listed_names and not is_left:
                return path
    return ""


def _is(folder: Path, name: str, digest: str) -> bool:
    try:
        path = path_inside(folder, name)
    except KitError:
        return False
    return path.is_file() and hash_of(path) == digest
