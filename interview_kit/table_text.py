"""A table as text, CSV or TSV, in the forms that spreadsheets write."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from io import StringIO
from itertools import chain

from interview_kit.errors import KitError

MOST_CELL = 1_000_000
"""The characters that a cell may have; csv's own 131,072 are fewer than a long quotation has."""
_DELIMITERS = ";,\t"

Row = tuple[int, list[str]]
"""The number of a row's last line, counted from 1, and its cells."""


def table_rows(text: str, known_columns: Collection[str]) -> Iterator[Row]:
    """Each row of a table, the heading first, with empty ones.

    Cells are parted by semicolons, commas or tabs, whichever gives the heading the most of
    `known_columns`, which are in small letters; a first line such as `sep=;` is passed over.
    Raises csv.Error where a cell has no end or is too long.
    """
    lines = StringIO(text, newline="")
    heading, lines_skipped = lines.readline(), 0
    if heading.strip().strip('"').casefold().startswith("sep="):
        heading, lines_skipped = lines.readline(), 1

    def columns_known(delimiter: str) -> int:
        cells = heading.replace('"', "").split(delimiter)
        return sum(cell.strip().casefold() in known_columns for cell in cells)

    csv.field_size_limit(MOST_CELL)
    reader = csv.reader(chain([heading], lines), delimiter=max(_DELIMITERS, key=columns_known))
    for cells in reader:
        yield reader.line_num + lines_skipped, cells


def table_columns(text: str, known_columns: Collection[str]) -> list[str]:
    """The cells of the heading, in small letters; none where there is no table."""
    try:
        _, cells = next(table_rows(text, known_columns), (0, []))
    except csv.Error:
        return []
    return [cell.strip().casefold() for cell in cells]


def named_rows(text: str, known_columns: Collection[str]) -> Iterator[dict[str, str]]:
    """Each row under the heading as a dict by column, columns in small letters.

    Cells that are not there are empty. Raises KitError for what is no table, and for a row with
    more cells than there are columns.
    """
    columns: list[str] | None = None
    try:
        for number, cells in table_rows(text, known_columns):
            if not any(map(str.strip, cells)):
                continue
            if columns is None:
                columns = [cell.strip().casefold() for cell in cells]
                continue
            if any(map(str.strip, cells[len(columns) :])):
                raise KitError(
                    "Line {number} of the table has more cells than there are columns.",
                    "Put quotation marks around a cell that holds the sign between the cells.",
                    number=number,
                )
            padding = [""] * (len(columns) - len(cells))
            yield dict(zip(columns, [*cells, *padding], strict=False))
    except csv.Error as error:
        raise KitError("The table cannot be read.", "Save it again as CSV.") from error
