"""Unfinished forms: what is being filled in, kept until the form is kept or is put away.

There is one of each interview that is prepared, and one of the interview that has no id yet. They
stand in the vault alone, beside unfinished notes. Nothing is made of one after a crash, since
consent is a person's to give: the form has it in it when it is opened again.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields

from interview_kit.session.interview_events import Answer
from interview_kit.session.new_interview import NewInterview
from interview_kit.vault.vault import Vault

_NAME = "unfinished form of "


def put(vault: Vault, form: NewInterview) -> None:
    """Keep what is filled in so far, in the place of what was."""
    with vault.atomic() as db:
        value = json.dumps(asdict(form), ensure_ascii=False).encode()
        db.execute("INSERT OR REPLACE INTO secrets VALUES (?, ?)", [_NAME + form.interview, value])


def drop(vault: Vault, interview: str) -> None:
    """Keep that of an interview no more; '' is the one that has no id yet."""
    with vault.atomic() as db:
        db.execute("DELETE FROM secrets WHERE name = ?", [_NAME + interview])


def drop_all(vault: Vault) -> None:
    """Keep none any more: it is not known whose names stand in one."""
    with vault.atomic() as db:
        db.execute("DELETE FROM secrets WHERE name LIKE ?", [f"{_NAME}%"])


def interviews_of(vault: Vault) -> tuple[str, ...]:
    """The ids of the interviews that have one; '' is the one that has no id yet."""
    rows = vault.db.query("SELECT name FROM secrets WHERE name LIKE ?", [f"{_NAME}%"])
    return tuple(str(row["name"]).removeprefix(_NAME) for row in rows)


def kept(vault: Vault, interview: str) -> NewInterview | None:
    """What was filled in for an interview, or for the one without an id; None where nothing was."""
    rows = vault.db.query("SELECT value FROM secrets WHERE name = ?", [_NAME + interview])
    for row in rows:
        values = json.loads(bytes(row["value"]))
        names = {field.name for field in fields(NewInterview)}
        known_values = {name: value for name, value in values.items() if name in names}
        answers = {id: Answer(answer) for id, answer in known_values["answers"].items()}
        return NewInterview(**(known_values | {"answers": answers}))
    return None
