"""A path as it is typed, or dropped on the terminal."""

from __future__ import annotations

from pathlib import Path


def typed_path(text: str) -> Path:
    """The path that was meant: without quotes and blanks around it, `~` the home folder."""
    return Path(text.strip().strip("'\"")).expanduser()
