"""Where a source's thread hands its sound to the recorder's writer."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from math import ceil
from threading import Condition, Event

from interview_kit.audio.shared_clock import now
from interview_kit.audio.sound_source import Fault

WAITING_SECONDS = 4  # how far a file may run ahead of the disk


@dataclass(frozen=True, slots=True)
class SourceNotice:
    """A fault the source reported, in its place between the sound."""

    fault: Fault
    detail: str
    frames: int = 0


@dataclass(frozen=True, slots=True)
class BlockBoundary:
    """The sound before and after do not belong into one block; `last` where none follows.

    The writer sets `done` when all sound before the cut is committed.
    """

    last: bool = False
    done: Event = field(default_factory=Event)


Item = bytes | SourceNotice | BlockBoundary


class SoundQueue:
    """A queue that counts frames, drops what is off record, and holds back a file that hurries.

    A live source is never held back: its sound would be lost. `frame` is the position after the
    last frame taken in. `heard` counts every frame since `begin`, kept or dropped; `first_heard`
    and `last_heard` are the moments at which they began and ended, on the clock of `now`.
    """

    def __init__(self, rate: int, channels: int, first_frame: int, live: bool) -> None:
        self.frame = first_frame
        self.heard = 0
        self.first_heard: float | None = None
        self.last_heard = now()
        self._rate = rate
        self._live = live
        self._frame_bytes = channels * 2
        self._room = None if live else WAITING_SECONDS * rate * self._frame_bytes
        self._items: deque[Item] = deque()
        self._waiting_bytes = 0
        self._open_from = 0.0
        self._open = True
        self._ended = False
        self._changed = Condition()

    def begin(self) -> None:
        """A source is about to start: count what is heard of it from nought."""
        with self._changed:
            self.heard = 0
            self.first_heard = None

    def put(self, pcm: bytes, moment: float) -> None:
        """Take whole frames of sound, or drop them where the intake is closed.

        Frames that may have been spoken before the intake was opened are dropped too: sound is
        on its way for a while, and off record means what was said, not what arrived.
        """
        with self._changed:
            self._hear(len(pcm) // self._frame_bytes, moment)
            if not self._open:
                return
            early = ceil(max(0.0, self._open_from - moment) * self._rate) if self._live else 0
            admitted_pcm = pcm[early * self._frame_bytes :]
            if admitted_pcm:
                self.frame += len(admitted_pcm) // self._frame_bytes
                self._waiting_bytes += len(admitted_pcm)
                self._append(admitted_pcm)
            while self._room is not None and self._waiting_bytes > self._room and not self._ended:
                self._changed.wait()

    def hearing(self) -> tuple[float, int]:
        """The moment of the last frame heard and how many there were: both of one instant."""
        with self._changed:
            return self.last_heard, self.heard

    def report(self, fault: Fault, detail: str, frames: int = 0) -> None:
        """Take what the source reports, also while closed; but then nothing is missing."""
        with self._changed:
            if fault is Fault.MISSING:
                if not self._open:
                    return
                self.frame += frames
            if not self._ended:
                self._append(SourceNotice(fault, detail, frames))

    def get(self, seconds: float) -> Item | None:
        """The next item, or None where nothing comes within `seconds`."""
        with self._changed:
            if not self._items:
                self._changed.wait(seconds)
            if not self._items:
                return None
            item = self._items.popleft()
            if isinstance(item, bytes):
                self._waiting_bytes -= len(item)
                self._changed.notify_all()
            return item

    def cut(self) -> tuple[int, BlockBoundary]:
        """End a block here; the frame, and the cut to wait for."""
        with self._changed:
            boundary = BlockBoundary()
            self._append(boundary)
            return self.frame, boundary

    def close(self) -> int:
        """Drop every frame from here on; the frame at which this holds."""
        with self._changed:
            if self._open:
                self._open = False
                self._append(BlockBoundary())
            return self.frame

    def open(self) -> int:
        """Keep what is spoken from now on; the frame at which it goes on."""
        with self._changed:
            if not self._open and not self._ended:
                self._open = True
                self._open_from = now()
            return self.frame

    def end(self) -> None:
        """Take nothing any more, and tell the writer so."""
        with self._changed:
            self._open = False
            if not self._ended:
                self._ended = True
                self._append(BlockBoundary(last=True))

    def _hear(self, frames: int, moment: float) -> None:
        if self.first_heard is None:
            self.first_heard = moment
        self.last_heard = moment + frames / self._rate
        self.heard += frames

    def _append(self, item: Item) -> None:
        self._items.append(item)
        self._changed.notify_all()
