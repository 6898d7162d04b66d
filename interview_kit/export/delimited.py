"""CSV (RFC 4180, UTF-8) that a spreadsheet cannot mistake for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from interview_kit.export.rows import COLUMNS, row
from interview_kit.model.record import Record

# What spreadsheets take for the start of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_turns(records: Iterable[Record]) -> Iterator[bytes]:
    """A header and a row a turn."""
    yield _line(COLUMNS)
    for record in records:
        for turn in record.turns:
            yield _line(row(record, turn))


def _line(values: Iterable[str | int]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([_cell(value) for value in values])
    return buffer.getvalue().encode()


def _cell(value: str | int) -> str | int:
    # An apostrophe before it makes any spreadsheet read the cell as text.
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
