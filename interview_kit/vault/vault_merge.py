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
    vault: Vault, other_vault: Vault, renaming: Renaming, report: Callable[[int, int], None]
) -> None:
    """Copy what is in `other`, renamed. Belongs in a transaction of `vault`.

    Fingerprints of texts are made anew, so that what was approved or filed stays so. `told` is
    called with the tables that are done, and with how many there are.
    """
    source, db = other_vault.db, vault.db
    tables = tables_of(source, STAYS)
    numbering = RowNumbering.after(db, tables)
    ids = new_ids(vault, other_vault)
    ids |= {
        interview.id: renaming.interview(interview.id)
        for interview in interviews.all_of(other_vault)
    }
    db.execute("PRAGMA defer_foreign_keys = ON")
    for number, table in enumerate(tables, 1):
        changes = _changes(source, table, renaming, ids) | numbering.changes(source, table)
        copy_rows(source, db, table, changes, may_be_there=table in _SHARED)
        report(number, len(tables))
    for interview in interviews.all_of(other_vault):
        _carry_fingerprint(vault, other_vault, interview.id, renaming.interview(interview.id))


def new_ids(vault: Vault, other_vault: Vault) -> dict[str, str]:
    """The id that each entity of `other` gets here: after all that are here, in their order."""
    numbers = (entity.id[1:] for entity in names.entities(vault))
    last = max((int(number) for number in numbers if number.isdigit()), default=0)
    return {
        entry.id: f"e{number}" for number, entry in enumerate(names.entities(other_vault), last + 1)
    }


def _changes(
    db: Database, table: str, renaming: Renaming, ids: Mapping[str, str]
) -> dict[str, Change]:
    """What becomes of the ids in the columns of a table, by their name or what they refer to."""

    def entity(id: str) -> str:
        return ids.get(id, id)

    def in_json(json_text: str) -> str:
        renamed = renaming.json(json.loads(json_text), ids) if json_text else ""
        return json.dumps(renamed, ensure_ascii=False) if json_text else ""

    def interview_ids(json_text: str) -> str:
        pairs: Mapping[str, str] = json.loads(json_text)
        return json.dumps(
            {renaming.interview(old): renaming.interview(new) for old, new in pairs.items()}
        )

    by_name: dict[str, Change] = {
        "interview": renaming.interview,
        "participant": renaming.code,
        "entity": entity,
    }
    changes_by_column: dict[tuple[str, str], Change] = {
        ("interviews", "id"): renaming.interview,
        ("participants", "id"): renaming.code,
        ("entities", "id"): entity,
        ("entities", "same_as"): entity,
        ("entities", "pseudonym"): renaming.text,
        ("interviewers", "code"): renaming.interviewer,
        ("filings", "content"): lambda _hash: "",  # the corpus's half tells it anew
        ("deletions", "id"): renaming.interview,
        ("recodings", "before"): renaming.code,
        ("recodings", "after"): renaming.code,
        ("recodings", "interviews"): interview_ids,
        ("decisions", "entities"): in_json,
        ("decisions", "content"): in_json,
    }
    columns = columns_of(db, table)
    table_changes = {column: change for column, change in by_name.items() if column in columns}
    return table_changes | {
        column: change for (at, column), change in changes_by_column.items() if at == table
    }


def _carry_fingerprint(vault: Vault, other_vault: Vault, old: str, new: str) -> None:
    old_fingerprint, new_fingerprint = (
        approvals.fingerprint(other_vault, old),
        approvals.fingerprint(vault, new),
    )
    for table in ("approvals", "filings"):
        vault.db.execute(
            f"UPDATE {table} SET fingerprint = ? WHERE interview = ? AND fingerprint = ?",  # noqa: S608
            [new_fingerprint, new, old_fingerprint],
        )
