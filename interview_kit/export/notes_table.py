"""The interviewer's notes as CSV, for coders: a row a note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interview_kit.export.delimited import csv_line
from interview_kit.model.record import Record

COLUMNS = (
    "interview",
    "participant",
    "note",
    "kind",
    "time_ms",
    "question",
    "about",
    "text",
)
"""The columns of the table, in order."""


def csv_notes(records: Iterable[Record]) -> Iterator[bytes]:
    """A header and a row a note; the header alone where the records have none."""
    yield csv_line(COLUMNS)
    for record in records:
        for note in record.notes:
            yield csv_line(
                (
                    record.interview,
                    record.participant,
                    note.number,
                    note.kind,
                    note.time_ms,
                    note.question,
                    note.about,
                    note.text,
                )
            )
