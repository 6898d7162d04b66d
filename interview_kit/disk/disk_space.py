"""How much sound the disk has room for."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Two channels at 48 kHz, 16 bits, before FLAC makes it smaller.
BYTES_PER_HOUR = 3600 * 48000 * 2 * 2
ROOM_BYTES = 4 << 20  # what an import sets aside, to give its room back with
INTERVIEW_HOURS = 3  # what there has to be room for before one begins


def free_bytes(folder: Path) -> int:
    """What is free on the disk of `folder`, or of the nearest folder above it that is there."""
    existing_folder = next(
        entry for entry in (folder, *folder.absolute().parents) if entry.exists()
    )
    return shutil.disk_usage(existing_folder).free


@contextmanager
def room_set_aside(folder: Path) -> Iterator[None]:
    """Keep some room on a disk while something large is written there, and give it back.

    A full disk has then room to take back what was written: SQLite needs some even to delete.
    """
    handle, name = tempfile.mkstemp(dir=folder, prefix=".room.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(bytes(ROOM_BYTES))
            file.flush()
            os.fsync(file.fileno())
        yield
    finally:
        Path(name).unlink(missing_ok=True)


def hours_of_sound(free: int) -> float:
    """How long can be recorded into `free` bytes, at least."""
    return free / BYTES_PER_HOUR
