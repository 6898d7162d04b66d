"""Lines that a person types, waited for so that no signal is overlooked.

Python answers a signal between two instructions. One that comes after the last of them and before
the system is asked for a line would be answered once a line is typed: a request to stop must not
wait for that. So what is waited for is a line or a signal, whichever comes first.
"""

from __future__ import annotations

import codecs
import errno
import os
import select
import signal
import sys
from typing import TextIO

SIGNAL_SECONDS = 0.1
"""How much later than its end the signal of a terminal that is gone may come."""

READ_BYTES = 4096
"""A terminal gives a line at most, of no more than this."""


class TypedLines:
    """Called for each line of a terminal, as its `readline`; in the main thread, not on Windows.

    A terminal gives a line at a time, so nothing of it waits in `file` itself. One that is gone is
    the end of all input.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file.fileno()
        self._decoder = codecs.getincrementaldecoder(file.encoding)(file.errors or "strict")
        self._text = ""
        self._woken, self._waking = os.pipe()
        if sys.platform != "win32":
            os.set_blocking(self._waking, False)
        self._wakeup_before = signal.set_wakeup_fd(self._waking, warn_on_full_buffer=False)

    def close(self) -> None:
        """Wait for no more lines; one who types to the end of the program need not close."""
        signal.set_wakeup_fd(self._wakeup_before)
        os.close(self._woken)
        os.close(self._waking)

    def __call__(self) -> str:
        """The next line with its line break; what is left, or an empty text, at the end."""
        while "\n" not in self._text:
            ready, _, _ = select.select([self._file, self._woken], [], [])
            if self._woken in ready:
                os.read(self._woken, READ_BYTES)  # what is to be done then is done by now
                continue
            piece = self._read()
            self._text += self._decoder.decode(piece, final=not piece)
            if not piece:
                # A terminal that is gone says so by a signal too, which is to end all the rest.
                select.select([self._woken], [], [], SIGNAL_SECONDS)
                line, self._text = self._text, ""
                return line
        line, _, self._text = self._text.partition("\n")
        return f"{line}\n"

    def _read(self) -> bytes:
        try:
            return os.read(self._file, READ_BYTES)
        except OSError as error:
            if error.errno == errno.EIO:
                return b""
            raise
