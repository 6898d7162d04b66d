"""Participants who take part no more: a code and two moments, nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.model.moment import utc_now
from interview_kit.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a participant: `finished_at` is empty while traces may be left."""

    participant: str
    begun_at: str
    finished_at: str = ""


def begin(vault: Vault, participant: str) -> str:
    """Note that a participant is to be removed, once; the moment at which that was first noted."""
    with vault.atomic() as db:
        db.execute(
            "INSERT OR IGNORE INTO withdrawals VALUES (?, ?, NULL)", [participant, utc_now()]
        )
        rows = db.query("SELECT begun_at FROM withdrawals WHERE participant = ?", [participant])
        return str(next(rows)["begun_at"])


def finish(vault: Vault, participant: str) -> None:
    """Note that nothing of a participant is left."""
    with vault.atomic() as db:
        db.execute(
            "UPDATE withdrawals SET finished_at = ? WHERE participant = ? AND finished_at IS NULL",
            [utc_now(), participant],
        )


def find(vault: Vault, participant: str) -> Tombstone | None:
    """What is noted of a participant, or None."""
    return next((row for row in all_of(vault) if row.participant == participant), None)


def all_of(vault: Vault) -> tuple[Tombstone, ...]:
    """Everyone who was withdrawn, by code."""
    rows = vault.db.query("SELECT * FROM withdrawals ORDER BY participant")
    return tuple(
        Tombstone(row["participant"], row["begun_at"], row["finished_at"] or "") for row in rows
    )
