"""What is painted goes to the terminal in a thread of its own, and nobody waits for it."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from threading import Condition, Thread

MOST_WAITING = 1_000_000
"""Bytes that wait for a terminal that does not read; more than a hundred whole screens."""
LAST_SECONDS = 1
"""How long a terminal gets, at the end, to take what waits for it."""


class OutputThread:
    """Writes to a terminal that may read slowly, stand still, or be gone.

    `write` never waits: sound and keys go on while a terminal stands still, as after Ctrl-S. Where
    too much waits it is dropped, and `repaint` is called, from the thread, once the terminal reads
    again. What is written to a terminal that is gone is dropped. Nothing goes through a file of
    Python's: its lock would hold up the end of the program.
    """

    def __init__(self, terminal: int, repaint: Callable[[], None]) -> None:
        self._terminal = terminal
        self._repaint = repaint
        self._change = Condition()
        self._pieces: deque[bytes] = deque()
        self._waiting_bytes = 0
        self._has_dropped = False
        self._is_over = False
        self._thread = Thread(target=self._run, name="terminal output", daemon=True)
        self._thread.start()

    def write(self, text: str) -> None:
        """Have `text` written, after all that was given before."""
        piece = text.encode("utf-8", "replace")
        with self._change:
            if self._is_over:
                return
            if self._waiting_bytes + len(piece) > MOST_WAITING:
                self._pieces.clear()
                self._waiting_bytes = 0
                self._has_dropped = True
            self._pieces.append(piece)
            self._waiting_bytes += len(piece)
            self._change.notify()

    def close(self) -> None:
        """Write what waits, as far as the terminal takes it within a second."""
        with self._change:
            self._is_over = True
            self._change.notify()
        self._thread.join(LAST_SECONDS)

    def _run(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._pieces or self._is_over)
                if not self._pieces:
                    return
                piece = b"".join(self._pieces)
                self._pieces.clear()
                self._waiting_bytes = 0
            if not self._is_written(piece):
                return
            with self._change:
                wants_repainting = self._has_dropped and not self._pieces and not self._is_over
                self._has_dropped = self._has_dropped and not wants_repainting
            if wants_repainting:
                self._repaint()

    def _is_written(self, piece: bytes) -> bool:
        try:
            while piece:
                piece = piece[os.write(self._terminal, piece) :]
        except OSError:
            with self._change:
                self._is_over = True
                self._pieces.clear()
            return False
        return True
