"""Filings: when an interview passed from the vault to the corpus."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from interview_kit.vault.vault import Vault

_COLUMNS = "interview, at, turns, replaced, version, fingerprint"


@dataclass(frozen=True, slots=True)
class Filing:
    """One passage: `at` UTC, how many turns went, how many mentions were replaced in them.

    `version` is that of the interview in the corpus; 0 where it was filed before they counted.
    `fingerprint` is that of the text that went.
    """

    interview: str
    at: str
    turns: int
    replaced: int
    version: int = 0
    fingerprint: str = ""


def append(vault: Vault, filing: Filing) -> None:
    """Note a filing."""
    with vault.atomic() as db:
        db.table("filings").insert(asdict(filing))


def latest(vault: Vault, interview: str) -> Filing | None:
    """The last filing of an interview, or None."""
    for row in vault.db.query(
        f"SELECT {_COLUMNS} FROM filings WHERE interview = ? "  # noqa: S608
        "ORDER BY id DESC LIMIT 1",
        [interview],
    ):
        return Filing(**row)
    return None
