"""How much sound the disk has room for."""

from __future__ import annotations

import shutil
from pathlib import Path

# Two channels at 48 kHz, 16 bits, before FLAC makes it smaller.
BYTES_PER_HOUR = 3600 * 48000 * 2 * 2
INTERVIEW_HOURS = 3  # what there has to be room for before one begins


def free_bytes(folder: Path) -> int:
    """What is free on the disk of `folder`, or of the nearest folder above it that is there."""
    existing_folder = next(
        entry for entry in (folder, *folder.absolute().parents) if entry.exists()
    )
    return shutil.disk_usage(existing_folder).free


def hours_of_sound(free: int) -> float:
    """How long can be recorded into `free` bytes, at least."""
    return free / BYTES_PER_HOUR
