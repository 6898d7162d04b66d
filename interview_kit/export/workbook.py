"""XLSX: a sheet with a heading, of which no text is a formula."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

_LONGEST_CELL = 32_767


def workbook(
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    choices: Mapping[str, Sequence[str]] | None = None,
) -> bytes:
    """A workbook of one sheet. `choices` are offered in the cells of a column, by its name."""
    # Loaded here: most commands do without it.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    heads = []
    for column in columns:
        cell = WriteOnlyCell(sheet, column)
        cell.font = Font(bold=True)
        heads.append(cell)
    sheet.append(heads)
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, _writable(value))
            if isinstance(value, str):
                cell.data_type = "s"  # text that begins like a formula is none
            cells.append(cell)
        sheet.append(cells)
    for column, words in (choices or {}).items():
        offered = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True)
        letter = get_column_letter(columns.index(column) + 1)
        offered.add(f"{letter}2:{letter}{len(rows) + 2}")
        sheet.data_validations.append(offered)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _writable(value: object) -> object:
    """A value without the control characters that a workbook cannot hold."""
    if isinstance(value, str):
        return "".join(c for c in value if c >= " " or c in "\t\n")[:_LONGEST_CELL]
    return value
