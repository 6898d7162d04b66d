"""Who noted an answer to consent, and in which wording it was asked.

The answers themselves are in the journal; a row here is about one entry of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from interview_kit.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class ConsentChange:
    """An entry of the journal that answers consent: by whom, and the guide it was read from.

    `guide_fingerprint` is that of the guide with the wording, `language` the one it was read in.
    """

    entry: int
    who: str
    guide_fingerprint: str
    language: str


def record(
    vault: Vault,
    interview: str,
    entries: Iterable[int],
    who: str,
    guide_fingerprint: str,
    language: str,
) -> None:
    """Note who gave some entries of a journal. Belongs in the transaction that appends them."""
    with vault.atomic() as db:
        for entry in entries:
            db.execute(
                "INSERT INTO consent_changes VALUES (?, ?, ?, ?, ?)",
                [interview, entry, who, guide_fingerprint, language],
            )


def of_interview(vault: Vault, interview: str) -> dict[int, ConsentChange]:
    """What is noted of an interview, by the number of the journal's entry."""
    rows = vault.db.query(
        "SELECT entry, who, guide_fingerprint, language FROM consent_changes WHERE interview = ?",
        [interview],
    )
    return {row["entry"]: ConsentChange(**row) for row in rows}
