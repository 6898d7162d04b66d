"""What the recorder tells, in a sentence for the interviewer."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.audio.events import (
    Back,
    Clipping,
    DiskLow,
    Ended,
    Failed,
    FlatLine,
    Lost,
    Overflow,
    RecorderEvent,
)
from interview_kit.interface.texts import say


@dataclass(frozen=True, slots=True)
class Tidings:
    """One sentence about the sound.

    It holds for `seconds`, or until it is mended where that is None. `mends` says that all is well
    again, `breaks` that no more sound will come.
    """

    text: str
    seconds: float | None = None
    mends: bool = False
    breaks: bool = False


def tidings_of(event: RecorderEvent, language: str) -> Tidings | None:
    """What to say about `event`; None where it is nothing to speak of."""
    match event:
        case Lost():
            return Tidings(say("sound.lost", language))
        case Back(_, gap_ms):
            text = say("sound.back", language, seconds=round(gap_ms / 1000))
            return Tidings(text, mends=True)
        case FlatLine(_, seconds, channel):
            text = say("sound.flat", language, channel=channel + 1, seconds=seconds)
            return Tidings(text, seconds=30)
        case Clipping(_, channel):
            return Tidings(say("sound.clip", language, channel=channel + 1), seconds=5)
        case Overflow():
            return Tidings(say("sound.overflow", language), seconds=10)
        case DiskLow(_, minutes):
            return Tidings(say("sound.disk_low", language, minutes=minutes), seconds=30)
        case Failed(_, message):
            return Tidings(say("sound.failed", language, reason=message), breaks=True)
        case Ended():
            return Tidings(say("sound.over", language), breaks=True)
        case _:
            return None
