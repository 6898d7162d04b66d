"""A path as it is typed, or dropped on the terminal."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from interview_kit.errors import KitError
from interview_kit.workflow.study.open_study import SETTINGS


def typed_path(text: str) -> Path:
    """The path that was meant: without quotes and blanks around it, `~` the home folder."""
    path = Path(text.strip().strip("'\""))
    with suppress(RuntimeError):  # `~` before a name that nobody has here
        path = path.expanduser()
    return path


def possible_path(text: str) -> None:
    """Raise OSError where the disk knows no such path, whatever stands there."""
    typed_path(text).exists()


def file_path(text: str) -> Path:
    """The file that was meant. Raises KitError where there is none."""
    path = typed_path(text)
    if not path.is_file():
        raise KitError("There is no file {path}.", "Check the name and the folder.", path=path)
    return path


def study_path(text: str) -> Path:
    """The folder of the study that was meant. Raises KitError where there is none."""
    path = typed_path(text)
    # What is dropped may be the file that makes a folder a study.
    folder = path.parent if path.name == SETTINGS else path
    if not (folder / SETTINGS).is_file():
        raise KitError(
            "{folder} is no study.", "A study's folder has a study.toml in it.", folder=folder
        )
    return folder
