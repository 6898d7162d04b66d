"""A table that says whose each recording of a folder is: `interviews.csv` or `interviews.xlsx`.

Columns: `file` and `participant`, and where one likes `language`, `date` (or `held`),
`interviewer`, `roster`, `transcript` and `tracks`; in Dutch `bestand`, `deelnemer`, `taal`,
`datum`, `interviewer`, `namen`, `transcript`, `sporen`. The names of files are relative to the
folder. What a spreadsheet writes is read as `table_file` says; a name that was misread is no file
of the folder, and so a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

from interview_kit.errors import KitError
from interview_kit.guide.guide import Guide
from interview_kit.model.participant import participant_code
from interview_kit.pseudonym.roster import RosterName, parse_roster
from interview_kit.workflow.interviews.conversation_language import conversation_language
from interview_kit.workflow.interviews.held_day import held_day
from interview_kit.workflow.interviews.table_file import read_table

REQUIRED = ("file", "participant")
COLUMNS = (*REQUIRED, "language", "date", "interviewer", "roster", "transcript", "tracks")
_OTHER_NAMES = {
    "held": "date",
    "bestand": "file",
    "deelnemer": "participant",
    "taal": "language",
    "datum": "date",
    "namen": "roster",
    "sporen": "tracks",
}


@dataclass(frozen=True, slots=True)
class MapRow:
    """One recording: `row` is its row in the table, the heading being the first.

    `held_on` is a day in ISO 8601; `language`, `held_on` and `transcript` may be empty.
    """

    row: int
    file: Path
    participant: str
    language: str = ""
    held_on: str = ""
    interviewer: str = ""
    roster: tuple[RosterName, ...] = ()
    transcript: Path | None = None
    tracks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MapFault:
    """What is wrong in a row of the table."""

    row: int
    error: KitError


@dataclass(frozen=True, slots=True)
class InterviewMap:
    """What a table says, and every fault that is in it."""

    rows: tuple[MapRow, ...]
    faults: tuple[MapFault, ...]


def read_map(path: Path, folder: Path, guide: Guide) -> InterviewMap:
    """The table in `path` about the recordings in `folder`, of interviews that follow `guide`.

    Raises KitError where the file cannot be read at all.
    """
    records = iter(read_table(path, {*_OTHER_NAMES, *COLUMNS}))
    first_row, heading = next(records, (1, []))
    columns = [
        _OTHER_NAMES.get(name, name) for name in (cell.strip().casefold() for cell in heading)
    ]
    faults = [MapFault(first_row, error) for error in _heading_faults(columns)]
    if faults:
        return InterviewMap((), tuple(faults))
    rows: list[MapRow] = []
    lines: dict[Path, int] = {}
    for number, cells in records:
        reader = _RowReader(number, folder, guide)
        row = reader.read(columns, cells)
        faults += reader.faults
        if row is None:
            continue
        earlier = lines.setdefault(row.file.resolve(), number)
        if earlier != number:
            twin = KitError("{name} stands in row {row} already.", name=row.file.name, row=earlier)
            faults.append(MapFault(number, twin))
        rows.append(row)
    if not rows and not faults:
        faults.append(MapFault(first_row, KitError("No recording follows the heading.")))
    return InterviewMap(tuple(rows), tuple(faults))


def _heading_faults(columns: Sequence[str]) -> Iterator[KitError]:
    for name in REQUIRED:
        if name not in columns:
            yield KitError("There is no column {name}.", name=name)
    for name in dict.fromkeys(columns):
        if name and name not in COLUMNS:
            yield KitError(
                "There is no use for the column {name}; there are: {columns}.",
                name=name,
                columns=", ".join(COLUMNS),
            )
        if name and columns.count(name) > 1:
            yield KitError("The column {name} stands there more than once.", name=name)


@dataclass(slots=True)
class _RowReader:
    """Reads the cells of one row, and keeps every fault on the way."""

    number: int
    folder: Path
    guide: Guide
    faults: list[MapFault] = field(default_factory=list)

    def read(self, columns: Sequence[str], cells: Sequence[str]) -> MapRow | None:
        """The row; None where it names no recording or nobody whose it is."""
        if any(cell.strip() for cell in cells[len(columns) :]):
            self._fault(
                KitError(
                    "There are {cells} cells and {columns} columns.",
                    cells=len(cells),
                    columns=len(columns),
                )
            )
        values = dict.fromkeys(COLUMNS, "")
        values |= {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}
        file = self._existing(values["file"])
        if not values["file"]:
            self._fault(KitError("No recording is named."))
        code = self._tried(lambda: participant_code(values["participant"]))
        language = values["language"]
        if language:
            language = self._tried(lambda: conversation_language(self.guide, language)) or ""
        held_on = self._day(values["date"])
        roster = self._roster(values["roster"], code or "")
        transcript = self._existing(values["transcript"])
        tracks = tuple(int(digits[:_DIGITS]) for digits in re.findall(r"\d+", values["tracks"]))
        if file is None or code is None:
            return None
        return MapRow(
            self.number,
            file,
            code,
            language,
            held_on,
            values["interviewer"],
            roster,
            transcript,
            tracks,
        )

    def _fault(self, error: KitError) -> None:
        self.faults.append(MapFault(self.number, error))

    def _tried(self, read: Callable[[], str]) -> str | None:
        try:
            return read()
        except KitError as error:
            self._fault(error)
            return None

    def _existing(self, name: str) -> Path | None:
        """A file by its name; None, and a fault, where there is none such."""
        try:
            path = _file_in(self.folder, name) if name else None
        except (OSError, ValueError):  # a name that no disk can have
            path = None
        if name and path is None:
            self._fault(KitError("There is no file {name} in the folder.", name=name))
        return path

    def _day(self, text: str) -> str:
        return (self._tried(lambda: held_day(text)) or "") if text else ""

    def _roster(self, name: str, code: str) -> tuple[RosterName, ...]:
        path = self._existing(name)
        if path is None:
            return ()
        try:
            return parse_roster(path.read_text(encoding="utf-8-sig"), code)
        except (OSError, UnicodeDecodeError):
            self._fault(KitError("{name} is not text in UTF-8.", name=name))
        except KitError as error:
            self._fault(error)
        return ()


_DIGITS = 9  # of a track's number that are read: Python refuses to read thousands


def _file_in(folder: Path, name: str) -> Path | None:
    """A file by its name in the folder, also where another system writes the name otherwise."""
    for written in (name, name.replace("\\", "/")):
        path = folder / written
        if path.is_file():
            return path
        same = normalize("NFC", path.name)
        if path.parent.is_dir():
            for entry in path.parent.iterdir():
                if normalize("NFC", entry.name) == same and entry.is_file():
                    return entry
    return None
