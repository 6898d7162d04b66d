"""Tables with a row a turn: our own CSV, TSV and JSON Lines, NVivo, Whisper's TSV, spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from interview_kit.errors import KitError
from interview_kit.language.counted_text import CountedText
from interview_kit.transcripts.timestamps import CLOCK, from_seconds, milliseconds
from interview_kit.transcripts.transcript import NoticeKind, Report, Utterance

_SPEAKER = (
    "speaker",
    "spreker",
    "name",
    "naam",
    "wie",
    "who",
    "label",
    "speaker name",
    "deelnemer",
    "rol",
    "role",
)
_TEXT = (
    "text",
    "content",
    "tekst",
    "inhoud",
    "transcript",
    "utterance",
    "sentence",
    "zin",
    "uitspraak",
    "turn text",
    "caption",
)
_START = (
    "start_ms",
    "start",
    "start time",
    "starttime",
    "begin",
    "van",
    "from",
    "timestamp",
    "time",
    "tijd",
    "timecode",
    "start (s)",
    "tijdstip",
    "starttijd",
)
_END = (
    "end_ms",
    "end",
    "end time",
    "endtime",
    "einde",
    "eind",
    "to",
    "tot",
    "stop",
    "end (s)",
    "eindtijd",
)
_SPAN = ("timespan", "tijdspanne", "tijdsbereik", "time span", "interval")
_OWN = ("interview", "participant", "turn", "speaker", "start_ms", "end_ms", "question", "text")
_OWN_TSV = ("timespan", "speaker", "content", "question")
_GUARDED = re.compile(r"'[=+\-@\t\r\n＝＋－＠\"]")
_RANGE = re.compile(rf"({CLOCK})\s*(?:-+>|[-–—])\s*({CLOCK})", re.ASCII)
_DELIMITERS = "\t,;|"


def delimiter_of(text: str) -> str:
    """What parts the cells of a table whose header names a column of text; else empty."""
    header = text.lstrip("\n").split("\n", 1)[0][:2000]
    for delimiter in _DELIMITERS:
        names = _header(header.split(delimiter))
        if len(names) > 1 and set(names) & set(_TEXT) and _knows(names):
            return delimiter
    return ""


def _knows(names: Sequence[str]) -> bool:
    return bool(set(names) & {*_SPEAKER, *_START, *_SPAN})


def _header(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell.strip().strip('"').casefold() for cell in cells)


def table_utterances(text: str, delimiter: str, report: Report, interview: str) -> list[Utterance]:
    """The utterances of a table as text. Raises KitError where rows of several interviews stand
    in it and none is of `interview`."""
    # In a table of ours no tab-separated cell is quoted; in others quotation marks may be.
    header = _header(text.lstrip("\n").split("\n", 1)[0].split(delimiter))
    rows = io.StringIO(text.lstrip("\n"))
    if header == _OWN_TSV:
        reader = csv.reader(rows, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(rows, delimiter=delimiter)
    numbered: list[tuple[int, list[str]]] = []
    try:
        numbered.extend((reader.line_num, row) for row in reader if any(map(str.strip, row)))
    except csv.Error:
        report.add_unread(reader.line_num, "")
    return row_utterances(numbered, report, interview)


def row_utterances(
    numbered: Sequence[tuple[int, Sequence[str]]], report: Report, interview: str
) -> list[Utterance]:
    """The utterances of rows of cells, the first of which names the columns."""
    if not numbered:
        return []
    header = _header(numbered[0][1])
    # Behind our own columns stand a participant's attributes.
    own = header == _OWN_TSV or header[: len(_OWN)] == _OWN
    known_names = {*_SPEAKER, *_TEXT, *_START, *_END, *_SPAN}
    for name in header if not own else ():
        if name not in known_names:
            report.add(NoticeKind.OTHER_COLUMNS)
    rows: list[tuple[int, Mapping[str, Any]]] = []
    for line, cells in numbered[1:]:
        if len(cells) != len(header):
            report.add_unread(line, " ".join(cells))
            continue
        if own and not _holds(header, cells):
            report.add_unread(line, " ".join(cells))
            continue
        values = [_bare(cell) for cell in cells] if own else [cell.strip() for cell in cells]
        rows.append((line, dict(zip(header, values, strict=True))))
    return list(_utterances(of_interview(rows, interview, report), report, joinable=not own))


def _holds(header: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether the cells of a row of ours hold what their columns hold: none has slipped."""
    row = dict(zip(header, cells, strict=True))
    names = ["turn"] if _is_untimed(row) else ["turn", "start_ms", "end_ms"]
    numbers = [row[name] for name in names if name in row]
    text = row.get("text", "")
    slipped = len(row["question"].split()) > 1 or text != text.lstrip()
    return all(map(str.isdecimal, numbers)) and not slipped


def _is_untimed(row: Mapping[str, str]) -> bool:
    return row.get("start_ms") == row.get("end_ms") == ""


def _bare(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from reading it as a formula."""
    return cell[1:] if _GUARDED.match(cell) else cell


def of_interview(
    rows: Sequence[tuple[int, Mapping[str, Any]]], interview: str, report: Report
) -> Sequence[tuple[int, Mapping[str, Any]]]:
    """The rows of one interview, where a file holds several. Raises KitError if none is of it."""
    ids = {str(row["interview"]) for _, row in rows if row.get("interview")}
    if len(ids) < 2:
        return rows
    chosen = [(line, row) for line, row in rows if row.get("interview") == interview]
    if not chosen:
        raise KitError(
            CountedText(
                "The file holds {count} interview, and it is not {interview}.",
                "The file holds {count} interviews, and none is {interview}.",
            ),
            "Import it into an interview that it holds, or export that one alone.",
            count=len(ids),
            interview=interview or "the one that was named",
        )
    for line, row in rows:
        if row.get("interview") != interview:
            report.add(NoticeKind.OTHER_INTERVIEWS, line)
    return chosen


def _utterances(
    rows: Sequence[tuple[int, Mapping[str, Any]]], report: Report, *, joinable: bool
) -> Iterator[Utterance]:
    scale = 1.0 if _in_milliseconds(rows) else 1000.0
    for line, row in rows:
        text = str(_cell(row, _TEXT) or "")
        start, end = _span(row, scale)
        if start is None and any(row.get(key) for key in (*_START, *_SPAN)):
            report.add(NoticeKind.UNKNOWN_TIMES, line)
        yield Utterance(str(_cell(row, _SPEAKER) or ""), text, start, end, line, joinable)


def own_json_utterances(items: Sequence[Any], report: Report, interview: str) -> list[Utterance]:
    """The turns of our own JSON Lines."""
    rows = [(line, item) for line, item in enumerate(items, 1) if isinstance(item, Mapping)]
    return list(_utterances(of_interview(rows, interview, report), report, joinable=False))


def is_own_json(items: Any) -> bool:
    """Whether a JSON value is the list of turns that we export."""
    return (
        isinstance(items, list)
        and bool(items)
        and any(isinstance(item, Mapping) for item in items)
        and all(item is None or _is_own_turn(item) for item in items)
    )


def _is_own_turn(item: Any) -> bool:
    return isinstance(item, Mapping) and set(_OWN) <= set(item)


def _cell(row: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)


def _span(row: Mapping[str, Any], scale: float) -> tuple[int | None, int | None]:
    span = _cell(row, _SPAN)
    if span is not None:
        both = _RANGE.search(str(span))
        return (milliseconds(both[1]), milliseconds(both[2])) if both else (_ms(span, scale), None)
    if "start_ms" in row:
        return from_seconds(row["start_ms"], 1.0), from_seconds(row.get("end_ms"), 1.0)
    return _ms(_cell(row, _START), scale), _ms(_cell(row, _END), scale)


def _ms(value: Any, scale: float) -> int | None:
    if isinstance(value, str) and ":" in value:
        return milliseconds(value.strip("[]()# "))
    return from_seconds(value, scale)


def _in_milliseconds(rows: Sequence[tuple[int, Mapping[str, Any]]]) -> bool:
    """Whether whole numbers are too large for seconds, as in Whisper's TSV."""
    starts = [str(_cell(row, _START) or "") for _, row in rows]
    whole = [int(start) for start in starts if start.isdecimal() and len(start) < 12]
    return (
        bool(whole)
        and len(whole) == len([s for s in starts if s])
        and max(whole) > 30 * len(whole) + 600
    )
