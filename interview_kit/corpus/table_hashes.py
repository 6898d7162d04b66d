"""Hashes of what the corpus holds, table by table, and whether its schema is the program's own."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing

from sqlite_utils import Database

from interview_kit.corpus.corpus import Corpus
from interview_kit.corpus.migrations import migrations

SEALED = (
    "participants",
    "attributes",
    "interviews",
    "questions",
    "turns",
    "earlier_turns",
    "places",
    "notes",
    "states",
    "releases",
    "released",
    "withdrawals",
)
"""Tables that only this program writes. Words have the hash of their interview, `audit_head` is
checked by the audit, and codes and codings are written by others."""
SCHEMA, INDEX = "schema", "turns_search"
"""What is said of a schema and of the search index that are not the program's own."""
_CHECK_INDEX = "INSERT INTO turns_search (turns_search, rank) VALUES ('integrity-check', 1)"


def table_hashes(corpus: Corpus) -> dict[str, str]:
    """The SHA-256 of every column of every row of each sealed table."""
    return {table: _hash_of(corpus.db, table) for table in SEALED}


def foreign_parts(corpus: Corpus) -> Iterator[str]:
    """What says something else than the tables do: a changed schema, an index of other words."""
    with closing(Database(memory=True)) as empty:
        migrations.apply(empty)
        own_names = {row["name"] for row in empty.query("SELECT name FROM sqlite_master")}
        has_own_schema = _schema(corpus.db, own_names) == _schema(empty, own_names)
    if not has_own_schema:
        yield SCHEMA
    if not corpus.is_read_only:
        try:
            with corpus.db.conn:
                corpus.db.execute(_CHECK_INDEX)
        except sqlite3.DatabaseError:
            yield INDEX


def _hash_of(db: Database, table: str) -> str:
    digest = hashlib.sha256()
    columns = ", ".join(str(number) for number, _ in enumerate(db[table].columns, 1))
    for row in db.execute(f"SELECT * FROM {table} ORDER BY {columns}"):  # noqa: S608 - own names
        digest.update(json.dumps(row, ensure_ascii=True).encode("ascii") + b"\n")
    return digest.hexdigest()


def _schema(db: Database, own_names: Collection[str]) -> set[tuple[str, str, str]]:
    """What makes up a schema: the program's own tables and views, and every trigger."""
    rows = db.query("SELECT type, name, sql FROM sqlite_master WHERE type <> 'index'")
    return {
        (row["type"], row["name"], str(row["sql"]))
        for row in rows
        if row["type"] == "trigger" or row["name"] in own_names
    }
