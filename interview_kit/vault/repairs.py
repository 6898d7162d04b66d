"""What was put right in an interview: each value before and after, so that it can be set back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from interview_kit.model.moment import utc_now
from interview_kit.vault.vault import Vault

COLUMNS: Mapping[str, str] = {
    "held": "created_at",
    "interviewer": "interviewer",
    "language": "language",
    "guide": "guide_source",
}
"""What can be put right, and the column of an interview that holds it."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One value that was put right: `field` is a key of `COLUMNS`, `before` may hold a name."""

    id: int
    interview: str
    at: str
    who: str
    field: str
    before: str
    after: str
    undone: bool


def record(vault: Vault, interview: str, who: str, field: str, before: str, after: str) -> None:
    """Note a value that was put right, as of now. Belongs in the transaction that does it."""
    with vault.atomic() as db:
        db.execute(
            "INSERT INTO repairs (interview, at, who, field, before, after) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [interview, utc_now(), who, field, before, after],
        )


def of_interview(vault: Vault, interview: str) -> tuple[Repair, ...]:
    """Every repair of an interview, oldest first."""
    rows = vault.db.query("SELECT * FROM repairs WHERE interview = ? ORDER BY id", [interview])
    return tuple(Repair(**{**row, "undone": bool(row["undone"])}) for row in rows)


def take_back(vault: Vault, id: int) -> None:
    """Mark a repair as undone; it stays on record."""
    with vault.atomic() as db:
        db.execute("UPDATE repairs SET undone = 1 WHERE id = ?", [id])
