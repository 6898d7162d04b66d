"""The expected files of each exporter. `python -m tests.support.golden_files` writes them anew."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

from pyarrow import parquet

from interview_kit.export.exporters import BUILT_IN, artefacts, find_exporter
from interview_kit.model.record import Record
from interview_kit.testing.invented_records import RECORDS

FOLDER = Path(__file__).parents[1] / "export" / "golden"
# The rest of a Word document is python-docx's template.
WORD_MEMBERS = ("word/document.xml", "docProps/core.xml")


def written(name: str, records: Iterable[Record] = RECORDS) -> dict[str, bytes]:
    """What an exporter writes, by file name."""
    made = artefacts(find_exporter(name), records)
    return {artefact.name: b"".join(artefact.chunks) for artefact in made}


def readable(name: str) -> dict[str, bytes]:
    """The same as files that a person can compare: members of archives, rows of databases."""
    files: dict[str, bytes] = {}
    for path, data in written(name).items():
        if name in ("qdpx", "docx"):
            with ZipFile(io.BytesIO(data)) as archive:
                members = WORD_MEMBERS if name == "docx" else archive.namelist()
                files |= {f"{path}/{member}": archive.read(member) for member in members}
        elif name == "sqlite":
            with closing(sqlite3.connect(":memory:")) as db:
                db.deserialize(data)
                files[f"{path}.sql"] = "\n".join(_without_index(db)).encode() + b"\n"
        elif name == "parquet":
            rows = parquet.read_table(io.BytesIO(data)).to_pylist()
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            files[f"{path}.jsonl"] = "".join(lines).encode()
        else:
            files[path] = data
    return files


def _without_index(db: sqlite3.Connection) -> Iterator[str]:
    """The statements that would make the database again, without its index.

    Each version of Python writes that one otherwise.
    """
    index = ("turns_search_", "sqlite_master", "writable_schema", "VIRTUAL TABLE turns_search")
    return (line for line in db.iterdump() if not any(part in line for part in index))


if __name__ == "__main__":
    for exporter in BUILT_IN:
        for path, content in readable(exporter.name).items():
            target = FOLDER / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
