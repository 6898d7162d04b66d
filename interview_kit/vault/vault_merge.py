"""Taking in the rows of another vault: every table, as the schema says.

A table made later is copied as it is named and linked: numbers move, ids of participants,
interviews and entities become the new ones.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from sqlite_utils import Database

from interview_kit.disk.row_copy import Change, RowNumbering, columns_of, copy_rows, tables_of
from interview_kit.model.renaming import Renaming
from interview_kit.vault import approvals, interviews, names
from interview_kit.vault.vault import Vault

STAYS = frozenset(("audit", "secrets", "_sqlite_migrations"))
"""Tables that speak of their own study alone."""
_SHARED = frozenset(("roster", "interviewers", "withdrawals", "merges"))


def merge_rows(
    vault: Vault, other: Vault, renaming: Renaming, told: Callable[[int, int], None]
) -> None:
    """Copy what is in `other`, renamed. Belongs in a transaction of `vault`.

    Fingerprints of texts are made anew, so that what was approved or filed stays so. `told` is
    called with the tables that are done, and with how many there are.
    """
    source, db = other.db, vault.db
    tables = tables_of(source, STAYS)
    numbering = RowNumbering.after(db, tables)
    ids = new_ids(vault, other)
    ids |= {each.id: renaming.interview(each.id) for each in interviews.all_of(other)}
    db.execute("PRAGMA defer_foreign_keys = ON")
    for number, table in enumerate(tables, 1):
        changes = _changes(source, table, renaming, ids) | numbering.changes(source, table)
        copy_rows(source, db, table, changes, may_be_there=table in _SHARED)
        told(number, len(tables))
    for each in interviews.all_of(other):
        _carry_fingerprint(vault, other, each.id, renaming.interview(each.id))


def new_ids(vault: Vault, other: Vault) -> dict[str, str]:
    """The id that each entity of `other` gets here: after all that are here, in their order."""
    numbers = (each.id[1:] for each in names.entities(vault))
    last = max((int(number) for number in numbers if number.isdigit()), default=0)
    return {each.id: f"e{number}" for number, each in enumerate(names.entities(other), last + 1)}


def _changes(
    db: Database, table: str, renaming: Renaming, ids: Mapping[str, str]
) -> dict[str, Change]:
    """What becomes of the ids in the columns of a table, by their name or what they refer to."""

    def entity(id: str) -> str:
        return ids.get(id, id)

    def in_json(written: str) -> str:
        changed = renaming.json(json.loads(written), ids) if written else ""
        return json.dumps(changed, ensure_ascii=False) if written else ""

    by_name: dict[str, Change] = {
        "interview": renaming.interview,
        "participant": renaming.code,
        "entity": entity,
    }
    apart: dict[tuple[str, str], Change] = {
        ("interviews", "id"): renaming.interview,
        ("participants", "id"): renaming.code,
        ("entities", "id"): entity,
        ("entities", "same_as"): entity,
        ("entities", "pseudonym"): renaming.text,
        ("interviewers", "code"): renaming.interviewer,
        ("decisions", "entities"): in_json,
        ("decisions", "content"): in_json,
    }
    columns = columns_of(db, table)
    named = {column: change for column, change in by_name.items() if column in columns}
    return named | {column: change for (at, column), change in apart.items() if at == table}


def _carry_fingerprint(vault: Vault, other: Vault, old: str, new: str) -> None:
    before, after = approvals.fingerprint(other, old), approvals.fingerprint(vault, new)
    for table in ("approvals", "filings"):
        vault.db.execute(
            f"UPDATE {table} SET fingerprint = ? WHERE interview = ? AND fingerprint = ?",  # noqa: S608
            [after, new, before],
        )
