"""The one table of exporters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from interview_kit.errors import KitError
from interview_kit.export.delimited import csv_turns
from interview_kit.export.lines import jsonl_turns
from interview_kit.export.timed_text import timed_text
from interview_kit.model.record import Record


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file of an export: its name, relative to the export's folder, and its bytes in pieces."""

    name: str
    chunks: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Exporter:
    """A way to write filed interviews.

    `per_interview` tells one file for each (`text/P07-1.txt`) from one file for all
    (`turns.jsonl`). The same records give the same bytes.
    """

    name: str
    title: str
    path: str
    write: Callable[[Iterable[Record]], Iterator[bytes]]
    per_interview: bool = False


EXPORTERS: Mapping[str, Exporter] = {
    exporter.name: exporter
    for exporter in (
        Exporter("jsonl", "JSON Lines, a line a turn", "turns.jsonl", jsonl_turns),
        Exporter("csv", "CSV for spreadsheets and R, a row a turn", "turns.csv", csv_turns),
        Exporter("text", "Time-stamped text, a file an interview", "text/{}.txt", timed_text, True),
    )
}


def find_exporter(name: str) -> Exporter:
    """An exporter by name. Raises KitError that names those there are."""
    if name not in EXPORTERS:
        raise KitError(f"There is no export format {name}.", f"There are: {', '.join(EXPORTERS)}.")
    return EXPORTERS[name]


def artefacts(exporter: Exporter, records: Iterable[Record]) -> Iterator[Artefact]:
    """The files an exporter makes of `records`."""
    if exporter.per_interview:
        for record in records:
            yield Artefact(exporter.path.format(record.interview), exporter.write([record]))
    else:
        yield Artefact(exporter.path, exporter.write(records))
