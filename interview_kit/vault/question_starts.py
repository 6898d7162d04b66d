"""Where talk about a question of the guide begins, in a transcript whose recording does not say.

A start is proposed with a score, or was set by hand. Accepted ones are laid into the turns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from interview_kit.vault.vault import Vault


class StartVerdict(StrEnum):
    """What was decided about a start."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    SET = "set"
    """A person put it there."""
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class QuestionStart:
    """A turn from which on `question` is talked about; `score` from 0 to 1, 1 where it was set."""

    turn: int
    question: str
    score: float
    verdict: StartVerdict = StartVerdict.PROPOSED


def of_interview(vault: Vault, interview: str) -> tuple[QuestionStart, ...]:
    """Every start of an interview, in the order of its turns."""
    rows = vault.db.query(
        "SELECT turn, question, score, verdict FROM question_starts WHERE interview = ? "
        "ORDER BY turn",
        [interview],
    )
    return tuple(
        QuestionStart(row["turn"], row["question"], row["score"], StartVerdict(row["verdict"]))
        for row in rows
    )


def replace_proposed(vault: Vault, interview: str, starts: Iterable[QuestionStart]) -> None:
    """Make these the proposed starts of an interview; at turns that were decided on none is put."""
    with vault.atomic() as db:
        db.execute(
            "DELETE FROM question_starts WHERE interview = ? AND verdict = ?",
            [interview, StartVerdict.PROPOSED],
        )
        for start in starts:
            db.execute(
                "INSERT OR IGNORE INTO question_starts VALUES (?, ?, ?, ?, ?)",
                [interview, start.turn, start.question, start.score, start.verdict],
            )


def put(vault: Vault, interview: str, starts: Iterable[QuestionStart]) -> None:
    """Make these all the starts of an interview."""
    with vault.atomic() as db:
        db.execute("DELETE FROM question_starts WHERE interview = ?", [interview])
        for start in starts:
            db.table("question_starts").insert({"interview": interview, **asdict(start)})
