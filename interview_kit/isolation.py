"""A process without a network, for code that is handed what identifies people."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path

# `CLONE_NEWNET` and `CLONE_NEWUSER` of <sched.h>.
_OWN_NETWORK = 0x40000000
_OWN_USERS = 0x10000000
_CONNECTIONS = frozenset(
    {"socket.bind", "socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.sendmsg"}
)


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
