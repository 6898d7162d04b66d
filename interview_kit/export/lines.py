"""JSON Lines: one object a turn, UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from interview_kit.export.rows import COLUMNS, row
from interview_kit.model.record import Record


def jsonl_turns(records: Iterable[Record]) -> Iterator[bytes]:
    """A line a turn, with the participant's attributes where there are any."""
    for record in records:
        for turn in record.turns:
            values: dict[str, object] = dict(zip(COLUMNS, row(record, turn), strict=True))
            if record.attributes:
                values["attributes"] = dict(sorted(record.attributes.items()))
            yield (json.dumps(values, ensure_ascii=False) + "\n").encode()
