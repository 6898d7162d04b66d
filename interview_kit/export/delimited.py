"""CSV (RFC 4180) and tab-separated text, UTF-8, that a spreadsheet cannot mistake for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from interview_kit.export.export_labels import label
from interview_kit.export.text_encoding import one_line
from interview_kit.export.timed_text import tenths
from interview_kit.export.turn_rows import COLUMNS, row
from interview_kit.model.record import Record

# What spreadsheets take for the start of a formula (OWASP, CSV injection), also its wide forms.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_turns(records: Iterable[Record]) -> Iterator[bytes]:
    """A header and a row a turn."""
    yield csv_line(COLUMNS)
    for record in records:
        for turn in record.turns:
            yield csv_line(row(record, turn))


def tsv_transcript(records: Iterable[Record]) -> Iterator[bytes]:
    """A header and a line a turn with time span, speaker, content and question.

    No value holds a tab, a line break or a quotation mark that would begin a quoted cell, so
    every line has the same number of tabs, as NVivo wants it.
    """
    yield b"Timespan\tSpeaker\tContent\tQuestion\n"
    for record in records:
        for turn in record.turns:
            span = f"{tenths(turn.start_ms)} - {tenths(turn.end_ms)}"
            values = (span, label(record, turn.speaker), one_line(turn.text), turn.question)
            yield ("\t".join(_guarded(value, '"') for value in values) + "\n").encode()


def csv_line(values: Iterable[str | int]) -> bytes:
    """One row of CSV, ended by CRLF; text that would begin a formula is guarded."""
    buffer = io.StringIO()
    cells = [_guarded(value) if isinstance(value, str) else value for value in values]
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().encode()


def _guarded(value: str, *also: str) -> str:
    # An apostrophe before it makes any spreadsheet read the cell as text.
    return f"'{value}" if value.startswith((*_FORMULA, *also)) else value
