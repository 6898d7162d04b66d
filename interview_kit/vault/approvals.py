"""Approvals: a second person read a pseudonymised text and found nobody in it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from interview_kit.editing.edit import Operation, standing
from interview_kit.model.moment import utc_now
from interview_kit.vault import edits
from interview_kit.vault.edit_json import dump_content
from interview_kit.vault.vault import Vault

_RUNS, _NAMES = (
    "SELECT id FROM runs WHERE interview = ? AND current",
    "SELECT turn, start, \"end\", decision, pseudonym FROM mentions "
    "JOIN entities ON entities.id = entity WHERE interview = ? ORDER BY turn, start",
)  # fmt: skip
_NO_TEXT = (Operation.CORRECT, Operation.PLACE, Operation.NOTE)
"""Edits that stand elsewhere, or change no text."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved which text, by its fingerprint, and when (UTC)."""

    at: str
    who: str
    fingerprint: str


def put(vault: Vault, interview: str, actor: str) -> None:
    """Approve the text as it is now, in the place of an earlier approval."""
    at = utc_now()
    with vault.atomic() as db:
        db.execute(
            "INSERT OR REPLACE INTO approvals VALUES (?, ?, ?, ?)",
            [interview, at, actor, fingerprint(vault, interview)],
        )


def remove(vault: Vault, interview: str) -> bool:
    """Take an approval back; whether there was one."""
    with vault.atomic() as db:
        return db.execute("DELETE FROM approvals WHERE interview = ?", [interview]).rowcount > 0


def carry(vault: Vault, interview: str, fingerprint_before: str) -> None:
    """Let what was approved with a fingerprint stay so, where only a label of the text changed.

    Where names are to be looked for again nothing is carried.
    """
    with vault.atomic() as db:
        db.execute(
            "UPDATE approvals SET fingerprint = ? WHERE interview = ? AND fingerprint = ? "
            "AND interview IN (SELECT interview FROM searches)",
            [fingerprint(vault, interview), interview, fingerprint_before],
        )


def find(vault: Vault, interview: str) -> Approval | None:
    """The approval of an interview, also where its text changed since, or None."""
    for row in vault.db.query(
        "SELECT at, who, fingerprint FROM approvals WHERE interview = ?", [interview]
    ):
        return Approval(**row)
    return None


def fingerprint(vault: Vault, interview: str) -> str:
    """What changes with the pseudonymised text of an interview, and only with it: a SHA-256.

    Made of the transcription, the edits, the decisions and the pseudonyms, not of the text, which
    would take reading all of it.
    """
    counting_edits = standing(edits.of_interview(vault, interview)).edits
    corrections = [
        (number, turn.speaker, turn.text)
        for edit in counting_edits
        if edit.operation is Operation.CORRECT
        for number, turn in edit.turns.items()
        if turn is not None
    ]
    contents = [dump_content(edit) for edit in counting_edits if edit.operation not in _NO_TEXT]
    parts = [
        list(vault.db.execute(_RUNS, [interview])),
        corrections,
        list(vault.db.execute(_NAMES, [interview])),
        # What was approved before there were edits of other kinds stays so.
        *([contents] if contents else []),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
