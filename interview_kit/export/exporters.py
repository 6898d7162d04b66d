"""The one table of exporters.

Others join by an entry point in the group `interview_kit.exporters` that names an `Exporter`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from interview_kit.errors import KitError
from interview_kit.export.delimited import csv_turns, tsv_transcript
from interview_kit.export.json_lines import jsonl_turns
from interview_kit.export.notes_table import csv_notes
from interview_kit.export.parquet import parquet_turns
from interview_kit.export.reading_copy import reading_copy
from interview_kit.export.refi import refi_codebook, refi_project
from interview_kit.export.sqlite_copy import sqlite_copy
from interview_kit.export.subtitles import subrip, webvtt
from interview_kit.export.tei import tei
from interview_kit.export.timed_text import ATLAS_TI, MAXQDA, timed_text
from interview_kit.export.word_document import word_document
from interview_kit.language.phrase import phrase
from interview_kit.model.record import Record
from interview_kit.plugins import PluginTable

GROUP = "interview_kit.exporters"
Write = Callable[[Iterable[Record]], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file of an export: its name, relative to the export's folder, and its bytes in pieces."""

    name: str
    chunks: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Exporter:
    """A way to write filed interviews.

    `write` is given records, to be read once and in order, and gives the bytes of a file in pieces.
    `path` with a `{}` in it makes one file for each interview (`text/{}.txt`), without it one
    file for all (`turns.jsonl`). The same records give the same bytes: an export is written twice,
    first into the leak check.
    """

    name: str
    title: str
    path: str
    write: Write = field(compare=False)


BUILT_IN: tuple[Exporter, ...] = (
    Exporter("jsonl", phrase("JSON Lines, a line a turn"), "turns.jsonl", jsonl_turns),
    Exporter("csv", phrase("CSV for spreadsheets and R, a row a turn"), "turns.csv", csv_turns),
    Exporter("notes", phrase("The interviewer's notes, for coders: CSV"), "notes.csv", csv_notes),
    Exporter("parquet", phrase("Parquet for R, pandas and DuckDB"), "turns.parquet", parquet_turns),
    Exporter("sqlite", phrase("SQLite for Datasette"), "interviews.db", sqlite_copy),
    Exporter("qdpx", phrase("REFI-QDA project for QDA programs"), "interviews.qdpx", refi_project),
    Exporter("qdc", phrase("REFI-QDA codebook: codes and guide"), "guide.qdc", refi_codebook),
    Exporter("text", phrase("Time-stamped text, QualCoder"), "text/{}.txt", timed_text),
    Exporter(
        "atlasti",
        phrase("Time-stamped text, ATLAS.ti"),
        "atlasti/{}.txt",
        partial(timed_text, profile=ATLAS_TI),
    ),
    Exporter(
        "maxqda",
        phrase("Focus-group transcript, MAXQDA"),
        "maxqda/{}.txt",
        partial(timed_text, profile=MAXQDA),
    ),
    Exporter("tsv", phrase("Tab-separated transcript, NVivo"), "tsv/{}.txt", tsv_transcript),
    Exporter("docx", phrase("Word document with line numbers"), "docx/{}.docx", word_document),
    Exporter(
        "html", phrase("Reading copy to print, with line numbers"), "html/{}.html", reading_copy
    ),
    Exporter("vtt", phrase("WebVTT subtitles with voices"), "vtt/{}.vtt", webvtt),
    Exporter("srt", phrase("SRT subtitles"), "srt/{}.srt", subrip),
    Exporter("tei", phrase("TEI, for archives"), "tei/{}.xml", tei),
)
# What is written where no format is named: to read, for a spreadsheet, for a program.
USUAL = ("jsonl", "csv", "text")


EXPORTERS = PluginTable(Exporter, GROUP, BUILT_IN)


def exporters() -> Mapping[str, Exporter]:
    """All exporters by name; the program's own come first. Raises KitError for a false one."""
    return {exporter.name: exporter for exporter in EXPORTERS}


def find_exporter(name: str) -> Exporter:
    """An exporter by name. Raises KitError that names those there are."""
    exporter = EXPORTERS.find(name)
    if exporter is None:
        raise KitError(
            "There is no export format {name}.",
            "There are: {table}.",
            name=name,
            table=", ".join(EXPORTERS.names()),
        )
    return exporter


def artefacts(exporter: Exporter, records: Iterable[Record]) -> Iterator[Artefact]:
    """The files an exporter makes of `records`."""
    if "{}" in exporter.path:
        for record in records:
            yield Artefact(exporter.path.format(record.interview), _pieces(exporter, [record]))
    else:
        yield Artefact(exporter.path, _pieces(exporter, records))


def _pieces(exporter: Exporter, records: Iterable[Record]) -> Iterator[bytes]:
    with EXPORTERS.blamed(exporter.name):
        for piece in exporter.write(records):
            if not isinstance(piece, bytes):
                raise TypeError("an exporter gives bytes")
            yield piece
