"""JSON Lines: one object a turn, UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring as quoted

from interview_kit.model.record import Record

_NO_MARK = ', "mark": ""'
_encode = json.JSONEncoder(ensure_ascii=False).encode


def jsonl_turns(records: Iterable[Record]) -> Iterator[bytes]:
    """A line a turn, with the participant's attributes where there are any; a piece a record.

    The keys are the columns of the other tables.
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
    for turn in record.turns:
        yield (
            f'{{{ids}, "turn": {turn.number}, "speaker": "{turn.speaker.value}", '
            f'"start_ms": {turn.start_ms}, "end_ms": {turn.end_ms}, '
            f'"question": {quoted(turn.question)}, "text": {quoted(turn.text)}'
            f"{marks.get(turn.question, _NO_MARK)}{end}}}\n"
        )
