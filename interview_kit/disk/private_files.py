"""Files only their owner can read, replaced whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def make_private_folder(folder: Path) -> None:
    """Make `folder`, with those above it that are missing, readable by its owner alone.

    A folder that was there keeps its rights: others may have been let in on purpose.
    """
    absolute = folder.absolute()
    for path in (*reversed(absolute.parents), absolute):
        if not path.is_dir():
            path.mkdir()
            path.chmod(PRIVATE_FOLDER)  # whatever the umask


def make_private_file(path: Path) -> None:
    """Make an empty file readable by its owner alone. Raises FileExistsError if it is there."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))


def database_address(path: Path, mode: str) -> str:
    """A database's file as SQLite is told of it (a URI), so that it never makes one that is gone.

    `mode` is a parameter of the URI: "mode=rw", or "immutable=1" for a disk that takes no log.
    """
    return f"file:{quote(str(path.absolute()))}?{mode}"


def address_without_log(path: Path) -> str:
    """The address under which a database is read as it lies, where no log with commits is there."""
    log = path.with_name(f"{path.name}-wal")
    has_log = log.is_file() and log.stat().st_size > 0
    return database_address(path, "mode=ro" if has_log else "immutable=1&mode=ro")


def write_private(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write `data` so that `path` holds either the old or the new content, also after a crash.

    Data in pieces are written as they come, so that a large file takes no memory.
    """
    with refused_for(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        with refused_for(path):
            Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def make_draft_folder(folder: Path) -> Path:
    """Make an empty folder beside `folder`, for its owner alone, to be filled and take its place.

    Raises OSError, naming the folder that both stand in, where that cannot be written.
    """
    with refused_for(folder.parent):
        return Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))


@contextmanager
def refused_for(place: Path) -> Iterator[None]:
    """What the disk refuses inside is told of `place`: nobody knows of the draft beside it."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(place), None
        raise
