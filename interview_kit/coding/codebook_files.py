"""Codebooks: of a guide, of a file, and those that ship; ids of codes and sides of themes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from interview_kit.errors import KitError
from interview_kit.guide.guide import Guide
from interview_kit.model.codebook_entry import CodebookEntry
from interview_kit.table_text import named_rows
from interview_kit.toml_text import parse_toml

SIDES: Mapping[str, tuple[str, ...]] = {
    "helped": ("helped", "helps", "helping", "helpful", "hielp", "hielpen", "helpend"),
    "hindered": ("hindered", "hinders", "hindering", "unhelpful", "hinderde", "hinderlijk",
                 "belemmerend", "werkte-tegen", "werkten-tegen"),
}  # fmt: skip
"""The sides that a theme may have, and what they are called at the end of a code's id."""

COLUMNS = ("id", "title", "description", "parent", "side")
"""Of a codebook as CSV."""

_ENDING = re.compile(
    "(.+)-(" + "|".join(re.escape(word) for words in SIDES.values() for word in words) + ")"
)
_SIDE_OF = {word: side for side, words in SIDES.items() for word in words}
_LONGEST_ID = 60


def code_id(title: str) -> str:
    """An id for a code that is called `title`: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_ID].strip("-") or "code"


def theme_and_side(id: str) -> tuple[str, str]:
    """The theme and the side that an id says: `dwang-hielp` is on the side that helped."""
    match = _ENDING.fullmatch(id)
    return (match[1], _SIDE_OF[match[2]]) if match else ("", "")


def guide_codebook(guide: Guide, language: str) -> tuple[CodebookEntry, ...]:
    """The codes of a guide, each theme before its sides, in `language` or the guide's first.

    A theme is called as the topic of that id is; else what stands before the colon of its codes.
    """
    language = language if language in guide.languages else guide.languages[0]
    topics = {topic.id: topic.title.in_(language) for topic in guide.topics}
    entries: dict[str, CodebookEntry] = {}
    for code in guide.codebook:
        theme, side = theme_and_side(code.id)
        title = code.title.in_(language)
        if theme and theme not in entries:
            name = topics.get(theme) or title.partition(":")[0].strip()
            entries[theme] = CodebookEntry(theme, name)
        about = code.description.in_(language) if code.description else ""
        entries[code.id] = CodebookEntry(code.id, title, about, theme, side)
    return tuple(entries.values())


def parse_codebook(text: str, name: str, language: str) -> tuple[CodebookEntry, ...]:
    """The codes of a TOML file: `[[code]]` with id, title and description by language, and parent.

    Raises KitError for one that is not in order.
    """
    entries: dict[str, CodebookEntry] = {}
    for table in _tables(parse_toml(text, name), name):
        id = str(table["id"])
        entries[id] = CodebookEntry(
            id,
            _in(table["title"], language),
            _in(table.get("description", ""), language),
            str(table.get("parent", "")),
            str(table.get("side", "")),
        )
    return checked(entries.values())


def codebook_csv(entries: Iterable[CodebookEntry]) -> Iterator[tuple[str, ...]]:
    """The rows of a codebook as CSV, the heads first; retired codes stay behind."""
    yield COLUMNS
    for entry in entries:
        if not entry.is_retired:
            yield entry.id, entry.title, entry.description, entry.parent, entry.side


def read_codebook_csv(text: str) -> tuple[CodebookEntry, ...]:
    """The codes of a CSV file with at least a column `title` or `id`.

    Raises KitError for one without, or with codes that are not in order.
    """
    entries: list[CodebookEntry] = []
    for row in named_rows(text, COLUMNS):
        if not row.keys() & {"id", "title"}:
            raise KitError(
                "The file has neither a column id nor a column title.",
                "The columns of a codebook are: {columns}.",
                columns=", ".join(COLUMNS),
            )
        cells = {column: cell.strip().removeprefix("'") for column, cell in row.items()}
        title = cells.get("title", "") or cells.get("id", "")
        if not title:
            continue
        id = cells.get("id", "") or code_id(title)
        theme, side = theme_and_side(id)
        parent = cells.get("parent", "")
        side = cells.get("side", "") or (side if parent == theme else "")
        entries.append(CodebookEntry(id, title, cells.get("description", ""), parent, side))
    return checked(entries)


def checked(entries: Iterable[CodebookEntry]) -> tuple[CodebookEntry, ...]:
    """Codes, a theme before its codes. Raises KitError for an id that is none, or a bad side.

    A theme that is named and has no row of its own gets one.
    """
    by_id = {entry.id: entry for entry in entries}
    sorted_entries: dict[str, CodebookEntry] = {}
    for entry in by_id.values():
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", entry.id):
            raise KitError(
                "{id} is no id of a code.",
                "An id has small letters, digits and hyphens, such as diagnosis-helped.",
                id=ascii(entry.id),
            )
        if entry.side not in ("", *SIDES):
            raise KitError(
                "{side} is no side of a theme.", "It is helped, hindered or empty.",
                side=ascii(entry.side),
            )  # fmt: skip
        for id in _ancestors(entry, by_id):
            sorted_entries.setdefault(id, by_id.get(id) or CodebookEntry(id, id))
        sorted_entries.setdefault(entry.id, entry)
    return tuple(sorted_entries.values())


def _ancestors(entry: CodebookEntry, by_id: Mapping[str, CodebookEntry]) -> list[str]:
    """The themes above a code, the outermost first. Raises KitError where they go in a circle."""
    above: list[str] = []
    parent = entry.parent
    while parent:
        if parent in above or parent == entry.id:
            raise KitError("The code {id} stands under itself.", "Mend its parent.", id=entry.id)
        above.insert(0, parent)
        parent = by_id[parent].parent if parent in by_id else ""
    return above


def _tables(document: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    tables: list[Mapping[str, Any]] = document.get("code", [])
    is_sound = isinstance(tables, list) and all(
        isinstance(table, dict) and "id" in table and "title" in table for table in tables
    )
    if not is_sound or not tables:
        raise KitError(
            "{name} is no codebook.", "It has tables [[code]] with id and title.", name=name
        )
    return tables


def _in(text: object, language: str) -> str:
    if isinstance(text, dict):
        return str(text.get(language) or next(iter(text.values()), ""))
    return str(text)
