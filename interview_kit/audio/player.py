"""Sound to a loudspeaker, through a capture process of its own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from io import BytesIO
from threading import Event, Thread
from typing import TYPE_CHECKING, cast

from interview_kit.audio.capture_protocol import MessageKind, messages
from interview_kit.audio.devices import CAPTURE, refusal, unanswered_error
from interview_kit.errors import AudioError

if TYPE_CHECKING:
    from typing import BinaryIO

    import numpy as np
    from numpy.typing import NDArray

    Pieces = Iterable[NDArray[np.int16]]


class Player:
    """Plays pieces of sound, shape (frames, channels), on the system's loudspeaker.

    Begins at once. `pieces` are taken from a thread of the player as the loudspeaker needs them.
    """

    def __init__(self, pieces: Pieces, rate: int, channels: int) -> None:
        self._process = subprocess.Popen(
            [*CAPTURE, "play", json.dumps({"rate": rate, "channels": channels})],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the program, which then stops the player
        )
        self._said = b""
        self._stopping = Event()
        self._threads = [
            Thread(target=self._listen, name="player", daemon=True),
            Thread(target=self._feed, args=(pieces,), name="player's feeder", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def is_playing(self) -> bool:
        """Whether there is still something to hear."""
        return self._process.poll() is None

    def wait(self) -> None:
        """Return when all was heard or the player was stopped; AudioError where nothing plays."""
        for thread in self._threads:
            thread.join()
        self._process.wait()
        if self._stopping.is_set():
            return
        for kind, content in messages(BytesIO(self._said)):
            if kind is MessageKind.ERROR:
                raise refusal(content)
            return
        raise unanswered_error()

    def stop(self) -> None:
        """Be silent at once; nothing is taken from `pieces` after this returns."""
        self._stopping.set()
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()

    def _listen(self) -> None:
        with cast("BinaryIO", self._process.stdout) as pipe:
            self._said = pipe.read()

    def _feed(self, pieces: Pieces) -> None:
        try:
            with cast("BinaryIO", self._process.stdin) as pipe:
                for piece in pieces:
                    if self._stopping.is_set():
                        return
                    pipe.write(piece.tobytes())
        except (BrokenPipeError, AudioError):
            pass  # the process ended, or a block is damaged: what follows is not heard
