"""The screen in a terminal of its own, open and in use while something else is measured."""

from __future__ import annotations

import os
import pty
import struct
import subprocess
import termios
from fcntl import ioctl
from pathlib import Path
from random import Random
from threading import Event, Lock, Thread
from time import sleep
from types import TracebackType

KEYS = ("n", "b", "a", "u", "f", "1", "n")
KEYS_EVERY_SECONDS = 10
KEPT_BYTES = 200_000


class LiveScreen:
    """A command in a pseudo-terminal of 120 by 40, of which every byte is read.

    `painted` counts the bytes, `keys` what was typed.
    """

    def __init__(self, command: list[str]) -> None:
        self._terminal, inside = pty.openpty()
        ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.process = subprocess.Popen(
            command,
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
            env=os.environ | {"TERM": "xterm-256color"},
        )
        os.close(inside)
        self.painted = 0
        self.keys = 0
        self._seen = b""
        self._news = Event()
        self._lock = Lock()
        self._over = Event()
        Thread(target=self._read, daemon=True).start()

    def until(self, words: str, seconds: float = 60) -> None:
        """Wait until `words` are painted."""
        for _ in range(int(seconds * 10)):
            with self._lock:
                if words.encode() in self._seen:
                    self._seen = b""
                    return
            self._news.wait(0.1)
            self._news.clear()
        raise SystemExit(f"the screen did not show {words}")

    def press(self, *keys: str) -> None:
        """Type keys, a moment apart."""
        for key in keys:
            os.write(self._terminal, key.encode())
            self.keys += 1
            sleep(0.5)

    def use(self) -> None:
        """Press a key now and then from now on."""
        Thread(target=self._use, daemon=True).start()

    def rest(self) -> None:
        """Press no more keys."""
        self._over.set()

    def _use(self) -> None:
        random = Random(7)
        while not self._over.wait(KEYS_EVERY_SECONDS):
            self.press(random.choice(KEYS))

    def _read(self) -> None:
        try:
            while piece := os.read(self._terminal, 65536):
                with self._lock:
                    self.painted += len(piece)
                    self._seen = (self._seen + piece)[-KEPT_BYTES:]
                self._news.set()
        except OSError:
            pass  # the program has ended

    def __enter__(self) -> LiveScreen:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.rest()
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait()


def memory_mb(pid: int) -> float:
    """What a process and its children hold in memory."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    children = [each for task in tasks for each in (task / "children").read_text().split()]
    pages = sum(int(Path(f"/proc/{p}/statm").read_text().split()[1]) for p in (pid, *children))
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
