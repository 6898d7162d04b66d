"""What a loudspeaker that stands by plays, and when what of it is heard."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Any

from interview_kit.audio.capture_protocol import pack_heard
from interview_kit.audio.shared_clock import now

REPORT_SECONDS = 0.1
"""How much is heard between two reports; what lies between them goes by the clock."""
LONGEST_DELAY_SECONDS = 2.0
"""A delay beyond this is no delay: some sound systems fill in no times."""
USUAL_DELAY_SECONDS = 0.05
"""What is taken for the delay where the sound system names none."""


class Loudspeaker:
    """The callback of a stream of 16-bit samples: plays what waits, and silence in between.

    What is put in is counted from 0 on with each playing; `say` gets the reports as messages.
    """

    def __init__(self, rate: int, channels: int, say: Callable[[bytes], None]) -> None:
        self._rate = rate
        self._frame_bytes = channels * 2
        self._say = say
        self._pieces: deque[memoryview] = deque()
        self._playing = 0
        self._played_frames = 0
        self._next_report = 0
        self._lock = Lock()

    def begin(self, playing: int) -> None:
        """Drop what waits; what is put in from now on belongs to another playing."""
        with self._lock:
            self._pieces.clear()
            self._playing = playing
            self._played_frames = self._next_report = 0

    def put(self, pcm: bytes) -> None:
        """Have whole frames played after those that wait."""
        with self._lock:
            self._pieces.append(memoryview(pcm))

    def fill(self, data: Any, frames: int, time: Any, _status: Any) -> None:
        """PortAudio's callback: fill `data`, which is heard at the time that `time` names."""
        wanted_bytes = frames * self._frame_bytes
        with self._lock:
            filled_bytes = self._take(data, wanted_bytes)
            before = self._played_frames
            self._played_frames += filled_bytes // self._frame_bytes
            playing, is_due = self._playing, filled_bytes and before >= self._next_report
            if is_due:
                self._next_report = before + round(REPORT_SECONDS * self._rate)
        data[filled_bytes:wanted_bytes] = bytes(wanted_bytes - filled_bytes)
        if is_due:
            self._say(pack_heard(playing, before, now() + _delay(time)))

    def _take(self, data: Any, wanted_bytes: int) -> int:
        filled_bytes = 0
        while self._pieces and filled_bytes < wanted_bytes:
            piece = self._pieces.popleft()
            part = piece[: wanted_bytes - filled_bytes]
            data[filled_bytes : filled_bytes + len(part)] = part
            filled_bytes += len(part)
            if len(part) < len(piece):
                self._pieces.appendleft(piece[len(part) :])
        return filled_bytes


def _delay(time: Any) -> float:
    """Seconds from now until what a callback fills is heard."""
    delay = float(time.outputBufferDacTime - time.currentTime)
    return delay if 0 < delay < LONGEST_DELAY_SECONDS else USUAL_DELAY_SECONDS
