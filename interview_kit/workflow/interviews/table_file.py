"""A table that a spreadsheet wrote: CSV in any of its forms, or XLSX."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from interview_kit.errors import KitError
from interview_kit.table_text import Row, table_rows
from interview_kit.text_decoding import decoded_text

MOST_BYTES = 64 << 20
"""As much as a workbook may hold when it is unpacked; a table of a study has a thousandth of it."""
MOST_ROWS, MOST_COLUMNS = 100_000, 1_000
"""More than any spreadsheet of a study has, and fewer than would hold the machine up."""
_ZIP = b"PK\x03\x04"


def read_table(path: Path, known_columns: Collection[str]) -> tuple[Row, ...]:
    """Each row of a table that holds anything, with its number; the heading comes first.

    Text is parted by semicolons, commas or tabs, whichever gives the most of `known_columns`, and
    is in UTF-8, UTF-16 or as Windows wrote it before; of a workbook the first sheet is read, and
    its days are ISO 8601. Raises KitError for what is no table.
    """
    try:
        content = path.read_bytes()
        rows = (
            _of_workbook(content)
            if content.startswith(_ZIP)
            else table_rows(decoded_text(content), known_columns)
        )
        return tuple((number, cells) for number, cells in rows if any(map(str.strip, cells)))
    except (OSError, csv.Error, BadZipFile) as error:
        raise KitError(
            "{name} cannot be read as a table.",
            "Save it from the spreadsheet as XLSX, or as CSV in UTF-8.",
            name=path.name,
        ) from error


def _of_workbook(content: bytes) -> Iterator[Row]:
    from openpyxl import load_workbook

    with ZipFile(BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > MOST_BYTES:
            raise BadZipFile
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a sheet says of its size is not always so
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
                raise BadZipFile
            yield number, [_written(value) for value in cells]
    except BadZipFile:
        raise
    except Exception as error:  # a workbook that is none fails in openpyxl in many ways
        raise BadZipFile from error


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
