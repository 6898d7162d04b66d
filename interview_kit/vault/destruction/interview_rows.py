"""Interviews leave the vault: every row, in every table, that hangs on them.

Which tables those are is read from the schema itself, so that a table made later is not
forgotten: each with a column `interview`, and each that refers to a row of one of these.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlite_utils import Database

from interview_kit.vault import unfinished_forms, unfinished_notes
from interview_kit.vault.vault import Vault

_NAMED = "SELECT value FROM json_each(:interviews)"


def hanging_tables(db: Database) -> dict[str, str]:
    """The tables that hold a part of an interview, each with the condition for its rows."""
    names = [row["name"] for row in db.query("SELECT name FROM sqlite_master WHERE type = 'table'")]
    conditions = {"interviews": f"id IN ({_NAMED})"}
    for name in names:
        columns = {row["name"] for row in db.query(f"PRAGMA table_info({name})")}
        if "interview" in columns:
            conditions[name] = f"interview IN ({_NAMED})"
    while True:
        new = {
            name: f'"{link["from"]}" IN (SELECT "{link["to"]}" FROM {link["table"]} '  # noqa: S608
            f"WHERE {conditions[link['table']]})"
            for name in names
            if name not in conditions
            for link in db.query(f"PRAGMA foreign_key_list({name})")
            if link["table"] in conditions
        }
        if not new:
            return conditions
        conditions |= new


def destroy_interviews(vault: Vault, interviews: Collection[str]) -> None:
    """Destroy every row that hangs on some interviews, and the interviews.

    What was being typed goes with them: who a form that was never kept is about is not known.
    """
    with vault.atomic() as db:
        unfinished_forms.drop_all(vault)
        for interview in interviews:
            unfinished_notes.drop(vault, interview)
        db.execute("PRAGMA defer_foreign_keys = ON")
        conditions = hanging_tables(db)
        # What refers to a row goes before it: the conditions look at rows that are still there.
        for name, condition in reversed(conditions.items()):
            db.execute(
                f"DELETE FROM {name} WHERE {condition}",  # noqa: S608 - names of our own schema
                {"interviews": json.dumps(list(interviews))},
            )
