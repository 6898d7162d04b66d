"""The rows of a subtitle file as cues: SRT, WebVTT and what is nearly so.

webvtt-py, pysubs2 and srt were tried: each leaves out cues without a word (times without leading
zeros, `->`, one decimal, CR as the end of a line), and webvtt-py drops `< 5 & 6 >` as a tag. Here
every row belongs to a cue, to a comment, or to what is reported as not understood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interview_kit.transcripts.timestamps import CLOCK, is_unpadded, milliseconds
from interview_kit.transcripts.transcript import NoticeKind, Report

_ARROW = re.compile(r"\s{0,3}(?:[-–—=]{1,3}\s?>|→|-{1,2}&gt;)\s{0,3}")
_LEFT = re.compile(r"-?[\d:.,; ]{3,40}", re.ASCII)
_RIGHT = re.compile(r"(-?\d{1,9}(?:\s?[:.,;]\s?\d{1,9}){1,4})(?![\d:])", re.ASCII)
_LIKE_A_TIME = re.compile(r"[^<>]{0,6}\d[^<>]{0,40}")
_SBV = re.compile(r"(\d{1,3}:\d\d:\d\d\.\d{3}),(\d{1,3}:\d\d:\d\d\.\d{3})", re.ASCII)
_NO_ARROW = re.compile(rf"\[?({CLOCK})\]?\s{{0,3}}(?:[-–—]|\s)\s{{0,3}}\[?({CLOCK})\]?", re.ASCII)
_SETTING = re.compile(
    r"(?:align|position|line|size|vertical|region|X1|X2|Y1|Y2)\s?:\s?\S{1,40}", re.IGNORECASE
)
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_SETTING_ROW = re.compile(r"[A-Za-z][\w -]{0,30}[:=]\s?\S{1,60}\s*$|##$|Style:|X-TIMESTAMP")
_LONGEST_HEAD = 50
_NUMBER = re.compile(r"\d{1,7}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cue:
    """The rows of text between two times, of which either is None where it is not understood.

    `line` is where the time stands.
    """

    line: int
    start_ms: int | None
    end_ms: int | None
    rows: tuple[str, ...]


def has_cues(text: str) -> bool:
    """Whether a text holds a row with two times and an arrow, or says that it is WebVTT."""
    head = text[:200_000]
    if head.lstrip().startswith("WEBVTT"):
        return True
    return any(_times(row, unpadded=False) for row in head.splitlines() if ":" in row)


def read_cues(text: str, report: Report) -> list[Cue]:
    """The cues of a file, in its order. Rows that belong to none are reported."""
    rows = text.split("\n")
    unpadded = is_unpadded(text)
    webvtt = text.lstrip().startswith("WEBVTT")
    times = {at: span for at, row in enumerate(rows) if (span := _times(row, unpadded=unpadded))}
    ids = {at - 1 for at in times if at and _is_id(rows, at - 1, webvtt=webvtt)} - set(times)
    skipped = _comments(rows, times) if webvtt else set()
    cues: list[Cue] = []
    current: tuple[int, int | None, int | None] | None = None
    text_rows: list[str] = []
    for at, row in enumerate(rows):
        if at in times:
            if current:
                cues.append(Cue(*current, tuple(text_rows)))
            start, end, rest = times[at]
            if start is None or end is None:
                report.add(NoticeKind.UNKNOWN_TIMES, at + 1)
            current, text_rows = (at + 1, start, end), [rest] if rest else []
        elif (
            at in skipped
            and not _SETTING_ROW.match(row)
            and not current
            and at
            and _is_head(rows, at)
        ):
            report.add_unread(at + 1, row.strip())
        elif at in ids:
            # The name of a cue is no speech; of several words it may have been.
            if len(row.split()) > 1:
                report.add(NoticeKind.HEADINGS, at + 1)
        elif at in skipped or not row.strip():
            if at in skipped and row.lstrip().startswith("NOTE"):
                report.add(NoticeKind.NOT_TEXT, at + 1)
        elif current:
            text_rows.append(row)
        else:
            report.add_unread(at + 1, row.strip())
    if current:
        cues.append(Cue(*current, tuple(text_rows)))
    return cues


def _is_head(rows: Sequence[str], at: int) -> bool:
    """Whether a row stands in the first block of a file: there is no empty row before it."""
    return at < _LONGEST_HEAD and all(row.strip() for row in rows[:at])


def _times(row: str, *, unpadded: bool) -> tuple[int | None, int | None, str] | None:
    """Start, end, and text on the row of the times; None where the row holds no two times."""
    row = row.strip()
    if len(row) > 20_000 or not row[:12].strip("[(-–—"):
        return None
    if plain := _SBV.fullmatch(row) or _NO_ARROW.fullmatch(row):
        start, end = (milliseconds(time, unpadded=unpadded) for time in plain.groups())
        return (start, end, "") if start is not None and end is not None else None
    arrow = _ARROW.search(row[:80])
    if not arrow:
        return None
    start_text, end_text = row[: arrow.start()].strip("[ "), row[arrow.end() :].strip()
    after = _RIGHT.match(end_text)
    # An arrow between numbers in speech has no colon on both sides.
    if ":" not in start_text + end_text[:20] and not (
        after and "." in start_text and "." in after[1]
    ):
        return None
    if _LEFT.fullmatch(start_text) and after and any(mark in start_text for mark in ":.,"):
        rest = end_text[after.end() :].lstrip("] ")
        return (
            milliseconds(start_text, unpadded=unpadded),
            milliseconds(after[1], unpadded=unpadded),
            "" if not _SETTING.sub("", rest).strip() else _SETTING.sub("", rest).strip(),
        )
    like_times = _LIKE_A_TIME.fullmatch(start_text) and _LIKE_A_TIME.match(end_text)
    letters = sum(letter.isalpha() for letter in start_text)
    if like_times and letters < 4 and f"{start_text}{end_text}".count(":") > 1:
        return None, None, "" if after is None else end_text[after.end() :].strip()
    return None


def _is_id(rows: Sequence[str], at: int, *, webvtt: bool) -> bool:
    """Whether a row right above a time numbers the cue, or names it as WebVTT may."""
    row = rows[at].strip()
    if not row:
        return False
    if _NUMBER.fullmatch(row):
        return True
    alone = at == 0 or not rows[at - 1].strip()
    return webvtt and alone and len(row) < 100 and not row.startswith(("WEBVTT", "<v"))


def _comments(
    rows: Sequence[str], times: dict[int, tuple[int | None, int | None, str]]
) -> set[int]:
    """The rows of a WebVTT file's head and of its comments and styles, up to an empty row."""
    skipped: set[int] = set()
    inside = True
    for at, row in enumerate(rows):
        if at in times or not row.strip():
            # What stands before the first row with text is the head.
            inside = inside and not skipped and at not in times
        elif inside or (_BLOCK.match(row.strip()) and (at == 0 or not rows[at - 1].strip())):
            inside = True
            skipped.add(at)
    return skipped
