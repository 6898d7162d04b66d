"""The states that the filed version of an interview has passed, each with a coarse date."""

from __future__ import annotations

from interview_kit.corpus.corpus import Corpus

_OF_NOW = "interview = ? AND version = (SELECT version FROM interviews WHERE id = interview)"


def dated(corpus: Corpus, interview: str) -> dict[str, str]:
    """What the filed version has passed, and when; empty where it is not filed."""
    rows = corpus.db.query(f"SELECT state, on_date FROM states WHERE {_OF_NOW}", [interview])  # noqa: S608
    return {row["state"]: row["on_date"] for row in rows}


def put(corpus: Corpus, interview: str, state: str, on_date: str) -> None:
    """Note that the filed version has passed a state."""
    with corpus.atomic() as db:
        db.execute(
            "INSERT OR REPLACE INTO states SELECT id, version, ?, ? FROM interviews WHERE id = ?",
            [state, on_date, interview],
        )


def take_back(corpus: Corpus, interview: str, state: str) -> None:
    """Note that the filed version has not passed a state after all."""
    with corpus.atomic() as db:
        db.execute(f"DELETE FROM states WHERE {_OF_NOW} AND state = ?", [interview, state])  # noqa: S608
