"""What rows a vault file holds, found page by page, so that a damaged page costs what stood in it.

Each leaf belongs to the table whose root leads to it; one that nothing leads to any more, because
a page above it is damaged, belongs to the table whose columns its rows fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache

from sqlite_utils import Database

from interview_kit.disk.row_copy import columns_of, tables_of
from interview_kit.model.block import content_hash
from interview_kit.vault.pages import Page, Pages, PageState
from interview_kit.vault.records import (
    INDEX_INTERIOR,
    INDEX_LEAF,
    INTERIOR,
    LEAF,
    Column,
    Row,
    Value,
    children,
    fits,
    kind_of,
    rows,
)
from interview_kit.vault.vault_schema import migrations

SEALED_TABLE = "blocks"  # whose rows have a hash of their own
_SCHEMA = "sqlite_schema"
_INDEX = "index of "
_SCHEMA_COLUMNS = tuple(
    Column(name, kind, not_null=False, came_later=False, is_number=False)
    for name, kind in zip(
        ("type", "name", "tbl_name", "rootpage", "sql"),
        ("TEXT", "TEXT", "TEXT", "INTEGER", "TEXT"),
        strict=True,
    )
)
# What tells tables apart whose columns have the same types: the value of a column, by its place.
_CODE, _INTERVIEW = re.compile(r"[A-Z]{1,4}[0-9]{1,6}"), re.compile(r"[A-Z]{1,4}[0-9]{1,6}-[0-9]+")
_TELLING: Mapping[str, tuple[int, re.Pattern[str]]] = {
    "participants": (0, _CODE),
    "searches": (0, _INTERVIEW),
    "approvals": (0, _INTERVIEW),
    "withdrawals": (0, _CODE),
    "asides": (2, re.compile("consent|debrief")),
    "interviewers": (1, _CODE),
}


@lru_cache(1)
def tables() -> Mapping[str, tuple[Column, ...]]:
    """The tables of a vault with their columns, as this program makes them."""
    with closing(Database(memory=True)) as db:
        first_widths: dict[str, int] = {}
        steps = [step.name for step in migrations.pending(db)]
        for following in [*steps[1:], None]:
            migrations.apply(db, stop_before=following)
            for name in tables_of(db, ("_sqlite_migrations",)):
                first_widths.setdefault(name, len(columns_of(db, name)))
        return {name: _columns(db, name, width) for name, width in first_widths.items()}


def _columns(db: Database, table: str, first_width: int) -> tuple[Column, ...]:
    described = list(db.query(f"PRAGMA table_info({table})"))
    keys = [row for row in described if row["pk"]]
    return tuple(
        Column(
            row["name"],
            row["type"],
            not_null=bool(row["notnull"] or row["pk"]),
            came_later=place >= first_width,
            is_number=len(keys) == 1 and bool(row["pk"]) and row["type"] == "INTEGER",
        )
        for place, row in enumerate(described)
    )


@dataclass(slots=True)
class Findings:
    """How the pages of a vault were found, by number."""

    pages: int = 0
    mended: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)


class Scan:
    """One look at all pages of a vault, and the rows in them. `told` gets pages done and in all."""

    def __init__(self, pages: Pages, told: Callable[[int, int], None] = lambda _n, _of: None):
        self.findings = Findings()
        self._pages = pages
        self._found: dict[int, Page] = {}  # what was mended or is damaged
        self._below: dict[int, tuple[int, ...]] = {}
        self._leaves: list[int] = []
        self._index_pages: list[int] = []
        self._bad_leaves: set[int] = set()
        for number in range(1, pages.count + 1):
            self._look(number)
            if number % 1000 == 0:
                told(number, pages.count)
        self._owners = self._find_owners()

    def close(self) -> None:
        """Close the files."""
        self._pages.close()

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table that are what was written, one in memory at a time.

        Sound in a damaged page counts where its hash fits and an index knows of its place.
        """
        keys: set[tuple[Value, ...]] | None = None
        for leaf in self._leaves:
            owner = self._owners.get(leaf)
            if owner is None or owner == table:
                if leaf in self._bad_leaves and table == SEALED_TABLE and keys is None:
                    keys = self.index_keys(table)
                yield from self._rows_of(table, leaf, keys or set())

    def row(self, table: str, leaf: int, number: int) -> Row | None:
        """The row with a number in one leaf, or None."""
        keys = self.index_keys(table) if leaf in self._bad_leaves else set()
        return next((r for r in self._rows_of(table, leaf, keys) if r.number == number), None)

    def _rows_of(self, table: str, leaf: int, keys: set[tuple[Value, ...]]) -> Iterator[Row]:
        if leaf in self._bad_leaves:
            if table == SEALED_TABLE:
                yield from self._proven(table, leaf, keys)
            return
        broken = 0
        for row in rows(leaf, self._page(leaf).content, self._good):
            if row is None:
                broken += 1
            elif self._owners.get(leaf) == table or self._table_of(row) == table:
                yield row
        if broken and table == SEALED_TABLE:
            yield from self._proven_in(table, leaf)

    def index_keys(self, table: str) -> set[tuple[Value, ...]]:
        """What the indices of a table know: the columns of each key, then the row's number."""
        found: set[tuple[Value, ...]] = set()
        for number in self._index_pages:
            owner = self._owners.get(number, _INDEX + table)
            if owner == _INDEX + table:
                for row in rows(number, self._page(number).content, self._good):
                    if row is not None and row.values:
                        found.add(row.values)
        return found

    @property
    def knows_schema(self) -> bool:
        """Whether it is known which pages belong to which table."""
        return "interviews" in self._owners.values()

    def damaged_leaves(self, table: str) -> int:
        """How many damaged pages belong to a table, as far as is known."""
        return sum(self._owners.get(number) == table for number in self.findings.damaged)

    def _look(self, number: int) -> None:
        page = self._pages.page(number, mend=True)
        self.findings.pages += 1
        if page.state is PageState.EMPTY:
            return
        if page.state is PageState.MENDED:
            self.findings.mended.append(number)
            self._found[number] = page
        elif page.state is PageState.DAMAGED:
            self.findings.damaged.append(number)
            self._found[number] = page
        kind = kind_of(number, page.content)
        if page.state is PageState.DAMAGED:
            if kind == LEAF:
                self._leaves.append(number)
                self._bad_leaves.add(number)
            return
        if kind == LEAF:
            self._leaves.append(number)
        if kind in (INTERIOR, INDEX_INTERIOR):
            self._below[number] = children(number, page.content)
        if kind in (INDEX_LEAF, INDEX_INTERIOR):
            self._index_pages.append(number)

    def _page(self, number: int) -> Page:
        return self._found.get(number) or self._pages.page(number)

    def _good(self, number: int) -> bytes | None:
        """The content of a page that is what was written."""
        if not 0 < number <= self._pages.count or self._is_damaged(number):
            return None
        return self._page(number).content

    def _any(self, number: int) -> bytes | None:
        """The content of a page, damaged or not."""
        return self._page(number).content if 0 < number <= self._pages.count else None

    def _is_damaged(self, number: int) -> bool:
        page = self._found.get(number)
        return page is not None and page.state is PageState.DAMAGED

    def _find_owners(self) -> dict[int, str]:
        owners: dict[int, str] = {}
        self._own(1, _SCHEMA, owners)
        for leaf in [leaf for leaf, owner in owners.items() if owner == _SCHEMA]:
            if leaf not in self._leaves or leaf in self._bad_leaves:
                continue
            for row in rows(leaf, self._page(leaf).content, self._good):
                if row is None or not fits(row.values, _SCHEMA_COLUMNS):
                    continue
                kind, _, table, root, _ = row.values
                if isinstance(root, int) and kind in ("table", "index"):
                    self._own(root, (_INDEX if kind == "index" else "") + str(table), owners)
        return owners

    def _own(self, number: int, table: str, owners: dict[int, str]) -> None:
        waiting = [number]
        while waiting:
            page = waiting.pop()
            if page not in owners:
                owners[page] = table
                waiting.extend(self._below.get(page, ()))

    def _table_of(self, row: Row) -> str:
        """The table whose form a row has that nothing leads to; '' where none or several do."""
        fitting = [name for name, columns in tables().items() if fits(row.values, columns)]
        told = [name for name in fitting if name in _TELLING and _tells(name, row)]
        fitting = told or [name for name in fitting if name not in _TELLING]
        return fitting[0] if len(fitting) == 1 else ""

    def _proven(self, table: str, leaf: int, keys: set[tuple[Value, ...]]) -> Iterator[Row]:
        """The rows in a damaged page that their own hash proves, at places an index knows.

        The hash says nothing of whose sound it is; the index does.
        """
        for row in rows(leaf, self._page(leaf).content, self._any):
            if row is not None and is_proven(table, row) and (*row.values[:2], row.number) in keys:
                yield row

    def _proven_in(self, table: str, leaf: int) -> Iterator[Row]:
        """The rows of a whole leaf of which a further page is damaged where it is not used."""
        whole = {r.number for r in rows(leaf, self._page(leaf).content, self._good) if r}
        for row in rows(leaf, self._page(leaf).content, self._any):
            if row is not None and row.number not in whole and is_proven(table, row):
                yield row


def is_proven(table: str, row: Row) -> bool:
    """Whether a row of sound is what its hash says."""
    values = row.values
    if len(values) != len(tables()[table]) or not fits(values, tables()[table]):
        return False
    _, first_frame, frames, rate, channels, data, written = values
    if not isinstance(data, bytes) or not written:
        return False
    form = [value for value in (first_frame, frames, rate, channels) if isinstance(value, int)]
    return len(form) == 4 and content_hash(form[0], form[1], form[2], form[3], data) == written


def _tells(table: str, row: Row) -> bool:
    place, pattern = _TELLING[table]
    value = row.values[place] if place < len(row.values) else None
    return isinstance(value, str) and pattern.fullmatch(value) is not None
