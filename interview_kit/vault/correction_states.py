"""How far the correcting of an interview is: what of its sound was heard, how long, up to where."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.model.moment import utc_now
from interview_kit.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class CheckedPlace:
    """Up to which turn, that one included, somebody checked a text, and when (UTC)."""

    turn: int
    at: str
    who: str


@dataclass(frozen=True, slots=True)
class MemberCheck:
    """What a participant said of the copy, as somebody noted it (UTC)."""

    at: str
    who: str
    outcome: str


def add_heard_span(vault: Vault, interview: str, start_ms: int, end_ms: int) -> None:
    """Note that the sound from `start_ms` up to `end_ms` was played; what meets is one span."""
    with vault.atomic() as db:
        key = [interview, end_ms, start_ms]
        meeting = "interview = ? AND start_ms <= ? AND end_ms >= ?"
        rows = list(db.query(f"SELECT * FROM heard_spans WHERE {meeting}", key))  # noqa: S608
        db.execute(f"DELETE FROM heard_spans WHERE {meeting}", key)  # noqa: S608
        db.execute(
            "INSERT INTO heard_spans VALUES (?, ?, ?)",
            [
                interview,
                min([start_ms, *(row["start_ms"] for row in rows)]),
                max([end_ms, *(row["end_ms"] for row in rows)]),
            ],
        )


def heard_spans(vault: Vault, interview: str) -> tuple[tuple[int, int], ...]:
    """What was played, as start and end in ms, in order; no two spans meet."""
    rows = vault.db.query(
        "SELECT * FROM heard_spans WHERE interview = ? ORDER BY start_ms", [interview]
    )
    return tuple((row["start_ms"], row["end_ms"]) for row in rows)


def add_seconds(vault: Vault, interview: str, actor: str, seconds: float) -> None:
    """Note that somebody spent so long on correcting."""
    with vault.atomic() as db:
        db.execute(
            "INSERT INTO editing_times VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET seconds = seconds + excluded.seconds",
            [interview, actor, seconds],
        )


def seconds_by_person(vault: Vault, interview: str) -> dict[str, float]:
    """How long each person spent on correcting, in the order in which they began."""
    rows = vault.db.query(
        "SELECT who, seconds FROM editing_times WHERE interview = ? ORDER BY rowid", [interview]
    )
    return {row["who"]: row["seconds"] for row in rows}


def put_checked_place(vault: Vault, interview: str, turn: int, actor: str) -> None:
    """Note up to which turn somebody checked a text, in the place of that person's earlier note."""
    with vault.atomic() as db:
        db.execute(
            "INSERT OR REPLACE INTO checked_places VALUES (?, ?, ?, ?)",
            [interview, turn, utc_now(), actor],
        )


def checked_places(vault: Vault, interview: str) -> tuple[CheckedPlace, ...]:
    """How far each person checked a text, who did so last being the last."""
    rows = vault.db.query(
        "SELECT turn, at, who FROM checked_places WHERE interview = ? ORDER BY at, rowid",
        [interview],
    )
    return tuple(CheckedPlace(**row) for row in rows)


def add_member_check(vault: Vault, interview: str, actor: str, outcome: str) -> None:
    """Note what a participant said of the copy."""
    with vault.atomic() as db:
        db.execute(
            "INSERT INTO member_checks (interview, at, who, outcome) VALUES (?, ?, ?, ?)",
            [interview, utc_now(), actor, outcome],
        )


def member_checks(vault: Vault, interview: str) -> tuple[MemberCheck, ...]:
    """What a participant said of the copy each time, oldest first."""
    rows = vault.db.query(
        "SELECT at, who, outcome FROM member_checks WHERE interview = ? ORDER BY id", [interview]
    )
    return tuple(MemberCheck(**row) for row in rows)


def last_member_check(vault: Vault, interview: str) -> str:
    """What a participant said of the copy last; empty where nothing is noted."""
    return next((row.outcome for row in reversed(member_checks(vault, interview))), "")
