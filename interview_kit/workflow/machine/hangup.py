"""A closed terminal, or a request to stop: the program ends in time, whatever it is doing."""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
import threading
from collections.abc import Callable
from types import FrameType

ENDING_SECONDS = 4
"""How long the program gets to end by itself: with what is committed it may end at any moment."""
END_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)
)
"""The signals by which a terminal or a system asks a program to end, as far as it has them."""


class Hangup:
    """Listens for a terminal that is closed and for requests to stop, in a thread of its own.

    The screen's thread may be busy just then, so `keep` is called in the listening one: it puts on
    disk what must not be lost. Then `leave` asks the program to end. With `terminal`, the number of
    a terminal's file, a program that is still there ENDING_SECONDS later is ended by force: all it
    has committed stays, and the system lets go of its locks.
    """

    def __init__(
        self, keep: Callable[[], None], leave: Callable[[], None], terminal: int | None = None
    ) -> None:
        self._keep = keep
        self._leave = leave
        self._terminal = terminal
        self._ours, self._woken = socket.socketpair()
        self._handlers: dict[int, object] = {}
        self._wakeup_before = -1

    def listen(self) -> None:
        """Begin to listen, in the main thread; elsewhere, and on Windows, nothing is heard."""
        if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
            return
        self._woken.setblocking(False)
        self._wakeup_before = signal.set_wakeup_fd(self._woken.fileno(), warn_on_full_buffer=False)
        for number in END_SIGNALS:
            self._handlers[number] = signal.signal(number, _wake)
        threading.Thread(target=self._wait, name="hangup", daemon=True).start()

    def close(self) -> None:
        """Listen no more, but for an end that has begun."""
        if self._handlers:
            signal.set_wakeup_fd(self._wakeup_before)
            for number, handler in self._handlers.items():
                signal.signal(number, handler)  # type: ignore[arg-type]
            self._handlers.clear()
        else:
            self._ours.close()
        self._woken.close()  # the listening thread reads its end, and closes the other side

    def _wait(self) -> None:
        with self._ours:
            is_asked = self._is_asked_to_end()
        if not is_asked:
            return
        if self._terminal is not None:
            end_in_time()
        try:
            self._keep()
        finally:
            self._leave()

    def _is_asked_to_end(self) -> bool:
        """Wait for the end: whether it was asked for, and not only that nobody listens now."""
        if sys.platform == "win32":
            return False
        poll = select.poll()
        poll.register(self._ours, select.POLLIN)
        if self._terminal is not None:
            poll.register(self._terminal, 0)  # that it is gone is told without being asked for
        while True:
            for file, _ in poll.poll():
                if file == self._terminal:
                    return True
                numbers = self._ours.recv(64)
                if not set(END_SIGNALS).isdisjoint(numbers):
                    return True
                if not numbers:
                    return False


def end_in_time() -> None:
    """Have the program ended by force in ENDING_SECONDS, if it is still there then."""
    ending = threading.Timer(ENDING_SECONDS, os._exit, [0])
    ending.daemon = True
    ending.start()


def _wake(_number: int, _frame: FrameType | None) -> None:
    """Python writes the number to the socket; there is nothing to add."""
