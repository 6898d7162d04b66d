"""Names under which no file stands: a pipe that nobody writes in, a device that never ends."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from interview_kit.errors import KitError

_OWN_STREAMS = ("/dev/fd/", "/dev/stdin", "/dev/stdout", "/dev/stderr", "/proc/self/fd/")
"""What a shell makes for `<(command)` is a pipe, and somebody writes in it."""
_ENDLESS = frozenset({(1, 5), (1, 7), (1, 8), (1, 9)})  # zero, full, random, urandom (Linux)


def refuse_special_files() -> None:
    """From here on, opening what would never end raises a KitError, whichever code opens it."""
    sys.addaudithook(_look_at)


def _look_at(event: str, arguments: tuple[object, ...]) -> None:
    if event != "open" or not isinstance(arguments[0], str | os.PathLike):
        return
    path = os.fspath(arguments[0])
    if not isinstance(path, str) or path.startswith(_OWN_STREAMS):
        return
    try:
        status = Path(path).stat()
    except (OSError, ValueError):
        return
    if stat.S_ISFIFO(status.st_mode) or _is_endless(status):
        raise KitError(
            "{name} is no file: reading it would never end.",
            "Put a file there, or name another.",
            name=ascii(Path(path).name)[1:-1],
        )


def _is_endless(status: os.stat_result) -> bool:
    if sys.platform != "linux":
        return False
    is_device = stat.S_ISCHR(status.st_mode)
    return is_device and (os.major(status.st_rdev), os.minor(status.st_rdev)) in _ENDLESS
