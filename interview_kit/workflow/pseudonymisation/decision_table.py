"""Deciding in a spreadsheet: every place that is or may be replaced as a row of a table.

The table goes out as CSV or XLSX, is filled in, and comes back. A row holds its place and the words
there, and what was decided when it went out, so that nothing is taken where either has changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from interview_kit.coding.agreement import kappa
from interview_kit.disk.private_files import write_private
from interview_kit.errors import KitError
from interview_kit.export.delimited import csv_line
from interview_kit.export.workbook import workbook
from interview_kit.language.phrase import Phrase, phrase
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.names import Proposal, Verdict
from interview_kit.workflow.interviews.table_file import read_table
from interview_kit.workflow.pseudonymisation.lasting_decisions import DecisionScope, record_decision
from interview_kit.workflow.pseudonymisation.name_review import Replaceable, replacements
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import Study

COLUMNS = (
    "interview", "turn", "start", "end", "type", "speaker", "before", "text", "after",
    "pseudonym", "entity", "detector", "score", "decided", "verdict", "why",
)  # fmt: skip
"""The columns of the table; `verdict` and `why` are filled in, `decided` is how it went out."""
_NEEDED = ("interview", "turn", "start", "text", "decided", "verdict")
# What people write in a cell, in either language.
_VERDICTS: Mapping[str, Verdict] = {
    **dict.fromkeys(
        ("accepted", "accept", "yes", "y", "x", "1", "vervangen", "ja", "j", "akkoord"),
        Verdict.ACCEPTED,
    ),
    **dict.fromkeys(("rejected", "reject", "no", "n", "0", "laten", "nee"), Verdict.REJECTED),
    **dict.fromkeys(("proposed", "undecided", "?", "open"), Verdict.PROPOSED),
}


# An interview, a turn and where in it, as they stand in the table.
_Place = tuple[str, str, str]
_CHOICES = (Verdict.ACCEPTED, Verdict.REJECTED, Verdict.PROPOSED)


class Conflict(StrEnum):
    """Why a row is not taken."""

    UNKNOWN_PLACE = "unknown place"
    """There is no such place in the interview, or names were looked for again since."""
    OTHER_TEXT = "other text"
    """Something else stands there now."""
    DECIDED_SINCE = "decided since"
    """Somebody decided otherwise after the table went out."""
    NO_VERDICT = "no verdict"
    """What is written in the cell is no verdict."""
    TWICE = "twice"
    """Another row of the table says otherwise of the same place."""


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A row that is not taken, by its number in the file."""

    row: int
    interview: str
    turn: str
    conflict: Conflict
    table_says: str
    study_says: str

    @property
    def reason(self) -> Phrase:
        """Why it is not taken, as a sentence."""
        sentences = {
            Conflict.UNKNOWN_PLACE: phrase(
                "Row {row}: there is no such place in {interview} any more.",
                row=self.row, interview=self.interview,
            ),
            Conflict.OTHER_TEXT: phrase(
                "Row {row}: something else stands there now, in turn {turn} of {interview}, or the "
                "spreadsheet wrote it otherwise.",
                row=self.row, turn=self.turn, interview=self.interview,
            ),
            Conflict.DECIDED_SINCE: phrase(
                "Row {row}: decided since, in turn {turn} of {interview}.",
                row=self.row, turn=self.turn, interview=self.interview,
            ),
            Conflict.NO_VERDICT: phrase(
                "Row {row}: {verdict} is no verdict; write accepted or rejected.",
                row=self.row, verdict=self.table_says,
            ),
            Conflict.TWICE: phrase(
                "Row {row}: another row says otherwise of the same place; neither is taken.",
                row=self.row,
            ),
        }  # fmt: skip
        return sentences[self.conflict]


@dataclass(frozen=True, slots=True)
class TakenTable:
    """What came of a table: how many places were decided by verdict, how many say what they said,
    how many are still open in the interviews of the table, and the rows that were not taken.

    `unsearched` are the interviews of rows that were not taken whose text changed since names were
    looked for in it.
    """

    changed: Mapping[Verdict, int]
    unchanged: int
    undecided: int
    conflicts: tuple[ConflictRow, ...]
    unsearched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparedTables:
    """Two readers' verdicts of the same places. `kappa` is Cohen's, None where it says nothing:
    no place was decided by both, or both gave one verdict only.

    `by_one` is how many places only one of them decided, `unread` how many cells are no verdict.
    `differing` are interview, turn, the words there and both verdicts, in the order of the text.
    """

    both: int
    agreed: int
    kappa: float | None
    by_one: int
    unread: int
    differing: tuple[tuple[str, int, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class _FilledRow:
    number: int
    interview: str
    turn: str
    start: str
    text: str
    decided: str
    verdict: str
    why: str

    @property
    def place(self) -> _Place:
        return self.interview, self.turn, self.start


def write_decision_table(
    study: Study, path: Path, ids: Iterable[str] = (), *, only_open: bool = False, actor: str = ""
) -> int:
    """Write the places of some interviews, or all, to a CSV or XLSX that did not exist; how many.

    The file holds names, in the clear, for its owner only. `only_open` leaves out what is decided.
    Raises KitError for another ending, and for a file that is there.
    """
    if path.suffix.casefold() not in (".csv", ".xlsx"):
        raise KitError("A table of decisions is CSV or XLSX.", "Give it a name that ends in .csv.")
    if path.exists():
        raise KitError("{path} is there already.", "Choose another name.", path=path)
    chosen = map(study.interview, ids) if ids else study.interviews()
    rows = [
        _cells(interview.id, place)
        for interview in chosen
        for place in replacements(interview)
        if not only_open or place.proposal.verdict is Verdict.PROPOSED
    ]
    content = _as_workbook(rows) if path.suffix.casefold() == ".xlsx" else _as_csv(rows)
    with study.vault.atomic():
        study_audit.note(study, AuditAct.EXPORTED, actor=actor, decisions=len(rows))
        write_private(path, content)
    return len(rows)


def take_decision_table(
    study: Study, path: Path, *, actor: str = "", dry_run: bool = False
) -> TakenTable:
    """Take the verdicts of a table that was filled in; rows in conflict are listed and not taken.

    A row whose verdict is empty says nothing. With `dry_run` nothing changes. Raises KitError for a
    file that is no such table, and for one without any verdict.
    """
    filled_rows = _filled(path)
    if not filled_rows:
        raise KitError(
            "No row of {name} has a verdict.",
            "Write accepted or rejected in the column verdict, and save the file.",
            name=path.name,
        )
    verdicts: dict[_Place, set[Verdict]] = defaultdict(set)
    for row in filled_rows:
        if verdict := _verdict_of(row.verdict):
            verdicts[row.place].add(verdict)
    places: dict[_Place, Replaceable] = {}
    study_ids = {interview.id for interview in study.interviews()}
    for id in dict.fromkeys(row.interview for row in filled_rows if row.interview in study_ids):
        for replaceable in replacements(study.interview(id)):
            mention = replaceable.proposal.mention
            places[id, str(mention.turn), str(mention.start)] = replaceable
    verdict_by_place: dict[_Place, Verdict] = {}
    conflicts: list[ConflictRow] = []
    for row in filled_rows:
        place = places.get(row.place)
        verdict = _verdict_of(row.verdict)
        conflict = _conflict(row, place, verdict, verdicts[row.place])
        if conflict:
            says = place.proposal.verdict.value if place else ""
            conflicts.append(
                ConflictRow(row.number, row.interview, row.turn, conflict, row.verdict, says)
            )
        elif verdict is not None:
            verdict_by_place[row.place] = verdict
    changes = _changes(filled_rows, verdict_by_place, places)
    if not dry_run:
        with study.vault.atomic():
            for (interview, verdict, why), proposals in changes.items():
                record_decision(
                    study, interview, proposals, verdict, DecisionScope.PLACE, actor=actor, why=why
                )
    changed: Counter[Verdict] = Counter()
    for (_, verdict, _), proposals in changes.items():
        changed[verdict] += len(proposals)
    return TakenTable(
        dict(changed),
        len(verdict_by_place) - sum(changed.values()),
        sum(len(study.interview(id).text.undecided) for id in {id for id, _, _ in places}),
        tuple(conflicts),
        tuple(
            id
            for id in dict.fromkeys(
                row.interview for row in conflicts if row.interview in study_ids
            )
            if not study.interview(id).text.searched_at
        ),
    )


def compare_decision_tables(first: Path, second: Path) -> ComparedTables:
    """What two readers wrote of the same places, each in a table of his own.

    Places that only one of them decided count for neither. Kappa is Cohen's (1960).
    """
    tables = [_filled(path) for path in (first, second)]
    one, other = (
        {row.place: verdict for row in rows if (verdict := _comparable(row))} for rows in tables
    )
    texts = {row.place: row.text for row in tables[0]}
    both = sorted(set(one) & set(other), key=_in_order)
    agreed = sum(one[place] is other[place] for place in both)
    numbers = {verdict: number for number, verdict in enumerate(_CHOICES)}
    agreement = kappa(
        [numbers[one[place]] for place in both], [numbers[other[place]] for place in both]
    )
    return ComparedTables(
        len(both),
        agreed,
        agreement.value,
        len(set(one) ^ set(other)),
        sum(_comparable(row) is None for rows in tables for row in rows),
        tuple(
            (place[0], int(place[1]), texts[place], one[place].value, other[place].value)
            for place in both
            if one[place] is not other[place]
        ),
    )


def _comparable(row: _FilledRow) -> Verdict | None:
    """What a reader wrote; None where that is no verdict, or where the row has lost its place."""
    return _verdict_of(row.verdict) if row.turn.isdecimal() and row.start.isdecimal() else None


def _in_order(place: _Place) -> tuple[str, int, int]:
    interview, turn, start = place
    return interview, int(turn), int(start)


def _cells(interview: str, place: Replaceable) -> tuple[str | int, ...]:
    mention, verdict = place.proposal.mention, place.proposal.verdict
    return (
        interview, mention.turn, mention.start, mention.end, mention.type.value,
        place.speaker.value, place.before, mention.text, place.after, place.entity.pseudonym,
        place.entity.id, mention.detector, f"{mention.score:.2f}", verdict.value, "", "",
    )  # fmt: skip


def _as_csv(rows: Sequence[Sequence[str | int]]) -> bytes:
    # The mark says to a spreadsheet that the letters are UTF-8.
    return b"\xef\xbb\xbf" + b"".join(map(csv_line, (COLUMNS, *rows)))


def _as_workbook(rows: Sequence[Sequence[str | int]]) -> bytes:
    return workbook(
        "decisions", COLUMNS, rows, {"verdict": [verdict.value for verdict in _CHOICES]}
    )


def _filled(path: Path) -> tuple[_FilledRow, ...]:
    """The rows in which something is written as a verdict."""
    heading, *rows = read_table(path, COLUMNS) or ((0, []),)
    at = {cell.strip().casefold(): number for number, cell in enumerate(heading[1])}
    missing = [column for column in _NEEDED if column not in at]
    if missing:
        raise KitError(
            "{name} is no table of decisions: the column {column} is missing.",
            "Write one: interview-kit review --export FILE.csv",
            name=path.name,
            column=missing[0],
        )

    def cell(cells: Sequence[str], column: str) -> str:
        number = at.get(column, len(cells))
        return _unguarded(cells[number]) if number < len(cells) else ""

    every_row = (
        _FilledRow(number, *(cell(cells, name) for name in (*_NEEDED, "why")))
        for number, cells in rows
    )
    return tuple(row for row in every_row if row.verdict.strip())


def _unguarded(text: str) -> str:
    """A cell without the apostrophe that kept it from being a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@\t") else text


def _verdict_of(text: str) -> Verdict | None:
    return _VERDICTS.get(text.strip().casefold())


def _conflict(
    row: _FilledRow,
    place: Replaceable | None,
    verdict: Verdict | None,
    verdicts: Collection[Verdict],
) -> Conflict | None:
    if place is None:
        return Conflict.UNKNOWN_PLACE
    if place.proposal.mention.text.split() != row.text.split():
        return Conflict.OTHER_TEXT
    if verdict is None:
        return Conflict.NO_VERDICT
    if len(verdicts) > 1:
        return Conflict.TWICE
    stands = place.proposal.verdict
    return Conflict.DECIDED_SINCE if stands.value != row.decided and stands != verdict else None


def _changes(
    rows: Sequence[_FilledRow],
    verdict_by_place: Mapping[_Place, Verdict],
    places: Mapping[_Place, Replaceable],
) -> dict[tuple[str, Verdict, str], list[Proposal]]:
    """The proposals whose verdict changes, by interview, verdict and reason."""
    reasons = {row.place: row.why.strip() for row in rows}
    changes: dict[tuple[str, Verdict, str], list[Proposal]] = defaultdict(list)
    for place, verdict in verdict_by_place.items():
        proposal = places[place].proposal
        if proposal.verdict is not verdict:
            changes[place[0], verdict, reasons.get(place, "")].append(proposal)
    return dict(changes)
