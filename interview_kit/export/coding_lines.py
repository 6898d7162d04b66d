"""Codings as JSON Lines: one object a coding on a turn, UTF-8, with what it marks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from interview_kit.model.record import Record


def jsonl_codings(records: Iterable[Record]) -> Iterator[bytes]:
    """A line for each coding on a turn; those of one passage share their `passage`."""
    for record in records:
        entries = {entry.id: entry for entry in record.codebook}
        turns = {turn.number: turn for turn in record.turns}
        marks = {question.id: question.mark for question in record.questions}
        for coding in record.codings:
            turn, entry = turns[coding.turn], entries[coding.code]
            row = {
                "interview": record.interview,
                "participant": record.participant,
                "version": record.version,
                "turn": coding.turn,
                "first_char": coding.first_char,
                "end_char": coding.end_char,
                "quotation": turn.text[coding.first_char : coding.end_char],
                "code": coding.code,
                "title": entry.title,
                "theme": entry.theme,
                "side": entry.side,
                "coder": coding.coder,
                "coded_at": coding.coded_at,
                "memo": coding.memo,
                "passage": coding.mark,
                "speaker": turn.speaker.value,
                "question": turn.question,
                "mark": marks.get(turn.question, ""),
                "start_ms": turn.start_ms,
            }
            yield f"{json.dumps(row, ensure_ascii=False)}\n".encode()
