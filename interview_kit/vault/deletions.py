"""Interviews that were deleted: an id and two moments, nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.model.moment import utc_now
from interview_kit.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class UnfinishedDeletion:
    """An interview of which traces may be left, by its id."""

    interview: str


def begin(vault: Vault, interview: str) -> None:
    """Note that an interview is to be deleted, once."""
    with vault.atomic() as db:
        db.execute("INSERT OR IGNORE INTO deletions VALUES (?, ?, NULL)", [interview, utc_now()])


def finish(vault: Vault, interview: str) -> None:
    """Note that nothing of an interview is left."""
    with vault.atomic() as db:
        db.execute(
            "UPDATE deletions SET finished_at = ? WHERE id = ? AND finished_at IS NULL",
            [utc_now(), interview],
        )


def unfinished(vault: Vault) -> tuple[UnfinishedDeletion, ...]:
    """The deletions that have begun and are not done, or broke off."""
    rows = vault.db.query("SELECT id FROM deletions WHERE finished_at IS NULL ORDER BY id")
    return tuple(UnfinishedDeletion(row["id"]) for row in rows)
