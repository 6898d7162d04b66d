"""Struck stretches: which there are, and what of a text lies outside them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from interview_kit.model.chunk import Segment
from interview_kit.model.clock import frames_to_ms
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.session.interview_events import (
    Imported,
    RecordingStarted,
    Struck,
    TranscriptImported,
)
from interview_kit.vault import journal
from interview_kit.vault.vault import Vault

MARGIN_MS = 250  # how far from its sound the machine may place a word


@dataclass(frozen=True, slots=True)
class StruckSpan:
    """From `start_ms` up to `end_ms` of the interview's clock no word may be left."""

    start_ms: int
    end_ms: int

    def touches(self, start_ms: int, end_ms: int) -> bool:
        """Whether something that lasts from `start_ms` to `end_ms` reaches into the span."""
        return start_ms < self.end_ms and max(end_ms, start_ms + 1) > self.start_ms


def span_of(first_frame: int, end_frame: int, rate: int) -> StruckSpan:
    """The span that a stretch of sound takes, with the margin on both sides."""
    return StruckSpan(
        frames_to_ms(first_frame, rate) - MARGIN_MS, frames_to_ms(end_frame, rate) + 1 + MARGIN_MS
    )


def spans(vault: Vault, interview: str) -> tuple[StruckSpan, ...]:
    """Every span that was struck from an interview."""
    events = [entry.event for entry in journal.read(vault, interview)]
    clocks = RecordingStarted | Imported | TranscriptImported
    rate = next((event.rate for event in events if isinstance(event, clocks)), 0)
    struck_spans = [event for event in events if isinstance(event, Struck)]
    return tuple(span_of(strike.first_frame, strike.end_frame, rate) for strike in struck_spans)


def segments_outside(
    segments: Iterable[Segment], struck_spans: Collection[StruckSpan]
) -> tuple[Segment, ...]:
    """The segments with their words outside the spans; none that would be empty."""
    remaining_segments = (
        Segment(_words_outside(segment.words, struck_spans)) for segment in segments
    )
    return tuple(segment for segment in remaining_segments if segment.words)


def turn_outside(turn: Turn, struck_spans: Collection[StruckSpan]) -> Turn | None:
    """The turn with its words outside the spans; None where there are none."""
    words = _words_outside(turn.words, struck_spans)
    if words == turn.words and words:
        return turn
    if not words:
        is_touched = any(span.touches(turn.start_ms, turn.end_ms) for span in struck_spans)
        return None if is_touched else turn
    text = "".join(word.text for word in words).strip()
    return replace(
        turn, start_ms=words[0].start_ms, end_ms=words[-1].end_ms, text=text, words=words
    )


def _words_outside(words: Iterable[Word], struck_spans: Collection[StruckSpan]) -> tuple[Word, ...]:
    return tuple(
        word
        for word in words
        if not any(span.touches(word.start_ms, word.end_ms) for span in struck_spans)
    )
