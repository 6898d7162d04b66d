"""Words that a person heard and found right, by when they begin and what they are.

They hang on no turn, so that turns may be split, joined and given to somebody else. A word that was
changed since is another word, and is not checked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from interview_kit.model.moment import utc_now
from interview_kit.vault.struck_spans import StruckSpan
from interview_kit.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class CheckedWord:
    """A word with its time in ms of the interview's clock; '' where it is right that none is.

    `errors` are those that were expected there before anybody listened, as a count.
    """

    start_ms: int
    end_ms: int
    text: str
    errors: float = 0.0


def of_interview(vault: Vault, interview: str) -> frozenset[tuple[int, str]]:
    """When each checked word of an interview begins, and what it is."""
    rows = vault.db.query(
        "SELECT start_ms, text FROM checked_words WHERE interview = ?", [interview]
    )
    return frozenset((row["start_ms"], row["text"]) for row in rows)


def check(vault: Vault, interview: str, words: Iterable[CheckedWord]) -> None:
    """Keep that words were heard and found right."""
    at = utc_now("milliseconds")
    with vault.atomic() as db:
        for word in words:
            db.execute(
                "INSERT OR IGNORE INTO checked_words VALUES (?, ?, ?, ?, ?, ?)",
                [interview, word.start_ms, word.end_ms, word.text, word.errors, at],
            )


def uncheck(vault: Vault, interview: str, words: Iterable[CheckedWord]) -> None:
    """Take back that words were found right."""
    with vault.atomic() as db:
        for word in words:
            db.execute(
                "DELETE FROM checked_words WHERE interview = ? AND start_ms = ? AND text = ?",
                [interview, word.start_ms, word.text],
            )


def destroy_within(vault: Vault, interview: str, span: StruckSpan) -> None:
    """Destroy what was checked in a struck span."""
    with vault.atomic() as db:
        rows = db.query(
            "SELECT rowid, start_ms, end_ms FROM checked_words WHERE interview = ?", [interview]
        )
        for row in list(rows):
            if span.touches(row["start_ms"], row["end_ms"]):
                db.execute("DELETE FROM checked_words WHERE rowid = ?", [row["rowid"]])
