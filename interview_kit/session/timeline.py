"""What the journal says about the sound: which question ran when, and where sound is missing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from interview_kit.model.channel_layout import ChannelLayout
from interview_kit.model.clock import frames_to_ms
from interview_kit.session.interview_events import (
    CameOnRecord,
    ChannelsJudged,
    ConsentWithdrawn,
    Continued,
    DeviceBack,
    DeviceLost,
    Interrupted,
    Paused,
    QuestionShown,
    Resumed,
    SoundDamaged,
    SoundMissing,
    Struck,
    WentOffRecord,
)
from interview_kit.session.journal_entry import JournalEntry


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch without sound.

    It stands at `frame` of the clock and takes no time there; `missing_ms` is how long it lasted
    by the clock on the wall. What was struck, was lost to damage, or is a stretch that the file of
    an imported recording does not hold, stands at its first frame and has a place on the clock,
    `kept_frames` long. `kind` is pause, off_record, consent_withdrawn, interrupted, device,
    struck, damaged or missing.
    """

    kind: str
    frame: int
    missing_ms: int
    kept_frames: int = 0


_OPENS = {
    Paused: "pause",
    WentOffRecord: "off_record",
    ConsentWithdrawn: "consent_withdrawn",
    Interrupted: "interrupted",
    DeviceLost: "device",
}
_KINDS = {Struck: "struck", SoundDamaged: "damaged", SoundMissing: "missing"}
GAP_KINDS = (*_OPENS.values(), *_KINDS.values())
"""Every kind of gap."""
_CLOSES = (Resumed, CameOnRecord, Continued, DeviceBack)


def question_at(journal: Iterable[JournalEntry], rate: int) -> Callable[[int], str]:
    """A function from a time in ms to the id of the question that was shown then."""
    shown_entries = [
        (frames_to_ms(entry.frame, rate), entry.event.question)
        for entry in journal
        if isinstance(entry.event, QuestionShown)
    ]
    starts = [start_ms for start_ms, _ in shown_entries]

    def at(ms: int) -> str:
        place = bisect_right(starts, ms)
        return shown_entries[place - 1][1] if place else ""

    return at


def question_spans(
    journal: Iterable[JournalEntry], question: str, end_frame: int
) -> tuple[tuple[int, int], ...]:
    """The frames, first and end, during which a question was shown; `end_frame` ends the last."""
    shown_entries = [
        (entry.frame, entry.event.question)
        for entry in journal
        if isinstance(entry.event, QuestionShown)
    ]
    ends = [*(frame for frame, _ in shown_entries[1:]), end_frame]
    return tuple(
        (first, end)
        for (first, id), end in zip(shown_entries, ends, strict=False)
        if id == question and first < end
    )


def gaps(journal: Sequence[JournalEntry]) -> tuple[Gap, ...]:
    """Every stretch without sound, in the order of the journal."""
    found_gaps: list[Gap] = []
    open_gap: tuple[str, JournalEntry] | None = None
    for entry in journal:
        if isinstance(entry.event, Struck | SoundDamaged | SoundMissing):
            length = entry.event.end_frame - entry.event.first_frame
            kind = _KINDS[type(entry.event)]
            found_gaps.append(Gap(kind, entry.event.first_frame, 0, length))
        elif type(entry.event) in _OPENS:
            open_gap = open_gap or (_OPENS[type(entry.event)], entry)
        elif isinstance(entry.event, _CLOSES) and open_gap is not None:
            kind, start = open_gap
            found_gaps.append(Gap(kind, start.frame, _between_ms(start.at, entry.at)))
            open_gap = None
    return tuple(found_gaps)


def channel_layout(journal: Iterable[JournalEntry]) -> ChannelLayout:
    """How the channels of a recording belong together; a voice each unless it was judged."""
    judged = [e.event.layout for e in journal if isinstance(e.event, ChannelsJudged)]
    return judged[-1] if judged else ChannelLayout.APART


def _between_ms(start: str, end: str) -> int:
    return int((datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds() * 1000)
