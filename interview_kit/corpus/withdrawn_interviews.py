"""Participants who take part no more: what was filed of them goes, what was released is named."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.corpus.corpus import Corpus


@dataclass(frozen=True, slots=True)
class ReleasedInterview:
    """An interview as a release held it; whoever received that release has it still."""

    release: str
    at: str
    purpose: str
    interview: str
    version: int


def destroy_participant(corpus: Corpus, participant: str, on_date: str) -> None:
    """Destroy all that was filed of a participant and leave the code and a date.

    `vacuum` takes the last traces; it is owed after this, also after a crash.
    """
    with corpus.atomic() as db:
        db.execute("DELETE FROM interviews WHERE participant = ?", [participant])
        db.execute("DELETE FROM participants WHERE code = ?", [participant])
        db.execute("INSERT OR IGNORE INTO withdrawals VALUES (?, ?)", [participant, on_date])
        corpus.owe_vacuum()


def destroy_interview(corpus: Corpus, interview: str) -> None:
    """Destroy all that was filed of one interview, and of a participant who has no other.

    `vacuum` takes the last traces; it is owed after this, also after a crash.
    """
    with corpus.atomic() as db:
        db.execute("DELETE FROM interviews WHERE id = ?", [interview])
        db.execute(
            "DELETE FROM participants WHERE code = ? AND code NOT IN "
            "(SELECT participant FROM interviews)",
            [interview.rpartition("-")[0]],
        )
        corpus.owe_vacuum()


def releases_with(corpus: Corpus, interview: str) -> tuple[ReleasedInterview, ...]:
    """Every release that held an interview, oldest first."""
    code = interview.rpartition("-")[0]
    return tuple(row for row in releases_of(corpus, code) if row.interview == interview)


def releases_of(corpus: Corpus, participant: str) -> tuple[ReleasedInterview, ...]:
    """Every release that held a participant, oldest first."""
    rows = corpus.db.query(
        "SELECT release, at, purpose, interview, version FROM released "
        "JOIN releases ON releases.id = release WHERE participant = ? ORDER BY at, interview",
        [participant],
    )
    return tuple(ReleasedInterview(**row) for row in rows)
