"""Reading what a program paints on a terminal of its own."""

from __future__ import annotations

import os
import select
import time

LONGEST_SECONDS = 60
"""What is not painted by then does not come."""


def read_until(screen: int, painted: bytes) -> None:
    """Wait until `painted` is read from the terminal with this file descriptor."""
    seen, end = b"", time.perf_counter() + LONGEST_SECONDS
    while painted not in seen:
        if not select.select([screen], [], [], max(0, end - time.perf_counter()))[0]:
            raise SystemExit(f"{painted.decode()} was not painted")
        seen += os.read(screen, 65536)


def drain(screen: int, seconds: float) -> None:
    """Read whatever is painted for so long."""
    end = time.perf_counter() + seconds
    while (seconds_left := end - time.perf_counter()) > 0:
        if select.select([screen], [], [], seconds_left)[0]:
            try:
                os.read(screen, 65536)
            except OSError:
                return
