"""Codings as rows: CSV of anybody's, and our own JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from interview_kit.coding.codebook_files import code_id, theme_and_side
from interview_kit.coding.coded_text import CodedProject, CodedRow
from interview_kit.coding.refi_reading import unique_id
from interview_kit.errors import KitError
from interview_kit.model.codebook_entry import CodebookEntry
from interview_kit.table_text import named_rows

_NAMES: Mapping[str, tuple[str, ...]] = {
    "interview": ("interview", "source", "document", "file", "bestand"),
    "turn": ("turn", "beurt"),
    "first_char": ("first_char", "start", "start_char", "van"),
    "end_char": ("end_char", "end", "tot"),
    "quotation": ("quotation", "quote", "text", "citaat", "tekst"),
    "code": ("code",),
    "title": ("title", "titel"),
    "theme": ("theme", "thema"),
    "side": ("side", "kant"),
    "coder": ("coder", "codeur", "user", "owner"),
    "coded_at": ("coded_at", "date", "datum"),
    "memo": ("memo", "comment", "opmerking"),
    "passage": ("passage", "mark"),
}
_MOST_ROWS = 200_000


def read_csv(text: str) -> CodedProject:
    """A table with at least `interview` and `code`. Raises KitError for one without."""
    rows = list(named_rows(text, {column for names in _NAMES.values() for column in names}))
    heads = {name: head for head in (rows[0] if rows else {}) for name in _known(head)}
    if not {"interview", "code"} <= set(heads):
        raise KitError(
            "The table has no columns interview and code.",
            "Its columns may be: {columns}.",
            columns=", ".join(_NAMES),
        )
    return _project({name: row[head] for name, head in heads.items()} for row in rows)


def read_jsonl(text: str) -> CodedProject:
    """Our own lines, a turn each with its codings; or a coding each.

    Raises KitError for a line that is neither, with its number.
    """

    def rows() -> Iterator[Mapping[str, str]]:
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip():
                continue
            try:
                row: Any = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            some = _coded(row)
            if some is None:
                raise KitError(
                    "Line {number} is neither a turn nor a coding.",
                    "`interview-kit export --format jsonl` writes such lines.",
                    number=number,
                )
            for coding in some:
                yield {name: "" if value is None else str(value) for name, value in coding.items()}

    return _project(rows())


def _coded(row: Any) -> list[dict[str, Any]] | None:
    """The codings of a line; None for a line that is not ours."""
    if not isinstance(row, dict) or "interview" not in row:
        return None
    if "code" in row:
        return [row]
    codings = row.get("codings", [])
    is_turn = "turn" in row and isinstance(codings, list)
    if not is_turn or not all(isinstance(coding, dict) and "code" in coding for coding in codings):
        return None
    place = {"interview": row["interview"], "turn": row["turn"]}
    return [{**coding, **place} for coding in codings]


def _known(head: str) -> Iterator[str]:
    plain = head.replace(" ", "_")
    yield from (name for name, names in _NAMES.items() if plain in names)


def _project(rows: Iterator[Mapping[str, str]]) -> CodedProject:
    codes: dict[str, CodebookEntry] = {}
    coded_rows = []
    for number, row in enumerate(rows, 1):
        if number > _MOST_ROWS:
            raise KitError("The file has more than {most} codings.", "Cut it.", most=_MOST_ROWS)
        cells = {name: _unguarded(row.get(name, "")) for name in _NAMES}
        if not (cells["interview"].strip() or cells["code"].strip()):
            continue
        key = cells["code"].strip()
        if key and key not in codes:
            codes[key] = _entry(key, cells, codes)
        coded_rows.append(
            CodedRow(
                number,
                cells["interview"].strip(),
                key,
                _number(cells["turn"], 0),
                _number(cells["first_char"], -1),
                _number(cells["end_char"], -1),
                cells["quotation"].strip(),
                cells["coder"].strip(),
                cells["coded_at"].strip(),
                cells["memo"].strip(),
                cells["passage"].strip(),
            )
        )
    return CodedProject(codes, rows=tuple(coded_rows))


def _entry(key: str, cells: Mapping[str, str], codes: Mapping[str, CodebookEntry]) -> CodebookEntry:
    id = key if key == code_id(key) else unique_id(key, {entry.id for entry in codes.values()})
    theme, side = theme_and_side(id)
    said_theme = cells["theme"].strip()
    parent = code_id(said_theme) if said_theme else ""
    side = cells["side"].strip() or (side if parent == theme else "")
    return CodebookEntry(
        id, cells["title"].strip() or key, "", "" if parent == id else parent, side
    )


def _unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@\t\r" and len(cell) > 1 else cell


def _number(cell: str, otherwise: int) -> int:
    try:
        return int(float(cell)) if cell.strip() else otherwise
    except (ValueError, OverflowError):
        return -2
