"""Names that may be said in the sound of an interview where its text has other words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from interview_kit.model.heard_name import HeardName
from interview_kit.model.moment import utc_now
from interview_kit.pseudonym.mention import MentionType
from interview_kit.vault.struck_spans import StruckSpan
from interview_kit.vault.vault import Vault


class HearingVerdict(StrEnum):
    """What a person who listened decided."""

    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    WAVED_AWAY = "waved away"


@dataclass(frozen=True, slots=True)
class NameSuspicion:
    """A name that may be said in a turn, what it is of, and what was decided about it."""

    heard_name: HeardName
    turn: int
    type: MentionType
    verdict: HearingVerdict = HearingVerdict.SUSPECTED


def of_interview(vault: Vault, interview: str) -> tuple[NameSuspicion, ...]:
    """Every suspicion of an interview, in the order of time."""
    rows = vault.db.query(
        "SELECT * FROM heard_names WHERE interview = ? ORDER BY start_ms", [interview]
    )
    return tuple(
        NameSuspicion(
            HeardName(
                row["name"],
                row["form"],
                row["words"],
                row["start_ms"],
                row["end_ms"],
                row["score"],
            ),
            row["turn"],
            MentionType(row["type"]),
            HearingVerdict(row["verdict"]),
        )
        for row in rows
    )


def replace_suspected(vault: Vault, interview: str, suspicions: Iterable[NameSuspicion]) -> None:
    """Make these what is suspected, as of now; what was decided stays, and nothing is put on it."""
    with vault.atomic() as db:
        at = utc_now("milliseconds")
        db.execute("INSERT OR REPLACE INTO name_hearings VALUES (?, ?)", [interview, at])
        db.execute(
            "DELETE FROM heard_names WHERE interview = ? AND verdict = ?",
            [interview, HearingVerdict.SUSPECTED],
        )
        decided_names = [suspicion.heard_name for suspicion in of_interview(vault, interview)]
        for suspicion in suspicions:
            name = suspicion.heard_name
            if any(name.start_ms < by.end_ms and by.start_ms < name.end_ms for by in decided_names):
                continue
            values = {"turn": suspicion.turn, "type": suspicion.type, "verdict": suspicion.verdict}
            db.table("heard_names").insert({"interview": interview, **asdict(name), **values})


def decide(
    vault: Vault, interview: str, start_times_ms: Collection[int], verdict: HearingVerdict
) -> None:
    """Keep one verdict for the suspicions that begin at some times."""
    with vault.atomic() as db:
        for start_ms in start_times_ms:
            db.execute(
                "UPDATE heard_names SET verdict = ? WHERE interview = ? AND start_ms = ?",
                [verdict, interview, start_ms],
            )


def listened_at(vault: Vault, interview: str) -> str:
    """When names were listened for in the text as it was heard last; '' where they were not."""
    rows = vault.db.query("SELECT at FROM name_hearings WHERE interview = ?", [interview])
    return str(next((row["at"] for row in rows), ""))


def destroy_within(vault: Vault, interview: str, span: StruckSpan) -> None:
    """Destroy the suspicions that reach into a struck span."""
    with vault.atomic() as db:
        for suspicion in of_interview(vault, interview):
            if span.touches(suspicion.heard_name.start_ms, suspicion.heard_name.end_ms):
                db.execute(
                    "DELETE FROM heard_names WHERE interview = ? AND start_ms = ?",
                    [interview, suspicion.heard_name.start_ms],
                )
