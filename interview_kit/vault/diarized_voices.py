"""The voices a diarizer heard in an interview: when each spoke, and nothing of how it sounds."""

from __future__ import annotations

from collections.abc import Iterable

from interview_kit.model.voice import Voice
from interview_kit.vault.vault import Vault


def put(vault: Vault, interview: str, voices: Iterable[Voice]) -> None:
    """Keep these voices in the place of those heard before."""
    with vault.atomic() as db:
        db.execute("DELETE FROM voices WHERE interview = ?", [interview])
        for voice in voices:
            db.execute(
                "INSERT INTO voices VALUES (?, ?, ?, ?, ?)",
                [interview, voice.start_ms, voice.end_ms, voice.number, voice.is_contested],
            )


def of(vault: Vault, interview: str) -> tuple[Voice, ...]:
    """The voices of an interview, in the order of time; none where nobody listened for them."""
    rows = vault.db.query(
        "SELECT start_ms, end_ms, number, is_contested FROM voices WHERE interview = ?"
        " ORDER BY start_ms, rowid",
        [interview],
    )
    return tuple(Voice(**{**row, "is_contested": bool(row["is_contested"])}) for row in rows)
