"""Textual's driver for a terminal, with an output that nobody waits for.

Textual's own queue for the terminal holds thirty pieces. Where the terminal reads no more, the
screen's thread waits for room in it: the keys, the clock and the end of the program with it.
"""

from __future__ import annotations

import errno
import sys

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from interview_kit.tui.output_thread import OutputThread


class TerminalDriver(LinuxDriver):
    """The driver of Linux and macOS, whose `write` never waits and whose end never hangs."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        assert sys.__stderr__ is not None
        self._output: OutputThread | None = None
        self._screen = sys.__stderr__.fileno()

    def write(self, data: str) -> None:
        """Have `data` painted."""
        if self._output is None:
            self._output = OutputThread(self._screen, self._paint_anew)
        self._output.write(data)

    def close(self) -> None:
        """End, whether the terminal still reads or not."""
        super().close()
        if self._output is not None:
            self._output.close()

    def run_input_thread(self) -> None:
        """Give keys to the app until the terminal is gone: then there is nothing more to read."""
        try:
            super().run_input_thread()
        except OSError as error:
            if error.errno != errno.EIO:
                raise

    def _paint_anew(self) -> None:
        self._app.call_later(self._app.refresh, layout=True)
