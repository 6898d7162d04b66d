"""Writing into a folder, and never out of it: whatever a name in a manifest or a store says."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath, PureWindowsPath

from interview_kit.disk.private_files import make_private_folder, write_private
from interview_kit.errors import KitError


def path_inside(folder: Path, name: str) -> Path:
    """The path of `name` in `folder`. Raises KitError for one that leads out of it.

    `name` has forward slashes. Refused are `..`, a name from the root or of another drive, control
    characters, and a link on the way, also as the last part: it may point anywhere.
    """
    parts = PurePosixPath(name).parts
    is_plain = (
        bool(parts)
        and not PurePosixPath(name).is_absolute()
        and not PureWindowsPath(name).anchor
        and "\\" not in name
        and ".." not in parts
        and all(character.isprintable() for character in name)
    )
    path = folder
    for part in parts if is_plain else ():
        path = path / part
        is_plain = is_plain and not path.is_symlink()
    if not is_plain:
        raise KitError(
            "A file named {name} would be outside the folder.",
            "Nothing was written. Where the name comes from was changed by somebody.",
            name=ascii(name),
        )
    return path


def write_inside(folder: Path, name: str, data: bytes | Iterable[bytes]) -> Path:
    """Write a file in `folder`, whole or not at all, with the folders above it; its path.

    Raises KitError for a name that leads out of the folder.
    """
    path = path_inside(folder, name)
    make_private_folder(path.parent)
    write_private(path, data)
    return path


def file_pieces(path: Path, size: int = 1 << 20) -> Iterable[bytes]:
    """The content of a file in pieces, so that a large one takes no memory."""
    with path.open("rb") as file:
        while piece := file.read(size):
            yield piece
