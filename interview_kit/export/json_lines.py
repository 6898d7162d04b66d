"""JSON Lines: one object a turn, UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring as quoted

from interview_kit.model.record import Record

_NO_MARK = ', "mark": ""'
_encode = json.JSONEncoder(ensure_ascii=False).encode


def jsonl_turns(records: Iterable[Record]) -> Iterator[bytes]:
    """A line a turn, with the participant's attributes and its codings where there are any.

    The keys are the columns of the other tables. A piece a record.
    """
    for record in records:
        yield "".join(_lines(record)).encode()


def _lines(record: Record) -> Iterator[str]:
    """Put together by hand: an encoder is set up anew for each object, which takes longest."""
    ids = f'"interview": {quoted(record.interview)}, "participant": {quoted(record.participant)}'
    attributes = dict(sorted(record.attributes.items()))
    marks = {id: f', "mark": {quoted(mark)}' for id, mark in record.marks.items()}
    end = f', "version": {record.version}'
    end += f', "attributes": {_encode(attributes)}' if attributes else ""
    codings, has_times = _codings(record), record.has_times
    for turn in record.turns:
        coded = f', "codings": {_encode(codings[turn.number])}' if turn.number in codings else ""
        times = (
            f'"start_ms": {turn.start_ms}, "end_ms": {turn.end_ms}'
            if has_times
            else '"start_ms": null, "end_ms": null'
        )
        yield (
            f'{{{ids}, "turn": {turn.number}, "speaker": "{turn.speaker.value}", '
            f'{times}, "question": {quoted(turn.question)}, "text": {quoted(turn.text)}'
            f"{marks.get(turn.question, _NO_MARK)}{end}{coded}}}\n"
        )


def _codings(record: Record) -> dict[int, list[dict[str, str | int]]]:
    """What is coded in each turn, by its number; pieces of one passage share their `passage`."""
    entries = {entry.id: entry for entry in record.codebook}
    texts = {turn.number: turn.text for turn in record.turns}
    codings: dict[int, list[dict[str, str | int]]] = {}
    for coding in record.codings:
        entry = entries[coding.code]
        codings.setdefault(coding.turn, []).append(
            {
                "code": coding.code,
                "title": entry.title,
                "theme": entry.theme,
                "side": entry.side,
                "first_char": coding.first_char,
                "end_char": coding.end_char,
                "quotation": texts[coding.turn][coding.first_char : coding.end_char],
                "coder": coding.coder,
                "coded_at": coding.coded_at,
                "memo": coding.memo,
                "passage": coding.mark,
            }
        )
    return codings
