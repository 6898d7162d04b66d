"""The interviewer's notes of filed interviews, where a study gives them to its coders."""

from __future__ import annotations

from dataclasses import asdict

from sqlite_utils import Database

from interview_kit.model.record import FiledNote, Record


def put(db: Database, record: Record) -> None:
    """Make the notes of `record` those of its interview, inside a transaction."""
    db.execute("DELETE FROM notes WHERE interview = ?", [record.interview])
    for note in record.notes:
        db.table("notes").insert({"interview": record.interview, **asdict(note)})


def of_interview(db: Database, interview: str) -> tuple[FiledNote, ...]:
    """The notes of an interview, in the order of its clock."""
    rows = db.query(
        "SELECT number, kind, time_ms, question, about, text FROM notes WHERE interview = ? "
        "ORDER BY time_ms, number",
        [interview],
    )
    return tuple(FiledNote(**row) for row in rows)


def destroy_span(db: Database, interview: str, start_ms: int, end_ms: int) -> None:
    """Destroy every note within a stretch of the clock, inside a transaction."""
    db.execute(
        "DELETE FROM notes WHERE interview = ? AND time_ms BETWEEN ? AND ?",
        [interview, start_ms, end_ms],
    )
