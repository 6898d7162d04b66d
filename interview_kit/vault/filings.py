"""Filings: when an interview passed from the vault to the corpus."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Filing:
    """One passage: `at` UTC, how many turns went, how many mentions were replaced in them.

    `version` is that of the interview in the corpus; 0 where it was filed before they counted.
    """

    interview: str
    at: str
    turns: int
    replaced: int
    version: int = 0


def append(vault: Vault, filing: Filing) -> None:
    """Note a filing."""
    with vault.atomic() as db:
        db.execute(
            "INSERT INTO filings (interview, at, turns, replaced, version) VALUES (?, ?, ?, ?, ?)",
            [filing.interview, filing.at, filing.turns, filing.replaced, filing.version],
        )


def latest(vault: Vault, interview: str) -> Filing | None:
    """The last filing of an interview, or None."""
    for row in vault.db.query(
        "SELECT interview, at, turns, replaced, version FROM filings WHERE interview = ? "
        "ORDER BY id DESC LIMIT 1",
        [interview],
    ):
        return Filing(**row)
    return None
