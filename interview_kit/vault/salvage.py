"""Salvage: what is whole of a damaged vault goes into a new one, row by row.

Nothing is made up but what other rows cannot stand without, and that is listed. What is missing is
listed too, and of sound and journals it is noted in the journal of the interview.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from interview_kit.session.interview_events import Event, JournalDamaged, SoundDamaged, Struck
from interview_kit.vault import blocks, interviews, journal
from interview_kit.vault.interviews import Interview
from interview_kit.vault.records import Column, Row, Value
from interview_kit.vault.scan import Scan, tables
from interview_kit.vault.vault import Vault
from interview_kit.vault.vault_schema import take_over_corrections

ROWS_AT_ONCE = 200  # that are written in one transaction
_NAMES_DEPEND_ON = frozenset(("turns", "corrections", "edits", "mentions", "entities", "roster"))

StandIn = Callable[[str], Interview]


@dataclass(frozen=True, slots=True)
class Loss:
    """What could not be salvaged: `count` rows of a table, 0 where nobody can tell how many.

    Sound of an interview has the frames from `first_frame` up to `end_frame`, at `rate` a second.
    `made_up` counts rows put in because others cannot stand without them.
    """

    table: str
    interview: str = ""
    count: int = 0
    first_frame: int = 0
    end_frame: int = 0
    rate: int = 0
    made_up: int = 0


def salvage(
    scan: Scan, target: Vault, stand_in: StandIn, told: Callable[[str], None] = lambda _table: None
) -> tuple[Loss, ...]:
    """Copy what is whole into `target`, a new vault; what is missing.

    `stand_in` makes an interview, by its id, whose own row is lost while its sound is not.
    """
    target.db.execute("PRAGMA foreign_keys = OFF")
    losses: list[Loss] = []
    for table, columns in tables().items():
        told(table)
        numbers = _copy(scan, target, table, columns)
        losses += _missing_rows(scan, table, numbers)
    losses += _mend_links(target, stand_in)
    losses += _missing_sound(scan, target)
    with target.atomic() as db:  # of a vault that an earlier version wrote
        take_over_corrections(db)
    target.db.execute("PRAGMA foreign_keys = ON")
    _mark(target, losses)
    if any(loss.table in _NAMES_DEPEND_ON for loss in losses):
        with target.atomic() as db:  # names are to be looked for again before anything is filed
            db.execute("DELETE FROM searches")
            db.execute("DELETE FROM approvals")
    return tuple(losses)


def _copy(scan: Scan, target: Vault, table: str, columns: tuple[Column, ...]) -> set[int]:
    """Copy the rows of a table; their numbers."""
    numbers: set[int] = set()
    waiting: list[Row] = []
    for row in scan.rows(table):
        waiting.append(row)
        numbers.add(row.number)
        if len(waiting) >= ROWS_AT_ONCE:
            _insert(target, table, columns, waiting)
            waiting.clear()
    _insert(target, table, columns, waiting)
    return numbers


def _insert(target: Vault, table: str, columns: tuple[Column, ...], found: list[Row]) -> None:
    with target.atomic() as db:
        for row in found:
            named = zip(columns, row.values, strict=False)
            values: dict[str, Value] = {c.name: v for c, v in named if not c.is_number}
            key = next((c.name for c in columns if c.is_number), "rowid")
            values = {key: row.number, **values}
            listed = ", ".join(f'"{name}"' if name != "rowid" else name for name in values)
            marks = ", ".join("?" * len(values))
            db.execute(
                f"INSERT OR IGNORE INTO {table} ({listed}) VALUES ({marks})",  # noqa: S608
                list(values.values()),
            )


def _missing_rows(scan: Scan, table: str, numbers: set[int]) -> Iterator[Loss]:
    """What the indices of a table know and was not found; for sound the frames tell more."""
    if table == "blocks":
        return
    known = {int(cast(int, key[-1])) for key in scan.index_keys(table)} if scan.knows_schema else ()
    missing = len(set(known) - numbers)
    if missing or scan.damaged_leaves(table):
        yield Loss(table, count=missing)


def _mend_links(target: Vault, stand_in: StandIn) -> Iterator[Loss]:
    """Rows that refer to a lost interview or participant get one; others without a parent go."""
    while broken := list(target.db.execute("PRAGMA foreign_key_check")):
        with target.atomic() as db:
            for table, row, parent, link in broken:
                if parent in ("interviews", "participants"):
                    yield from _make_up(target, table, row, parent, link, stand_in)
                else:
                    db.execute(f"DELETE FROM {table} WHERE rowid = ?", [row])  # noqa: S608
                    yield Loss(table, count=1)


def _make_up(
    target: Vault, table: str, row: int, parent: str, link: int, stand_in: StandIn
) -> Iterator[Loss]:
    db = target.db
    column = next(
        answer["from"]
        for answer in db.query(f"PRAGMA foreign_key_list({table})")
        if answer["id"] == link
    )
    found = next(db.query(f'SELECT "{column}" AS id FROM {table} WHERE rowid = ?', [row]))  # noqa: S608
    id = str(found["id"])
    if next(db.query(f"SELECT count(*) AS n FROM {parent} WHERE id = ?", [id]))["n"]:  # noqa: S608
        return
    if parent == "participants":
        db.execute("INSERT INTO participants (id) VALUES (?)", [id])
    else:
        interviews.add(target, stand_in(id))
    yield Loss(parent, interview=id, count=1, made_up=1)


def _missing_sound(scan: Scan, target: Vault) -> Iterator[Loss]:
    keys = scan.index_keys("blocks") if scan.knows_schema else set()
    for interview in interviews.all_of(target):
        frames = {int(cast(int, key[1])) for key in keys if key[0] == interview.id}
        yield from lost_sound(target, interview.id, frames)


def lost_sound(target: Vault, interview: str, frames: set[int]) -> Iterator[Loss]:
    """The stretches of which no block is left.

    `frames` are where blocks began, as far as the index tells. Where it does not know of every
    block that is there, each hole counts that no strike has made.
    """
    rows = target.db.query(
        "SELECT first_frame, frames, rate FROM blocks WHERE interview = ? ORDER BY first_frame",
        [interview],
    )
    there = [(row["first_frame"], row["first_frame"] + row["frames"], row["rate"]) for row in rows]
    entries = journal.read(target, interview)
    begins = {first for first, _, _ in there}
    is_complete = begins <= frames
    rate = there[0][2] if there else 0
    seconds = (there[0][1] - there[0][0]) if there else 0
    ends = [entry.frame for entry in entries] + [frame + seconds for frame in frames - begins]
    last = max([end for _, end, _ in there] + ends, default=0)
    struck = [e.event for e in entries if isinstance(e.event, Struck)]
    edges = [(0, 0, rate), *there, (last, last, rate)]
    for (_, end, _), (first, _, _) in pairwise(edges):
        missing = [frame for frame in frames - begins if end <= frame < first]
        made = any(strike.first_frame <= end and first <= strike.end_frame for strike in struck)
        if end < first and (missing or (not is_complete and not made)):
            yield Loss("blocks", interview, len(missing), end, first, rate)


def _mark(target: Vault, losses: Iterable[Loss]) -> None:
    """Note in each journal what is missing of the interview."""
    for interview in interviews.all_of(target):
        numbers = [entry.number for entry in journal.read(target, interview.id)]
        missing = max(numbers, default=0) - len(numbers)
        lost_journal = any(loss.table == "journal" for loss in losses)
        events: list[tuple[int, Event]] = [
            (loss.first_frame, SoundDamaged(loss.first_frame, loss.end_frame))
            for loss in losses
            if loss.table == "blocks" and loss.interview == interview.id
        ]
        if missing or (lost_journal and not numbers):
            events.append((blocks.sound(target, interview.id).end_frame, JournalDamaged(missing)))
        for frame, event in events:
            journal.append(target, interview.id, frame, [event])
