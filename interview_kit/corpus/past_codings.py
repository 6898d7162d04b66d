"""Undoing an act on codes and codings: what came goes, what went comes back to its text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from interview_kit.coding.following import TurnText
from interview_kit.corpus import codes, codings
from interview_kit.corpus.coding_history import ActContent
from interview_kit.model.codebook_entry import CodebookEntry


def undo_content(db: Database, content: ActContent) -> int:
    """Make a change undone, inside a transaction; how many passages changed.

    A passage that stood in an earlier version follows its text. Raises IntegrityError, with the
    transaction to be given up, where a code that would go is in use.
    """
    passages = {(row["interview"], row["mark"]) for row in (*content.new_rows, *content.gone_rows)}
    for row in content.new_rows:
        _take_away(db, row)
    _put_codes_back(db, content)
    _put_rows_back(db, content.gone_rows)
    for before, after in reversed(content.codes):
        if before is None and after is not None:
            db.execute("DELETE FROM codes WHERE id = ?", [after.id])
    return len(passages)


def changed_since(db: Database, content: ActContent) -> tuple[str, ...]:
    """The codes that are not as the act left them."""
    entries = {entry.id: entry for entry in codes.entries(db)}
    return tuple(
        entry.id
        for before, after in content.codes
        if (entry := after or before) is not None and entries.get(entry.id) != after
    )


def _take_away(db: Database, row: Mapping[str, Any]) -> None:
    values = [row["mark"], row["coder"], row["interview"]]
    db.execute(
        "DELETE FROM codings WHERE mark = ? AND coder = ? "
        "AND turn IN (SELECT id FROM turns WHERE interview = ?)",
        values,
    )
    db.execute("DELETE FROM lost_codings WHERE mark = ? AND coder = ? AND interview = ?", values)


def _put_codes_back(db: Database, content: ActContent) -> None:
    entries_before = [before for before, _ in content.codes if before is not None]
    db.execute("PRAGMA defer_foreign_keys = ON")
    codes.add_missing(db, entries_before)
    for entry in entries_before:
        codes.change(db, entry)


def _put_rows_back(db: Database, rows: Iterable[Mapping[str, Any]]) -> None:
    entries = {entry.id: entry for entry in codes.entries(db)}
    by_text = sorted(rows, key=itemgetter("interview", "version", "id"))
    for (interview, version), same_text in groupby(by_text, itemgetter("interview", "version")):
        now = db.execute("SELECT version FROM interviews WHERE id = ?", [interview]).fetchone()[0]
        known_places = {
            (coding.code, coding.turn, coding.first_char, coding.end_char, coding.coder)
            for coding in codings.of_interview(db, interview)
        }
        numbers = dict(
            db.execute("SELECT id, turn FROM turns WHERE interview = ?", [interview]).fetchall()
        )
        missing_rows = []
        for stored_row in same_text:
            row = {**stored_row, "code": _code_in_use(stored_row["code"], entries)}
            place = (
                row["code"], numbers.get(row["turn"], 0), row["first_char"], row["end_char"],
                row["coder"],
            )  # fmt: skip
            if row["reason"]:
                _put_lost(db, row)
            elif place not in known_places:
                missing_rows.append(row)
        before = _texts(db, interview, version)
        codings.put_down(db, interview, now, before, missing_rows, stood_in=version)


def _code_in_use(id: str, entries: Mapping[str, CodebookEntry]) -> str:
    """The code, or what it was merged into since."""
    while id in entries and entries[id].merged_into:
        id = entries[id].merged_into
    return id


def _texts(db: Database, interview: str, version: int) -> list[TurnText]:
    """The turns of an interview as they read in a version, as far as that is known."""
    rows = db.execute(
        "SELECT id, text FROM (SELECT id, turn, text FROM earlier_turns WHERE interview = :id "
        "AND :version BETWEEN since AND until UNION ALL SELECT id, turn, text FROM turns "
        "WHERE interview = :id AND since <= :version) ORDER BY turn",
        {"id": interview, "version": version},
    )
    return [TurnText(*row) for row in rows]


def _put_lost(db: Database, row: Mapping[str, Any]) -> None:
    columns = (
        "interview", "turn", "version", "code", "first_char", "end_char", "coder", "coded_at",
        "mark", "memo", "reason",
    )  # fmt: skip
    db.table("lost_codings").insert({column: row[column] for column in columns})
