"""Studies that were taken in, by the mark of their vault."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.model.moment import utc_now
from interview_kit.model.renaming import Renaming
from interview_kit.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class MergedStudy:
    """A study whose rows are in this vault; `finished_at` is empty while the corpus lacks them."""

    study: str
    begun_at: str
    finished_at: str
    renaming: Renaming


def begin(vault: Vault, study: str, renaming: Renaming) -> None:
    """Note that a study is taken in. Belongs in the transaction that takes its rows."""
    with vault.atomic() as db:
        db.execute(
            "INSERT INTO merges VALUES (?, ?, NULL, ?)", [study, utc_now(), renaming.dumps()]
        )


def finish(vault: Vault, study: str) -> None:
    """Note that the corpus has what it takes of a study."""
    with vault.atomic() as db:
        db.execute("UPDATE merges SET finished_at = ? WHERE study = ?", [utc_now(), study])


def all_of(vault: Vault) -> tuple[MergedStudy, ...]:
    """Every study that was taken in, oldest first."""
    rows = vault.db.query("SELECT * FROM merges ORDER BY begun_at, study")
    return tuple(
        MergedStudy(
            row["study"], row["begun_at"], row["finished_at"] or "", Renaming.loads(row["renames"])
        )
        for row in rows
    )


def find(vault: Vault, study: str) -> MergedStudy | None:
    """What is noted of a study, or None."""
    return next((row for row in all_of(vault) if row.study == study), None)
