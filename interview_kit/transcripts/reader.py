"""The way in: the bytes of a file become a transcript.

What a file holds decides how it is read; its suffix only where that says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from interview_kit.errors import KitError
from interview_kit.transcripts import office, rich_text
from interview_kit.transcripts.characters import one_line, without_controls
from interview_kit.transcripts.cue_rows import has_cues
from interview_kit.transcripts.cue_text import cue_utterances
from interview_kit.transcripts.encoding import decode
from interview_kit.transcripts.json_transcript import json_utterances, load
from interview_kit.transcripts.label import clean
from interview_kit.transcripts.markup import (
    anchored,
    copy_utterances,
    noscribe_utterances,
    page_rows,
    reading_copy,
    xml_utterances,
)
from interview_kit.transcripts.own_export import own_utterances
from interview_kit.transcripts.paragraphs import Row, paragraph_utterances, rows_of
from interview_kit.transcripts.table import (
    delimiter_of,
    is_own_json,
    own_json_utterances,
    row_utterances,
    table_utterances,
)
from interview_kit.transcripts.transcript import (
    FileComment,
    NoticeKind,
    Report,
    Transcript,
    Utterance,
)

MOST_BYTES = 64 * 1024 * 1024
"""A transcript of a hundred hours of speech as JSON with every word is smaller."""

SUFFIXES = (
    ".txt", ".vtt", ".srt", ".sbv", ".json", ".jsonl", ".csv", ".tsv", ".docx", ".odt", ".rtf",
    ".html", ".htm", ".xml", ".ttml", ".md",
)  # fmt: skip
_ALIKE = {"htm": "html", "sbv": "srt", "jsonl": "json", "tsv": "csv", "ttml": "xml", "md": "txt"}


def read_transcript(
    content: bytes, suffix: str, *, labels: Collection[str] = (), interview: str = ""
) -> Transcript:
    """The transcript in the bytes of a file with a `suffix` such as ".vtt".

    `labels` are labels that a person named: they are labels, whatever they look like. `interview`
    chooses where a table holds several. Raises KitError for what is no transcript, or of no
    program that is known.
    """
    if len(content) > MOST_BYTES:
        raise KitError("The file is too large for a transcript.", "Choose another file.")
    report = Report()
    kind = suffix.lower().lstrip(".")
    try:
        name, spoken = _read(content, kind, report, labels, interview)
    except (ValueError, RecursionError) as error:
        raise KitError(
            "The file is no transcript in the format {value}.",
            "Export it again, as VTT if there is a choice.",
            value=kind or "text",
        ) from error
    utterances = _tidied(spoken, report)
    if not utterances:
        raise KitError("The file holds no lines of a transcript.", "Choose another file.")
    if suffix and f".{kind}" in SUFFIXES and _ALIKE.get(kind, kind) != _ALIKE.get(name, name):
        report.add(NoticeKind.OTHER_FORMAT, detail=name)
    _add_notices(utterances, report)
    doubtful = tuple(_clean(label) for label in report.doubtful)
    comments = tuple(
        FileComment(*map(_tidied_line, (each.author, each.commented, each.text)))
        for each in report.comments
    )
    unread = tuple(report.unread)
    return Transcript(name, utterances, unread, report.notices(), doubtful, comments)


def _read(
    content: bytes, kind: str, report: Report, labels: Collection[str], interview: str
) -> tuple[str, Sequence[Utterance]]:
    """The format that was found, and what was said."""
    if content.startswith(b"PK\x03\x04"):
        return _document(content, report, labels, interview)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        text = _plain(rich_text.rtf_text(content, report), report)
        return "rtf", list(_rows(rows_of(text), report, labels))
    decoded = decode(content)
    if decoded.guessed:
        report.add(NoticeKind.GUESSED_ENCODING, detail=decoded.encoding)
    for line in decoded.stray_lines:
        report.add(NoticeKind.STRAY_BYTES, line, decoded.encoding)
    text = _plain(decoded.text, report)
    begin = text.lstrip()[:200]
    if begin.startswith(("{", "[")) and kind not in ("vtt", "srt", "sbv"):
        utterances = _json(text, kind, report, interview)
        if utterances is not None:
            return "json", utterances
    if begin.startswith("<") and not begin.startswith("<v "):
        return _markup(text, kind, report, labels)
    if kind in ("vtt", "srt", "sbv") or has_cues(text):
        name = "vtt" if text.lstrip().startswith("WEBVTT") or kind == "vtt" else "srt"
        return name, cue_utterances(text, report, labels)
    delimiter = delimiter_of(text)
    if delimiter:
        return "csv", table_utterances(text, delimiter, report, interview)
    if kind in ("json", "jsonl"):
        raise ValueError("no JSON")
    if kind in ("docx", "odt"):
        raise office.damaged()
    if f".{kind}" not in SUFFIXES and kind:
        raise KitError(
            "Transcripts are not read from {suffix}.",
            "These are: {parsers}.",
            suffix=f".{kind}",
            parsers=", ".join(SUFFIXES),
        )
    return "txt", list(_rows(rows_of(text), report, labels))


def _plain(text: str, report: Report) -> str:
    """A text without control characters, which are counted."""
    plain, count = without_controls(text)
    if count:
        for line, row in enumerate(text.split("\n"), 1):
            for _ in range(without_controls(row.rstrip("\r"))[1]):
                report.add(NoticeKind.CONTROL_CHARACTERS, line)
    return plain


def _json(text: str, kind: str, report: Report, interview: str) -> list[Utterance] | None:
    """JSON, or None where a text only begins like it and is not called so."""
    try:
        content = load(text, report)
    except ValueError:
        if kind in ("json", "jsonl"):
            raise
        return None
    if not isinstance(content, dict | list):
        return None
    if isinstance(content, dict) and is_own_json([content]):
        content = [content]
    if isinstance(content, list) and is_own_json(content):
        return own_json_utterances(content, report, interview)
    return json_utterances(content, report)


def _document(
    content: bytes, report: Report, labels: Collection[str], interview: str
) -> tuple[str, Sequence[Utterance]]:
    kind = office.zip_kind(content)
    if not kind:
        raise KitError(
            "The file is an archive without a document.", "Unpack it, and import a file of it."
        )
    read: Callable[..., tuple[list[Row], list[office.Cells]]] = (
        office.docx_rows if kind == "docx" else office.odt_rows
    )
    rows, tables = read(content, report)
    rows = [replace(row, text=_plain(row.text, report).replace("\n", " ")) for row in rows]
    if len(tables) == 1 and tables[0]:
        cells = [(line, [_plain(cell, report) for cell in row]) for line, row in tables[0]]
        if delimiter_of("\t".join(cells[0][1])):
            for row in rows:
                if row.text and row.line < cells[0][0]:
                    report.add(NoticeKind.HEADINGS, row.line)
            return kind, row_utterances(cells, report, interview)
    return kind, list(_rows(rows, report, labels))


def _rows(rows: Sequence[Row], report: Report, labels: Collection[str]) -> Sequence[Utterance]:
    own = own_utterances(rows, report)
    return own if own is not None else list(paragraph_utterances(rows, report, labels))


def _markup(
    text: str, kind: str, report: Report, labels: Collection[str]
) -> tuple[str, Sequence[Utterance]]:
    if anchored(text):
        return "html", noscribe_utterances(text, report)
    if reading_copy(text):
        return "html", copy_utterances(text, report)
    head = text.lstrip()[:500].casefold()
    if "<!doctype html" in head or "<html" in head or kind in ("html", "htm"):
        return "html", list(_rows(page_rows(text, report), report, labels))
    if kind in ("xml", "ttml") or head.startswith(("<?xml", "<tei", "<tt")):
        utterances = xml_utterances(text, report)
        if utterances is None:
            raise ValueError("no known XML")
        return "xml", utterances
    return "txt", list(_rows(rows_of(text), report, labels))


def _tidied(utterances: Sequence[Utterance], report: Report) -> tuple[Utterance, ...]:
    """Utterances with something said, on one line, with times that run forward."""
    tidied = []
    for utterance in utterances:
        text, controls = without_controls(utterance.text)
        for _ in range(controls):
            report.add(NoticeKind.CONTROL_CHARACTERS, utterance.line)
        text = one_line(text)
        if text:
            end = utterance.end_ms
            if end is not None and (utterance.start_ms is None or end < utterance.start_ms):
                # f4 gives ends alone; an end before its start is no end.
                end = end if utterance.start_ms is None else None
            tidied.append(replace(utterance, label=_clean(utterance.label), text=text, end_ms=end))
    return tuple(tidied)


def _clean(label: str) -> str:
    return clean(_tidied_line(label))


def _tidied_line(text: str) -> str:
    return one_line(without_controls(text)[0])


def _add_notices(utterances: Sequence[Utterance], report: Report) -> None:
    """What should be said of the voices of a file."""
    labels = {utterance.label for utterance in utterances if utterance.label}
    for label, count in report.doubtful.items():
        for _ in range(count):
            report.add(NoticeKind.SPEECH_WITH_COLON)
        del label
    if labels:
        for utterance in utterances:
            if not utterance.label:
                report.add(NoticeKind.UNLABELLED, utterance.line)
    if (len(labels) == 1 and report.doubtful) or (not labels and len(report.doubtful) > 1):
        report.add(NoticeKind.ONE_VOICE)
