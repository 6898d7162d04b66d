"""Edits of transcripts: one row for each change, append-only.

Each row names the one before it in its interview, so that what is salvaged of a damaged vault has
no hole in it: an edit stands on all those before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from interview_kit.editing.edit import Edit, Operation
from interview_kit.model.moment import utc_now
from interview_kit.vault.edit_json import dump_content, load_content
from interview_kit.vault.vault import Vault


def append(vault: Vault, interview: str, edit: Edit) -> Edit:
    """Keep an edit, and return it as kept, with its id and moment.

    A `step` of 0 begins one. Called within a transaction.
    """
    last_ids = next(
        vault.db.query(
            "SELECT coalesce(max(id), 0) AS last, "
            "(SELECT max(id) FROM edits WHERE interview = ?) AS before FROM edits",
            [interview],
        )
    )
    id = int(last_ids["last"]) + 1
    now = utc_now("milliseconds")
    kept_edit = replace(edit, id=id, step=edit.step or id, at=edit.at or now)
    vault.db.execute(
        "INSERT INTO edits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            id,
            interview,
            last_ids["before"],
            kept_edit.step,
            kept_edit.at,
            kept_edit.who,
            kept_edit.operation,
            kept_edit.group,
            dump_content(kept_edit),
        ],
    )
    return kept_edit


def keep(vault: Vault, interview: str, edit: Edit, changed_turns: Iterable[int]) -> Edit:
    """Keep an edit and forget the names in the turns whose text it changes, both or neither.

    What of these still holds is for who knows the new text to put back.
    """
    with vault.atomic():
        kept_edit = append(vault, interview, edit)
        forget_names(vault, interview, changed_turns)
    return kept_edit


def of_interview(vault: Vault, interview: str) -> tuple[Edit, ...]:
    """Every edit of an interview, oldest first, also those that were undone."""
    rows = vault.db.query("SELECT * FROM edits WHERE interview = ? ORDER BY id", [interview])
    return tuple(_edit(row) for row in rows)


def last_group(vault: Vault) -> str:
    """The group of steps of several interviews that was done last and not undone; else empty."""
    rows = vault.db.query(
        "SELECT bundle, operation, max(id) AS last FROM edits WHERE bundle <> '' "
        "GROUP BY bundle ORDER BY last DESC"
    )
    return next((row["bundle"] for row in rows if row["operation"] != Operation.UNDO), "")


def in_group(vault: Vault, group: str) -> tuple[str, ...]:
    """The interviews that have a step of a group, oldest first."""
    rows = vault.db.query(
        "SELECT interview FROM edits WHERE bundle = ? GROUP BY interview ORDER BY min(id)", [group]
    )
    return tuple(row["interview"] for row in rows)


def forget_names(vault: Vault, interview: str, turns: Iterable[int]) -> None:
    """Drop what was found in turns whose text changed: it counted the old text's letters.

    Names are to be looked for again before anything is filed.
    """
    numbers = list(turns)
    if numbers:
        vault.db.execute(
            "DELETE FROM mentions WHERE interview = ? AND turn IN (SELECT value FROM json_each(?))",
            [interview, json.dumps(numbers)],
        )
        vault.db.execute("DELETE FROM searches WHERE interview = ?", [interview])


def destroy(vault: Vault, interview: str) -> None:
    """Destroy every edit of an interview: its text is the machine's again."""
    vault.db.execute("DELETE FROM edits WHERE interview = ?", [interview])


def _edit(row: Mapping[str, Any]) -> Edit:
    return Edit(
        row["id"],
        row["at"],
        row["who"],
        Operation(row["operation"]),
        row["step"],
        row["bundle"],
        **load_content(row["content"]),
    )
