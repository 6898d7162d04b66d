"""JSON Lines: one object a turn, UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from interview_kit.export.rows import COLUMNS, row
from interview_kit.model.record import Record

_encode = json.JSONEncoder(ensure_ascii=False).encode


def jsonl_turns(records: Iterable[Record]) -> Iterator[bytes]:
    """A line a turn, with the participant's attributes where there are any."""
    for record in records:
        attributes = dict(sorted(record.attributes.items()))
        about = {"attributes": attributes} if attributes else {}
        for turn in record.turns:
            values = dict(zip(COLUMNS, row(record, turn), strict=True))
            yield (_encode(values | about) + "\n").encode()
