"""Parquet for R, pandas and DuckDB: a row a turn. Needs pyarrow (the extra `parquet`)."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from interview_kit.errors import KitError
from interview_kit.export.turn_rows import COLUMNS, rows
from interview_kit.model.record import Record

ROWS_IN_GROUP = 10_000
_NUMBERS = {"turn", "start_ms", "end_ms", "version"}


def parquet_turns(records: Iterable[Record]) -> Iterator[bytes]:
    """The columns of the other tables, and `attributes` as JSON; a piece a group of rows.

    Nothing is compressed, so that what is written can be looked through. Raises KitError where
    pyarrow is missing.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise KitError(
            "Parquet needs pyarrow, which is not installed.",
            "pip install 'interview-kit[parquet]', or export csv or jsonl.",
        ) from error

    fields = [(name, pa.int64() if name in _NUMBERS else pa.string()) for name in COLUMNS]
    schema = pa.schema([*fields, ("attributes", pa.string())])
    table_rows = _rows(records)
    sink = _Sink()
    with parquet.ParquetWriter(sink, schema, compression="none", use_dictionary=False) as writer:
        while group := list(islice(table_rows, ROWS_IN_GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema))
            yield sink.drain()
    yield sink.drain()


def _rows(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    for record in records:
        attributes = json.dumps(dict(sorted(record.attributes.items())), ensure_ascii=False)
        for row in rows(record):
            values = dict(zip(COLUMNS, row, strict=True))
            yield {**values, "attributes": attributes}


class _Sink(io.RawIOBase):
    """A file that only grows, and hands out what was written since the last time."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting.append(bytes(data))
        return len(self._waiting[-1])

    def drain(self) -> bytes:
        waiting, self._waiting = self._waiting, []
        return b"".join(waiting)
