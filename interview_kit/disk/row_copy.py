"""Copying the rows of one database to another of the same schema, column by column."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

Change = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class RowNumbering:
    """By how much the numbers of each table move, so that none is given twice.

    It is read from the schema: a key `id` that is an integer moves, and so does what refers to it.
    """

    moved: Mapping[str, int]

    @classmethod
    def after(cls, db: Database, tables: Collection[str]) -> RowNumbering:
        """Numbers that come after all that were ever given in `db`."""
        last_ids: dict[str, int] = {}
        if "sqlite_sequence" in db.table_names():
            last_ids = {
                row["name"]: row["seq"] for row in db.query("SELECT * FROM sqlite_sequence")
            }
        new_starts = {}
        for table in tables:
            keys = [row for row in db.query(f"PRAGMA table_info({table})") if row["pk"]]
            if [(row["name"], row["type"]) for row in keys] == [("id", "INTEGER")]:
                last = next(db.query(f"SELECT max(id) AS last FROM {table}"))["last"]  # noqa: S608
                new_starts[table] = max(last or 0, last_ids.get(table, 0))
        return cls(new_starts)

    def changes(self, db: Database, table: str) -> dict[str, Change]:
        """What becomes of the numbers in the columns of a table."""
        by = {
            link["from"]: self.moved[link["table"]]
            for link in db.query(f"PRAGMA foreign_key_list({table})")
            if link["table"] in self.moved and link["to"] in ("id", None)
        }
        if table in self.moved:
            by["id"] = self.moved[table]
        return {column: _add(number) for column, number in by.items()}


def tables_of(db: Database, without: Collection[str]) -> tuple[str, ...]:
    """The tables of a database that hold its content, in order of their making."""
    rows = db.query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
    names = (row["name"] for row in rows)
    return tuple(name for name in names if name not in without and not name.startswith("sqlite_"))


def columns_of(db: Database, table: str) -> tuple[str, ...]:
    """The columns of a table, in order."""
    return tuple(row["name"] for row in db.query(f"PRAGMA table_info({table})"))


def copy_rows(
    source: Database,
    target: Database,
    table: str,
    changes: Mapping[str, Change],
    *,
    where: str = "1",
    values: Mapping[str, Any] | None = None,
    may_be_there: bool = False,
) -> int:
    """Copy the rows of `table` for which `where` holds, one in memory at a time; how many.

    Columns in `changes` are changed, and NULL stays NULL. `may_be_there` leaves a row alone whose
    key the target has.
    """
    columns = columns_of(source, table)
    order = _order(source, table)
    column_list = ", ".join(f'"{column}"' for column in columns)
    rows = source.conn.execute(
        f"SELECT {column_list} FROM {table} WHERE {where} ORDER BY {order}",  # noqa: S608 - own names
        dict(values or {}),
    )
    functions = [changes.get(column) for column in columns]

    def changed() -> Iterator[list[Any]]:
        for row in rows:
            yield [
                value if function is None or value is None else function(value)
                for value, function in zip(row, functions, strict=True)
            ]

    either = "INSERT OR IGNORE" if may_be_there else "INSERT"
    marks = ", ".join("?" * len(columns))
    cursor = target.conn.executemany(
        f"{either} INTO {table} ({column_list}) VALUES ({marks})",
        changed(),
    )
    return int(cursor.rowcount)


def _order(db: Database, table: str) -> str:
    """What rows come by: as they were put in, or by key where a table knows no more."""
    definition = next(db.query("SELECT sql FROM sqlite_master WHERE name = ?", [table]))["sql"]
    if not definition.rstrip().endswith("WITHOUT ROWID"):
        return "rowid"
    keys = (row["name"] for row in db.query(f"PRAGMA table_info({table})") if row["pk"])
    return ", ".join(f'"{key}"' for key in keys)


def _add(number: int) -> Change:
    return lambda value: value + number
