"""Unfinished notes: what is being typed, kept until it is a note or is put away.

An interview has one at most. It stands in the vault alone, so that a crash takes a second of typing
and no more; `workflow/recovery.py` makes a note of what a crash left.
"""

from __future__ import annotations

import json

from interview_kit.session.interview_events import Debriefed, NoteTaken
from interview_kit.session.journal_entry import decode, encode
from interview_kit.vault.vault import Vault

Unfinished = NoteTaken | Debriefed
"""The event that the note will be."""

_NAME = "unfinished note of "


def put(vault: Vault, interview: str, note: Unfinished) -> None:
    """Keep what is typed so far, in the place of what was."""
    with vault.atomic() as db:
        value = json.dumps(encode(note), ensure_ascii=False).encode()
        db.execute("INSERT OR REPLACE INTO secrets VALUES (?, ?)", [_NAME + interview, value])


def drop(vault: Vault, interview: str) -> None:
    """Keep it no more."""
    with vault.atomic() as db:
        db.execute("DELETE FROM secrets WHERE name = ?", [_NAME + interview])


def listed(vault: Vault) -> tuple[tuple[str, Unfinished], ...]:
    """Every unfinished note with the id of its interview."""
    rows = vault.db.query("SELECT name, value FROM secrets WHERE name LIKE ?", [f"{_NAME}%"])
    notes = [
        (str(row["name"]).removeprefix(_NAME), decode(*json.loads(bytes(row["value"]))))
        for row in rows
    ]
    return tuple((id, note) for id, note in notes if isinstance(note, Unfinished))
