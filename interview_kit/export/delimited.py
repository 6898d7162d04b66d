"""CSV (RFC 4180) and tab-separated text, UTF-8, that a spreadsheet cannot mistake for formulas."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from zlib import compress, decompress

from interview_kit.export.export_labels import label
from interview_kit.export.text_encoding import one_line
from interview_kit.export.timed_text import tenths
from interview_kit.export.turn_rows import COLUMNS, Value, rows
from interview_kit.model.record import Record

# What spreadsheets take for the start of a formula (OWASP, CSV injection), also its wide forms, and
# behind blanks and characters that are drawn as nothing, which some programs strip. A cell also
# begins behind what another program takes for the end of one: a semicolon where commas are
# decimal, a tab, a line break.
_SIGN = "=+\\-@＝＋－＠﹢﹣﹦﹫⁼₌"
# Without tabs and line breaks: with them a run of these would be read again from each of them.
_NOTHING = (
    r" \x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
_CELL = re.compile(rf"(^|[;\t\r\n])([{_NOTHING}]*)(?=[{_SIGN}])")
_CELL_OR_COMMA = re.compile(rf"(^|[;,\t\r\n])([{_NOTHING}]*)(?=[{_SIGN}])")
_ODD_START = ("\t", "\r", "\n")


def csv_turns(records: Iterable[Record]) -> Iterator[bytes]:
    """A header and a row a turn; behind the columns of other tables one for each attribute.

    Which attributes there are is known at the end, so the rows wait, compressed.
    """
    waiting: list[tuple[Mapping[str, str], bytes]] = []
    for record in records:
        lines = [csv_line(values).decode() for values in rows(record)]
        waiting.append((record.attributes, compress(json.dumps(lines).encode(), 1)))
    names = sorted({name for attributes, _ in waiting for name in attributes})
    yield csv_line([*COLUMNS, *(_heading(name) for name in names)])
    for attributes, packed_lines in waiting:
        cells = csv_line([attributes.get(name, "") for name in names]).decode()
        end = f",{cells}" if names else "\r\n"
        for line in json.loads(decompress(packed_lines)):
            yield f"{line[:-2]}{end}".encode()


def _heading(attribute: str) -> str:
    return f"attribute_{attribute}" if attribute in COLUMNS else attribute


def tsv_transcript(records: Iterable[Record]) -> Iterator[bytes]:
    """A header and a line a turn with time span, speaker, content and question.

    No value holds a tab, a line break or a quotation mark that would begin a quoted cell, so
    every line has the same number of tabs, as NVivo wants it.
    """
    yield b"Timespan\tSpeaker\tContent\tQuestion\n"
    for record in records:
        for turn in record.turns:
            span = f"{tenths(turn.start_ms)} - {tenths(turn.end_ms)}" if record.has_times else ""
            values = (span, label(record, turn.speaker), one_line(turn.text), turn.question)
            yield (
                "\t".join(_guarded(value, _CELL_OR_COMMA, '"') for value in values) + "\n"
            ).encode()


def csv_line(values: Iterable[Value]) -> bytes:
    """One row of CSV, ended by CRLF; text that would begin a formula is guarded, None is empty."""
    buffer = io.StringIO()
    cells = [_guarded(value) if isinstance(value, str) else value for value in values]
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().encode()


def _guarded(value: str, cell: re.Pattern[str] = _CELL, *also: str) -> str:
    # An apostrophe before it makes any spreadsheet read the cell as text.
    guarded = cell.sub(_with_apostrophe, value)
    odd = guarded == value and value.startswith((*_ODD_START, *also))
    return f"'{value}" if odd else guarded


def _with_apostrophe(match: re.Match[str]) -> str:
    return f"{match[1]}'{match[2]}"
