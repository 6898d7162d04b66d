"""A participant's code that was put right: the filed interviews under their new ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlite_utils import Database

from interview_kit.corpus.corpus import Corpus
from interview_kit.disk.row_copy import columns_of, tables_of

_KEEP_THEIR_IDS = frozenset(("released", "withdrawals"))
"""Tables that say what an interview was called when it went out."""


def recode(corpus: Corpus, ids: Mapping[str, str], before: str, after: str) -> None:
    """Give filed interviews of the participant `before` new `ids`, under `after`.

    Turns keep their ids, and so codings stay where they were; no text changes. Done again after a
    crash it does what is left.
    """
    with corpus.atomic() as db:
        db.execute("PRAGMA defer_foreign_keys = ON")
        filed_ids = [row["id"] for row in db.query("SELECT id FROM interviews")]
        if not set(ids) & set(filed_ids):
            return
        db.execute("INSERT OR IGNORE INTO participants VALUES (?)", [after])
        db.execute(
            "INSERT OR IGNORE INTO attributes "
            "SELECT ?, name, value FROM attributes WHERE participant = ?",
            [after, before],
        )
        with _thawed(db):
            for old, new in ids.items():
                db.execute(
                    "UPDATE interviews SET id = ?, participant = ? WHERE id = ?", [new, after, old]
                )
                for table in tables_of(db, _KEEP_THEIR_IDS):
                    if "interview" in columns_of(db, table):
                        db.execute(
                            f"UPDATE {table} SET interview = ? WHERE interview = ?",  # noqa: S608
                            [new, old],
                        )
        db.execute(
            "DELETE FROM participants WHERE code = ? AND code NOT IN "
            "(SELECT participant FROM interviews)",
            [before],
        )


@contextmanager
def _thawed(db: Database) -> Iterator[None]:
    """Let ids of frozen rows change: the triggers that refuse it are made again afterwards."""
    triggers = list(
        db.query(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%froze%'"
        )
    )
    for trigger in triggers:
        db.execute(f"DROP TRIGGER {trigger['name']}")
    yield
    for trigger in triggers:
        db.execute(trigger["sql"])
