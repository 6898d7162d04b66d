"""What the recorder expects of anything that gives sound."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol


class Fault(StrEnum):
    """What a source reports beside its sound."""

    OVERFLOW = "overflow"
    """Some frames before this moment are missing; the sound goes on."""
    MISSING = "missing"
    """So many frames of the source's own clock hold no sound; what follows comes after them."""
    LOST = "lost"
    """The device gives no sound any more."""
    ENDED = "ended"
    """The source has given all it had."""


Deliver = Callable[[bytes, float], None]


class Report(Protocol):
    """Takes what a source reports."""

    def __call__(self, fault: Fault, detail: str, /, frames: int = 0) -> None:
        """`detail` is for people; `frames` says how many, of a fault that counts them."""


class Source(Protocol):
    """Something that gives sound: a microphone, or a file in its place.

    `rate` (frames per second) and `channels` (1 or 2) stay the same for the life of the source,
    also when it is started again after its device was lost. `live` is true where sound that is
    not taken in time is gone.
    """

    @property
    def name(self) -> str:
        """What gives the sound, for people to read."""
        ...

    @property
    def rate(self) -> int:
        """Frames per second."""
        ...

    @property
    def channels(self) -> int:
        """One or two."""
        ...

    @property
    def live(self) -> bool:
        """Whether time passes while nobody listens."""
        ...

    def start(self, deliver: Deliver, report: Report) -> None:
        """Give sound until stopped.

        `deliver` gets interleaved 16-bit PCM in whole frames, and the earliest moment, on the
        clock of `now`, at which the first of them can have been spoken. Both callables are called
        from a thread of the source, in order. Raises AudioError where the device or file does not
        open. A live source may be started again after `stop`.
        """
        ...

    def stop(self) -> None:
        """Give no more sound; nothing is delivered once this returns."""
        ...
