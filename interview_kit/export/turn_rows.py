"""A turn as a flat row, the same in every table-like format."""

from __future__ import annotations

from collections.abc import Iterator

from interview_kit.model.record import Record

COLUMNS = (
    "interview",
    "participant",
    "turn",
    "speaker",
    "start_ms",
    "end_ms",
    "question",
    "text",
    "mark",
    "version",
)
"""`mark` is what became of the question; `version` that of the filed text."""

Value = str | int | None
"""What stands in a cell; None where nothing is known."""


def rows(record: Record) -> Iterator[tuple[Value, ...]]:
    """The values of each turn, in the order of COLUMNS; a text without times has none."""
    marks, has_times = record.marks, record.has_times
    for turn in record.turns:
        yield (
            record.interview,
            record.participant,
            turn.number,
            turn.speaker.value,
            turn.start_ms if has_times else None,
            turn.end_ms if has_times else None,
            turn.question,
            turn.text,
            marks.get(turn.question, ""),
            record.version,
        )
