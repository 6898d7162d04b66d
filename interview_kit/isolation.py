"""What others may not do: look into this process; and what code in it may not: reach the network,
or make objects of what others sent.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

# `CLONE_NEWNET` and `CLONE_NEWUSER` of <sched.h>.
_OWN_NETWORK = 0x40000000
_OWN_USERS = 0x10000000
# `PR_SET_DUMPABLE` of <sys/prctl.h>.
_SET_DUMPABLE = 4
_CONNECTIONS = frozenset(
    {"socket.bind", "socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.sendmsg"}
)


def seal_memory() -> None:
    """Leave no core file when this process ends, and let no other of this user read its memory.

    Core files are off where there are any. On Linux the process is not dumpable either, which shuts
    debuggers and `/proc/PID/mem` out but for root. What it starts has to do the same for itself.
    """
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def leave_network() -> bool:
    """Move this process into a network of its own that has no connections, where Linux allows it.

    What it starts is in there too. Whether it worked; before any thread is started, or it does not.
    """
    if sys.platform != "linux":
        return False
    user, group = os.geteuid(), os.getegid()
    system = ctypes.CDLL(None)
    if system.unshare(_OWN_NETWORK) == 0:
        return True
    if system.unshare(_OWN_NETWORK | _OWN_USERS) != 0:
        return False
    # Without these nobody is known in there, and no file can be made.
    with contextlib.suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    return True


def refuse_connections(refusal: Callable[[], Exception] = ConnectionRefusedError) -> None:
    """From here on an attempt at one raises a `refusal`, whichever Python library makes it."""

    def hook(event: str, _arguments: object) -> None:
        if event in _CONNECTIONS:
            raise refusal()

    sys.addaudithook(hook)


class _Unpickling:
    """How many want unpickling limited now, and to which classes, by module and name."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.count = 0
        self.is_hooked = False
        self.allowed: frozenset[tuple[str, str]] = frozenset()
        self.refusal: Callable[[str], Exception] = ValueError


_unpickling = _Unpickling()


@contextlib.contextmanager
def limited_unpickling(
    allowed: frozenset[tuple[str, str]], refusal: Callable[[str], Exception]
) -> Iterator[None]:
    """While the context lasts, no pickle in this process makes anything but `allowed` classes.

    A pickle runs code by naming what to call, and Python says so before it does (the audit event
    `pickle.find_class`), whichever library unpickles. The refusal is told the name.
    """
    with _unpickling.lock:
        _unpickling.count += 1
        _unpickling.allowed, _unpickling.refusal = allowed, refusal
        if not _unpickling.is_hooked:
            _unpickling.is_hooked = True
            sys.addaudithook(_look_at)
    try:
        yield
    finally:
        with _unpickling.lock:
            _unpickling.count -= 1


def _look_at(event: str, arguments: object) -> None:
    if event == "pickle.find_class" and _unpickling.count and arguments not in _unpickling.allowed:
        raise _unpickling.refusal(ascii(arguments))
