"""What the recorder tells, in a sentence for the interviewer."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.audio.recorder_events import (
    Clipping,
    DiskFreed,
    DiskLow,
    FlatLine,
    LayoutJudged,
    Overflow,
    RecorderAlive,
    RecorderEvent,
    RecorderFailed,
    SourceEnded,
    SourceLost,
    SourceReturned,
    VaultLost,
)
from interview_kit.interface.texts import say
from interview_kit.language.phrase import in_language
from interview_kit.model.channel_layout import ChannelLayout


@dataclass(frozen=True, slots=True)
class AlarmNotice:
    """One sentence about the sound.

    `about` names what it speaks of: a later one about the same takes its place. It holds for
    `seconds`, or until it is mended where that is None. `mends` says that all is well again with
    this, `breaks` that no more sound will come.
    """

    text: str
    about: str
    seconds: float | None = None
    mends: bool = False
    breaks: bool = False


def alarm_notice(event: RecorderEvent, language: str) -> AlarmNotice | None:
    """What to say about `event`; None where it is nothing to speak of."""
    match event:
        case SourceLost():
            return AlarmNotice(say("sound.lost", language), "device")
        case SourceReturned(_, gap_ms, source):
            seconds = round(gap_ms / 1000)
            text = say("sound.back", language, seconds=seconds, source=source)
            return AlarmNotice(text, "device", mends=True)
        case FlatLine(_, _, channel):
            text = say("sound.flat", language, channel=channel + 1)
            return AlarmNotice(text, f"flat {channel}")
        case RecorderAlive(_, channel):
            text = say("sound.alive", language, channel=channel + 1)
            return AlarmNotice(text, f"flat {channel}", mends=True)
        case Clipping(_, channel):
            text = say("sound.clip", language, channel=channel + 1)
            return AlarmNotice(text, f"clip {channel}", seconds=5)
        case LayoutJudged(_, layout):
            apart = layout is ChannelLayout.APART
            text = say("sound.apart" if apart else "sound.together", language)
            return AlarmNotice(text, "layout", seconds=20, mends=apart)
        case Overflow():
            return AlarmNotice(say("sound.overflow", language), "overflow", seconds=10)
        case DiskLow(_, minutes):
            return AlarmNotice(say("sound.disk_low", language, minutes=minutes), "disk")
        case DiskFreed():
            return AlarmNotice(say("sound.disk_freed", language), "disk", mends=True)
        case VaultLost(_, folder):
            return AlarmNotice(say("sound.vault_lost", language, folder=folder), "vault")
        case RecorderFailed(_, message):
            return AlarmNotice(
                say("sound.failed", language, reason=in_language(message, language)),
                "end",
                breaks=True,
            )
        case SourceEnded():
            return AlarmNotice(say("sound.over", language), "end", breaks=True)
        case _:
            return None
