"""Silence in the place of a microphone: time passes, and nothing is heard."""

from __future__ import annotations

from threading import Event, Thread

from interview_kit.audio.shared_clock import now
from interview_kit.audio.sound_source import Deliver, Report

PIECE_SECONDS = 0.05
"""As much as a microphone gives at a time."""


class SilentSource:
    """One channel of silence at the speed of a microphone, until it is stopped."""

    name, rate, channels, live = "silence", 16_000, 1, False

    def __init__(self) -> None:
        self._stopping = Event()
        self._thread: Thread | None = None

    def start(self, deliver: Deliver, report: Report) -> None:  # noqa: ARG002 - nothing goes wrong
        """Give silence."""
        self._stopping = stopping = Event()
        piece = bytes(2 * int(self.rate * PIECE_SECONDS))

        def run() -> None:
            began, pieces_given = now(), 0
            while not stopping.wait(max(0.0, began + pieces_given * PIECE_SECONDS - now())):
                deliver(piece, now() - PIECE_SECONDS)
                pieces_given += 1

        self._thread = Thread(target=run, name="silence", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Give no more."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
