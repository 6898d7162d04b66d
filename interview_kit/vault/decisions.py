"""Decisions about names, as events: what was decided, by whom, when and why."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from interview_kit.model.account import account_name
from interview_kit.model.moment import utc_now
from interview_kit.vault.vault import Vault


class DecisionKind(StrEnum):
    """What somebody did."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REOPENED = "reopened"
    RENAMED = "renamed"
    MARKED = "marked"
    MERGED = "merged"
    SPLIT = "split"
    HEARD = "heard"
    NOT_HEARD = "not heard"
    TAKEN_OFF = "taken off"
    AUDIT_DRAWN = "turns drawn"
    AUDIT_READ = "turn read"
    KEY_EXPORTED = "key exported"
    KEY_DESTROYED = "key destroyed"


@dataclass(frozen=True, slots=True)
class Decision:
    """One event. `interview` is empty where it holds for the study; `undone` was taken back.

    `entities` are ids and hold no names. `content` is what carrying on or undoing needs, and may
    hold names: it is emptied when they are erased.
    """

    kind: DecisionKind
    who: str = ""
    why: str = ""
    interview: str = ""
    entities: tuple[str, ...] = ()
    content: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0
    at: str = ""
    undone: bool = False
    account: str = ""
    """The account of the machine on which it was done; '' where an older program noted none."""


def record(vault: Vault, decision: Decision) -> None:
    """Add an event, as of now, by the account of this machine where nobody is named."""
    account = account_name()
    with vault.atomic() as db:
        db.execute(
            "INSERT INTO decisions (at, deed, who, why, interview, entities, content, account) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                utc_now(),
                decision.kind,
                decision.who.strip() or account,
                decision.why,
                decision.interview,
                json.dumps(decision.entities),
                json.dumps(decision.content, ensure_ascii=False) if decision.content else "",
                account,
            ],
        )


def all_of(vault: Vault) -> Iterator[Decision]:
    """Every event of the study, oldest first."""
    for row in vault.db.query("SELECT * FROM decisions ORDER BY id"):
        yield Decision(
            DecisionKind(row["deed"]),
            row["who"],
            row["why"],
            row["interview"],
            tuple(json.loads(row["entities"])),
            json.loads(row["content"]) if row["content"] else {},
            row["id"],
            row["at"],
            bool(row["undone"]),
            row["account"],
        )


def take_back(vault: Vault, id: int) -> None:
    """Mark an event as undone; it stays on record."""
    with vault.atomic() as db:
        db.execute("UPDATE decisions SET undone = 1 WHERE id = ?", [id])


def destroy_rows(vault: Vault, participant: str | None = None) -> None:
    """Take out of what was decided the names typed for a participant, or for anybody."""
    with vault.atomic() as db:
        for decision in list(all_of(vault)):
            rows = decision.content.get("rows")
            if rows is not None:
                left = [row for row in rows if participant is not None and row[3] != participant]
                content = json.dumps({**decision.content, "rows": left}, ensure_ascii=False)
                why = decision.why if left == rows else ""
                db.execute(
                    "UPDATE decisions SET content = ?, why = ? WHERE id = ?",
                    [content, why, decision.id],
                )


def destroy_content(vault: Vault, entities: Collection[str]) -> None:
    """Empty what events hold or say of some entities, whose names are being erased."""
    with vault.atomic() as db:
        for decision in list(all_of(vault)):
            if not set(entities).isdisjoint(decision.entities):
                db.execute(
                    "UPDATE decisions SET content = '', why = '' WHERE id = ?", [decision.id]
                )
