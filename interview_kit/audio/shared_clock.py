"""The one clock that the capture process and this one share."""

from __future__ import annotations

import sys
import time


def now() -> float:
    """Seconds that go on while the machine sleeps, where the system counts them.

    Linux alone has a clock of its own for that; on macOS and Windows it is the monotonic clock.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()
