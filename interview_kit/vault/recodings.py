"""Participant codes that were put right: the rows of the vault under their new code and ids.

The corpus follows. Until it has, a recoding is unfinished and is carried through from here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from interview_kit.disk.row_copy import columns_of, tables_of
from interview_kit.model.moment import utc_now
from interview_kit.vault import approvals, filings, names
from interview_kit.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Recoding:
    """Interviews of one participant that are another's: `interviews` are new ids by old ones."""

    id: int
    interviews: Mapping[str, str]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NotedRecoding:
    """That an interview got another id, `at` a moment in UTC."""

    at: str
    before: str
    after: str


def recode(vault: Vault, ids: Mapping[str, str], before: str, after: str) -> None:
    """Give interviews of the participant `before` new `ids`, under the participant `after`.

    Where `before` has no other interview, names, attributes and what was decided go along, and
    with a code that is new the pseudonyms that hold the old one hold the new one. Elsewhere the
    names of these interviews are to be looked for again. Belongs in a transaction.
    """
    db = vault.db
    db.execute("PRAGMA defer_foreign_keys = ON")
    fingerprints = {new: approvals.fingerprint(vault, old) for old, new in ids.items()}
    is_new = not list(db.query("SELECT 1 FROM participants WHERE id = ?", [after]))
    db.execute(
        "INSERT OR IGNORE INTO participants SELECT ?, attributes FROM participants WHERE id = ?",
        [after, before],
    )
    for old, new in ids.items():
        db.execute("UPDATE interviews SET id = ?, participant = ? WHERE id = ?", [new, after, old])
        for table in tables_of(db, ()):
            if "interview" in columns_of(db, table):
                db.execute(f"UPDATE {table} SET interview = ? WHERE interview = ?", [new, old])  # noqa: S608
        filings.rename_announced(vault, old, new)
    other_rows = db.query("SELECT 1 FROM interviews WHERE participant = ? LIMIT 1", [before])
    has_more = next(other_rows, None) is not None
    _rename_in_decisions(vault, ids)
    if not has_more:
        _move_names(vault, before, after, is_new=is_new)
        db.execute("DELETE FROM participants WHERE id = ?", [before])
    if has_more or not is_new:
        for new in ids.values():
            db.execute("DELETE FROM mentions WHERE interview = ?", [new])
            db.execute("DELETE FROM searches WHERE interview = ?", [new])
    for new, fingerprint in fingerprints.items():  # what was read stays read under another code
        approvals.carry(vault, new, fingerprint)
    db.execute(
        "INSERT INTO recodings (at, interviews, before, after) VALUES (?, ?, ?, ?)",
        [utc_now(), json.dumps(dict(ids)), before, after],
    )


def finish(vault: Vault, id: int) -> None:
    """Note that the corpus has followed."""
    with vault.atomic() as db:
        db.execute("UPDATE recodings SET finished_at = ? WHERE id = ?", [utc_now(), id])


def unfinished(vault: Vault) -> tuple[Recoding, ...]:
    """The recodings that the corpus has not followed, oldest first."""
    rows = vault.db.query("SELECT * FROM recodings WHERE finished_at IS NULL ORDER BY id")
    return tuple(
        Recoding(row["id"], json.loads(row["interviews"]), row["before"], row["after"])
        for row in rows
    )


def of_interview(vault: Vault, interview: str) -> tuple[NotedRecoding, ...]:
    """Every change of an interview's id, oldest first; `interview` is what it is called now."""
    rows = vault.db.query("SELECT id, at, interviews FROM recodings ORDER BY id DESC")
    recodings_so_far, id = [], interview
    for row in rows:
        former_ids = {new: old for old, new in json.loads(row["interviews"]).items()}
        if id in former_ids:
            recodings_so_far.append(NotedRecoding(row["at"], former_ids[id], id))
            id = former_ids[id]
    return tuple(reversed(recodings_so_far))


def former_ids(vault: Vault) -> dict[str, str]:
    """The ids of interviews by every one that they had before."""
    now: dict[str, str] = {}
    for (interviews,) in vault.db.execute("SELECT interviews FROM recodings ORDER BY id"):
        new_ids: dict[str, str] = json.loads(interviews)
        now = {former: new_ids.get(id, id) for former, id in now.items()} | new_ids
    return now


def _move_names(vault: Vault, before: str, after: str, *, is_new: bool) -> None:
    """What was typed and found of one participant is another's."""
    vault.db.execute(
        "UPDATE OR IGNORE roster SET participant = ? WHERE participant = ?", [after, before]
    )
    vault.db.execute("DELETE FROM roster WHERE participant = ?", [before])
    code = re.compile(rf"(?<!\w){re.escape(before)}(?!\w)")
    moved_entities = [
        replace(
            entity,
            participant=after,
            # A label of somebody who has others already is given anew.
            pseudonym=code.sub(after, entity.pseudonym) if is_new else "",
        )
        for entity in names.entities(vault)
        if entity.participant == before
    ]
    names.put_entities(vault, moved_entities)


def _rename_in_decisions(vault: Vault, ids: Mapping[str, str]) -> None:
    for row in list(vault.db.query("SELECT id, content FROM decisions WHERE content <> ''")):
        content = json.dumps(_renamed(json.loads(row["content"]), ids), ensure_ascii=False)
        vault.db.execute("UPDATE decisions SET content = ? WHERE id = ?", [content, row["id"]])


def _renamed(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(entry, ids) for key, entry in value.items()}
    if isinstance(value, list):
        return [_renamed(entry, ids) for entry in value]
    return ids.get(value, value) if isinstance(value, str) else value
