"""Taking in the rows of another corpus: every table, as the schema says."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from functools import partial

from sqlite_utils import Database

from interview_kit.corpus.corpus import Corpus
from interview_kit.disk.row_copy import Change, RowNumbering, columns_of, copy_rows, tables_of
from interview_kit.model.renaming import Renaming

STAYS = frozenset(
    ("audit_head", "coding_acts", "coding_act_codes", "coding_act_rows", "_sqlite_migrations")
)
"""Tables that speak of their own study alone."""
_SHARED = frozenset(("participants", "attributes", "codes", "releases", "released", "withdrawals"))
_TURN_IDS = {"earlier_turns": "id", "lost_codings": "turn"}
_INDEX = "turns_search"
_CODED = {
    "codings": """
    SELECT codings.*, coalesce((
        SELECT earlier.text FROM earlier_turns AS earlier
        WHERE earlier.id = codings.turn AND earlier.interview = turns.interview
        AND codings.version BETWEEN earlier.since AND earlier.until
    ), turns.text) AS coded_text
    FROM codings JOIN turns ON turns.id = codings.turn
""",
    "lost_codings": """
    SELECT lost_codings.*, coalesce(earlier.text, '') AS coded_text
    FROM lost_codings LEFT JOIN earlier_turns AS earlier
        ON earlier.id = lost_codings.turn AND earlier.interview = lost_codings.interview
        AND lost_codings.version BETWEEN earlier.since AND earlier.until
""",
}


def content_tables(db: Database) -> tuple[str, ...]:
    """The tables that are taken in, in order."""
    return tuple(table for table in tables_of(db, STAYS) if not table.startswith(_INDEX))


def merge_rows(
    corpus: Corpus,
    other_corpus: Corpus,
    renaming: Renaming,
    interview_ids: Iterable[str],
    coarse: Callable[[str], str],
    report: Callable[[int, int], None],
) -> None:
    """Copy the interviews that are `wanted`, by their old ids, and what belongs to them; whole.

    Pseudonyms in text are the new ones in every version, and codings keep what they mark. `coarse`
    makes dates as rough as this study tells them. Codes, releases and withdrawals come along. Done
    again it changes nothing where the interviews are no longer wanted.
    """
    source = other_corpus.db
    with corpus.atomic() as db:
        # A code may have been merged into one that was made later.
        db.execute("PRAGMA defer_foreign_keys = ON")
        tables = content_tables(source)
        numbering = RowNumbering.after(db, tables)
        values = {"wanted": json.dumps(sorted(interview_ids))}
        for number, table in enumerate(tables, 1):
            changes = _changes(source, table, renaming, coarse) | numbering.changes(source, table)
            if table in _TURN_IDS:
                new_turn_ids = numbering.moved["turns"]
                changes[_TURN_IDS[table]] = partial(int.__add__, new_turn_ids)
            if table in _CODED:
                _take_codings(source, db, table, changes, renaming, values)
            else:
                copy_rows(
                    source, db, table, changes, where=condition(source, table), values=values,
                    may_be_there=table in _SHARED,
                )  # fmt: skip
            report(number, len(tables))


def condition(db: Database, table: str) -> str:
    """Which rows of a table belong to the interviews in `:wanted`; all of what belongs to none."""
    id_query = "SELECT value FROM json_each(:wanted)"
    participant_query = f"SELECT participant FROM interviews WHERE id IN ({id_query})"  # noqa: S608 - own names
    columns = columns_of(db, table)
    links = {row["table"]: row["from"] for row in db.query(f"PRAGMA foreign_key_list({table})")}
    if table == "interviews":
        return f"id IN ({id_query})"
    if table == "participants":
        return f"code IN ({participant_query})"
    if "turns" in links:
        inside = f"SELECT id FROM turns WHERE interview IN ({id_query})"  # noqa: S608 - own names
        return f'"{links["turns"]}" IN ({inside})'
    if "interviews" in links:
        return f'"{links["interviews"]}" IN ({id_query})'
    if "participants" in links and "participant" in columns:
        return f"participant IN ({participant_query})"
    return "1"


def codes_that_differ(corpus: Corpus, other_corpus: Corpus) -> tuple[str, ...]:
    """The ids of codes that mean one thing here and another there."""
    query = "SELECT id, title, description, parent FROM codes"
    codes_here = {row["id"]: row for row in corpus.db.query(query)}
    return tuple(
        row["id"]
        for row in other_corpus.db.query(f"{query} ORDER BY id")
        if codes_here.get(row["id"], row) != row
    )


def texts(corpus: Corpus) -> Iterable[str]:
    """What was filed in every version, as far as it has a bracket."""
    for table in ("turns", "earlier_turns", "notes"):
        for row in corpus.db.query(f"SELECT text FROM {table} WHERE text LIKE '%[%'"):  # noqa: S608
            yield row["text"]


def _take_codings(
    source: Database,
    db: Database,
    table: str,
    moves: dict[str, Change],
    renaming: Renaming,
    values: dict[str, str],
) -> None:
    """Copy codings, moved along with the pseudonyms in the text that was coded."""
    columns: Collection[str] = columns_of(source, table)
    marks = ", ".join(f":{column}" for column in columns)
    mine = condition(source, table)
    rows = source.query(f"{_CODED[table]} WHERE {table}.{mine} ORDER BY {table}.id", values)
    for row in rows:
        text = row.pop("coded_text")
        for column in ("first_char", "end_char"):
            row[column] = renaming.place(text, row[column])
        for column, move in moves.items():
            row[column] = move(row[column])
        db.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", row)  # noqa: S608


def _changes(
    db: Database, table: str, renaming: Renaming, coarse: Callable[[str], str]
) -> dict[str, Change]:
    by_name: dict[str, Change] = {
        "interview": renaming.interview,
        "participant": renaming.code,
        "interviewer": renaming.interviewer,
        "held": coarse,
        "on_date": coarse,
    }
    changes_by_column: dict[tuple[str, str], Change] = {
        ("interviews", "id"): renaming.interview,
        ("participants", "code"): renaming.code,
        ("turns", "text"): renaming.text,
        ("earlier_turns", "text"): renaming.text,
        ("words", "text"): renaming.text,
        ("notes", "text"): renaming.text,
    }
    columns = columns_of(db, table)
    table_changes = {column: change for column, change in by_name.items() if column in columns}
    return table_changes | {
        column: change for (at, column), change in changes_by_column.items() if at == table
    }
