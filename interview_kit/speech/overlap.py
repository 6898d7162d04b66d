"""Words during which both speak, heard in two recorded channels.

While one speaks, the other's microphone hears him too, weaker by what lies between the two. Where
it hears clearly more than that, and about as much as when its own speaker speaks, both do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from interview_kit.model.chunk import Segment
from interview_kit.speech.channel_balance import evened

Levels = tuple[float, ...]

LEAST_RISE_DB = 6.0
"""So much above what reaches it across the table a channel must be."""

BELOW_OWN_DB = 12.0
"""A channel this far under its own speaker's usual level is not spoken into."""


@dataclass(frozen=True, slots=True)
class _RecordedChannel:
    """What is usual while the channel is the louder one: its level, and how far above the other."""

    level: float
    lead: float


def mark_overlap(segments: Sequence[Segment], imbalance: float = 0.0) -> tuple[Segment, ...]:
    """The segments with `overlap` set on each word during which both channels are spoken into.

    `imbalance` is how much louder the first channel is whoever speaks, in dB. Words without the
    levels of two channels stay as they are; so does everything where only one channel is ever the
    louder.
    """
    usual = _usual(evened(word, imbalance) for segment in segments for word in segment.words)
    if len(usual) < 2:
        return tuple(segments)
    return tuple(
        Segment(
            tuple(
                replace(word, overlap=_overlaps(evened(word, imbalance), usual))
                for word in segment.words
            )
        )
        for segment in segments
    )


def _usual(heard_levels: Iterable[Levels]) -> dict[int, _RecordedChannel]:
    levels_by_loudness: dict[int, list[tuple[float, float]]] = {}
    for levels in heard_levels:
        if len(levels) == 2:
            loud = _louder(levels)
            lead = levels[loud] - levels[1 - loud]
            levels_by_loudness.setdefault(loud, []).append((levels[loud], lead))
    return {
        loud: _RecordedChannel(
            median(level for level, _ in entry), median(lead for _, lead in entry)
        )
        for loud, entry in levels_by_loudness.items()
    }


def _overlaps(levels: Levels, usual: dict[int, _RecordedChannel]) -> bool:
    if len(levels) != 2:
        return False
    loud = _louder(levels)
    quiet_level = levels[1 - loud]
    lead = usual[loud].lead
    rise = lead - (levels[loud] - quiet_level)
    return (
        rise >= max(LEAST_RISE_DB, lead / 2) and quiet_level >= usual[1 - loud].level - BELOW_OWN_DB
    )


def _louder(levels: Levels) -> int:
    return levels.index(max(levels))
