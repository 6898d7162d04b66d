"""The codebook: every code that a study's passages may have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from interview_kit.corpus.corpus import Corpus
from interview_kit.model.codebook_entry import CodebookEntry

_READ = """
    SELECT id, title, description, coalesce(parent, ''), side, retired, coalesce(merged_into, '')
    FROM codes ORDER BY rowid
"""


@dataclass(frozen=True, slots=True)
class CodeUse:
    """How much a code is used: passages, interviews and participants."""

    passages: int
    interviews: int
    participants: int


def entries(db: Database) -> tuple[CodebookEntry, ...]:
    """The codebook, in the order in which it grew."""
    return tuple(
        CodebookEntry(id, title, description, parent, side, bool(retired), merged_into)
        for id, title, description, parent, side, retired, merged_into in db.execute(_READ)
    )


def add_missing(db: Database, new_entries: Iterable[CodebookEntry]) -> int:
    """Add the codes whose id is not there, inside a transaction; a theme comes before its codes."""
    known_ids = {row[0] for row in db.execute("SELECT id FROM codes")}
    count = 0
    for entry in new_entries:
        if entry.id in known_ids:
            continue
        known_ids.add(entry.id)
        count += 1
        db.execute(
            "INSERT INTO codes (id, title, description, parent, side, retired, merged_into) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                entry.id, entry.title, entry.description, entry.parent or None, entry.side,
                int(entry.is_retired), entry.merged_into or None,
            ],
        )  # fmt: skip
    return count


def change(db: Database, entry: CodebookEntry) -> None:
    """Write a code anew, under its id, inside a transaction."""
    db.execute(
        "UPDATE codes SET title = ?, description = ?, parent = ?, side = ?, retired = ?, "
        "merged_into = ? WHERE id = ?",
        [
            entry.title, entry.description, entry.parent or None, entry.side,
            int(entry.is_retired), entry.merged_into or None, entry.id,
        ],
    )  # fmt: skip


def move_codings(db: Database, code: str, to_code: str) -> int:
    """Give the passages of one code to another, inside a transaction; how many rows moved.

    Where the same coder had marked the same characters with both, one of them is left.
    """
    db.execute(
        "DELETE FROM codings WHERE code = :code AND EXISTS (SELECT 1 FROM codings AS kept "
        "WHERE kept.code = :to AND kept.turn = codings.turn AND kept.coder = codings.coder "
        "AND kept.first_char = codings.first_char AND kept.end_char = codings.end_char)",
        {"code": code, "to": to_code},
    )
    db.execute("UPDATE lost_codings SET code = ? WHERE code = ?", [to_code, code])
    return int(
        db.execute("UPDATE codings SET code = ? WHERE code = ?", [to_code, code]).rowcount or 0
    )


def uses(corpus: Corpus) -> dict[str, CodeUse]:
    """How much each code is used that is used at all."""
    rows = corpus.db.execute(
        "SELECT code, count(DISTINCT passage), count(DISTINCT interview), "
        "count(DISTINCT participant) FROM quotations GROUP BY code"
    )
    return {code: CodeUse(*counts) for code, *counts in rows}
