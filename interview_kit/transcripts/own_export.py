"""Our own time-stamped text, read strictly: every turn is one row, whatever stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interview_kit.transcripts.paragraphs import Row
from interview_kit.transcripts.timestamps import milliseconds
from interview_kit.transcripts.transcript import NoticeKind, Report, Utterance

_CLOCK = r"\d{2,4}:\d{2}:\d{2}"
_ROLE = r"(?P<role>Interviewer|Deelnemer|Participant|Tolk|Interpreter|(?:Ander|Other)(?: ?[2-6])?)"
_ID = r"[A-Z]{1,8}\d{1,8}-\d{1,4}"
_TITLE = re.compile(rf"\S{{1,40}} · \S{{0,40}}(?: · {_CLOCK})?|{_ID}")
_FOCUS_TITLE = re.compile(rf"{_ID}, [\d\-Q]{{0,12}}")
_READING = re.compile(rf"\[(?P<time>{_CLOCK})\] {_ROLE}:(?: (?P<text>.*))?")
_ATLAS_TI = re.compile(rf"#(?P<time>{_CLOCK}\.\d)# {_ROLE}:(?: (?P<text>.*))?")
_MAXQDA = re.compile(rf"{_ROLE}: (?P<text>.*?) ?#(?P<time>{_CLOCK}-\d)#")
# Of a text without times, whose length is in no title either.
_UNTIMED = re.compile(rf"(?P<time>){_ROLE}:(?: (?P<text>.*))?")
_QUESTION = re.compile(r"[a-z][a-z0-9-]*(?:: \S.*)?")
"""The id of a question with its wording, as ATLAS.ti's layout writes it."""


def own_utterances(rows: Sequence[Row], report: Report) -> list[Utterance] | None:
    """The turns of an export of ours: `text`, `atlasti`, `maxqda`, `docx`; None for other files.

    The times say when turns start, also at the end of a row, where there are any. Title and
    questions are no turns.
    """
    filled = [row for row in rows if row.text]
    if not filled:
        return None
    if _FOCUS_TITLE.fullmatch(filled[0].text):
        return _focus_group(filled, report)
    titled = _TITLE.fullmatch(filled[0].text) or (filled[0].heading and len(filled) > 1)
    if not titled:
        return None
    pattern = next(
        (p for p in (_READING, _ATLAS_TI, _UNTIMED) if any(map(p.fullmatch, _texts(filled)))), None
    )
    if pattern is None:
        return None
    questions = _lone_questions(rows) if pattern is _UNTIMED else set()
    turns: list[Utterance] = []
    headings: list[int] = []
    for row in filled:
        turn = None if row.heading else pattern.fullmatch(row.text)
        if turn:
            turns.append(_utterance(row, turn))
        elif row.heading or row is filled[0] or pattern is _ATLAS_TI or row.line in questions:
            headings.append(row.line)
        else:
            return None
    for line in headings:
        report.add(NoticeKind.HEADINGS, line)
    return turns


def _focus_group(filled: Sequence[Row], report: Report) -> list[Utterance] | None:
    for pattern in (_MAXQDA, _UNTIMED):
        turns = [turn for row in filled[1:] if (turn := pattern.fullmatch(row.text))]
        if turns and len(turns) == len(filled) - 1:
            report.add(NoticeKind.HEADINGS, filled[0].line)
            return [_utterance(row, turn) for row, turn in zip(filled[1:], turns, strict=True)]
    return None


def _lone_questions(rows: Sequence[Row]) -> set[int]:
    """The lines of questions between two empty rows: without times nothing else marks them."""
    texts = ["", *_texts(rows), ""]
    return {
        row.line
        for row, before, after in zip(rows, texts, texts[2:], strict=False)
        if not before and not after and _QUESTION.fullmatch(row.text)
    }


def _utterance(row: Row, turn: re.Match[str]) -> Utterance:
    start_ms = milliseconds(turn["time"].replace("-", ".")) if turn["time"] else None
    return Utterance(turn["role"], turn["text"] or "", start_ms, None, row.line, joinable=False)


def _texts(rows: Sequence[Row]) -> list[str]:
    return [row.text for row in rows]
