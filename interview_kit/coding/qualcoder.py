"""A project of QualCoder as it keeps it: `data.qda`, SQLite, in a folder or an archive.

Source: the schema of QualCoder 3 (tables source, code_text, code_name, code_cat).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing

from interview_kit.coding.codebook_files import theme_and_side
from interview_kit.coding.coded_text import CodedPassage, CodedProject, CodedText, UnreadPassage
from interview_kit.coding.refi_reading import unique_id
from interview_kit.errors import KitError
from interview_kit.model.codebook_entry import CodebookEntry

DATABASE = "data.qda"
"""The name of the database in the folder of a project."""

_TABLES = ("source", "code_text", "code_name")
_MOST_STEPS = 50_000_000


def read_qualcoder(content: bytes) -> CodedProject:
    """The codes, texts and coded passages of a database. Raises KitError for what is none."""
    with closing(sqlite3.connect(":memory:")) as db:
        try:
            db.deserialize(content)
            db.execute("PRAGMA trusted_schema = OFF")
            db.execute("PRAGMA query_only = ON")
            db.set_progress_handler(_Patience(), 10_000)
            tables = {
                row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            if not tables.issuperset(_TABLES):
                raise KitError("The database is no project of QualCoder.", "Choose its data.qda.")
            return _project(db, tables)
        except (sqlite3.Error, UnicodeDecodeError, ValueError, TypeError) as error:
            raise KitError(
                "The project of QualCoder is damaged.", "Open it there and save it again."
            ) from error


class _Patience:
    """Stops a database that was made to keep whoever reads it busy."""

    def __init__(self) -> None:
        self.steps = 0

    def __call__(self) -> int:
        self.steps += 10_000
        return int(self.steps > _MOST_STEPS)


def _project(db: sqlite3.Connection, tables: set[str]) -> CodedProject:
    codes: dict[str, CodebookEntry] = {}
    taken_ids: set[str] = set()

    def learn(key: str, name: object, memo: object, parent: str) -> None:
        title = " ".join(str(name or key).split())
        id = unique_id(title, taken_ids)
        taken_ids.add(id)
        above = codes[parent].id if parent in codes else ""
        codes[key] = CodebookEntry(id, title, str(memo or ""), above, theme_and_side(id)[1])

    columns = {row[1] for row in db.execute("PRAGMA table_info(code_name)")}
    if "code_cat" in tables:
        rows = db.execute("SELECT catid, name, memo, supercatid FROM code_cat").fetchall()
        for catid, name, memo, above in _from_the_top(rows):
            learn(f"category {catid}", name, memo, f"category {above}")
    over = "supercid" if "supercid" in columns else "NULL"
    rows = db.execute(f"SELECT cid, name, memo, {over}, catid FROM code_name").fetchall()  # noqa: S608
    for cid, name, memo, above, category in _from_the_top(rows):
        parent = f"code {above}" if above is not None else f"category {category}"
        learn(f"code {cid}", name, memo, parent)
    texts = [
        CodedText(
            str(name or ""),
            str(text),
            tuple(
                CodedPassage(
                    f"code {cid}",
                    int(start),
                    int(end),
                    str(owner or ""),
                    str(date or ""),
                    str(memo or ""),
                    str(seltext or ""),
                )
                for cid, start, end, owner, date, memo, seltext in db.execute(
                    "SELECT cid, pos0, pos1, owner, date, memo, seltext FROM code_text "
                    "WHERE fid = ? ORDER BY pos0, pos1, cid",
                    (id,),
                )
                if f"code {cid}" in codes
            ),
        )
        for id, name, text in db.execute("SELECT id, name, fulltext FROM source").fetchall()
        if text
    ]
    elsewhere = [
        UnreadPassage(f"code {cid}", str(name or ""), str(owner or ""))
        for table in ("code_image", "code_av")
        if table in tables
        for cid, name, owner in db.execute(
            f"SELECT cid, name, {table}.owner FROM {table} JOIN source ON source.id = {table}.id"  # noqa: S608
        )
        if f"code {cid}" in codes
    ]
    return CodedProject(
        codes, tuple(text for text in texts if text.passages), unread=tuple(elsewhere)
    )


def _from_the_top(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Rows whose fourth value is the first of another, those above before those below."""
    known_keys: set[object] = {None}
    sorted_rows: list[tuple[object, ...]] = []
    waiting = list(rows)
    while waiting:
        ready = [row for row in waiting if row[3] in known_keys] or waiting
        sorted_rows += ready
        known_keys |= {row[0] for row in ready}
        waiting = [row for row in waiting if row not in ready]
    return sorted_rows
