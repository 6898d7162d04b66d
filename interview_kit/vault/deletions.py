"""Interviews that were deleted: an id and two moments, nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

from interview_kit.vault.vault import Vault


def begin(vault: Vault, interview: str) -> None:
    """Note that an interview is to be deleted, once."""
    with vault.atomic() as db:
        db.execute("INSERT OR IGNORE INTO deletions VALUES (?, ?, NULL)", [interview, _now()])


def finish(vault: Vault, interview: str) -> None:
    """Note that nothing of an interview is left."""
    with vault.atomic() as db:
        db.execute(
            "UPDATE deletions SET finished_at = ? WHERE id = ? AND finished_at IS NULL",
            [_now(), interview],
        )


def unfinished(vault: Vault) -> tuple[str, ...]:
    """The interviews whose deletion broke off."""
    rows = vault.db.query("SELECT id FROM deletions WHERE finished_at IS NULL")
    return tuple(row["id"] for row in rows)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
