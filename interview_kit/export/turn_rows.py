"""A turn as a flat row, the same in every table-like format."""

from __future__ import annotations

from interview_kit.model.record import Record
from interview_kit.model.turn import Turn

COLUMNS = (
    "interview",
    "participant",
    "turn",
    "speaker",
    "start_ms",
    "end_ms",
    "question",
    "text",
)


def row(record: Record, turn: Turn) -> tuple[str | int, ...]:
    """The values of one turn, in the order of COLUMNS."""
    return (
        record.interview,
        record.participant,
        turn.number,
        turn.speaker.value,
        turn.start_ms,
        turn.end_ms,
        turn.question,
        turn.text,
    )
