"""Unfinished notes: what is being typed, kept until it is a note or is put away.

An interview has one at most. It stands in the vault alone, so that a crash takes a second of typing
and no more; `workflow/recovery.py` makes a note of what a crash left.
"""

from __future__ import annotations

from interview_kit.session.interview_events import Debriefed, NoteTaken
from interview_kit.session.journal_entry import decode, encode
from interview_kit.vault.unfinished_typing import UnfinishedTyping
from interview_kit.vault.vault import Vault

Unfinished = NoteTaken | Debriefed
"""The event that the note will be."""

_NOTES = UnfinishedTyping("unfinished note of ")


def put(vault: Vault, interview: str, note: Unfinished) -> None:
    """Keep what is typed so far, in the place of what was."""
    _NOTES.put(vault, interview, encode(note))


def drop(vault: Vault, interview: str) -> None:
    """Keep it no more."""
    _NOTES.drop(vault, interview)


def listed(vault: Vault) -> tuple[tuple[str, Unfinished], ...]:
    """Every unfinished note with the id of its interview."""
    notes = [(id, decode(*value)) for id, value in _NOTES.by_interview(vault).items()]
    return tuple((id, note) for id, note in notes if isinstance(note, Unfinished))
