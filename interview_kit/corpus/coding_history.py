"""What was done to codes and codings, so that it can be accounted for and undone.

An act keeps the rows that went and those that came. A passage is known by its mark, so that it is
found again when its interview was filed anew in between. What belongs to an interview goes with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from interview_kit.corpus import codes
from interview_kit.corpus.corpus import Corpus
from interview_kit.model.codebook_entry import CodebookEntry
from interview_kit.model.moment import utc_now

_COLUMNS = (
    "interview", "turn", "version", "code", "first_char", "end_char", "coder", "coded_at", "mark",
    "memo", "changed", "reason",
)  # fmt: skip
_READ_CODINGS = """
    SELECT turns.interview, codings.turn, codings.version, code, first_char, end_char, coder,
           coded_at, codings.mark, memo, changed, '' AS reason
    FROM codings JOIN turns ON turns.id = codings.turn
    WHERE :interview = '' OR turns.interview = :interview
    UNION ALL
    SELECT interview, turn, version, code, first_char, end_char, coder, coded_at, mark, memo, 0,
           reason
    FROM lost_codings WHERE :interview = '' OR interview = :interview
"""


class CodingAct(StrEnum):
    """What somebody did to the codebook or to codings."""

    ADDED = "code added"
    RENAMED = "code renamed"
    MERGED = "code merged"
    RETIRED = "code retired"
    USED_AGAIN = "code used again"
    IMPORTED = "imported"
    GIVEN_UP = "lost codings given up"
    CODED = "coded"
    TAKEN_OFF = "code taken off"
    MEMO = "memo written"
    CODER_RENAMED = "coder renamed"


@dataclass(frozen=True, slots=True)
class PastAct:
    """One act: `about` is the id of a code or an interview, `at` a moment in UTC.

    `codes` and `codings` count what it changed and what is still known of it; `undone_at` and
    `undone_by` are empty where it holds.
    """

    id: int
    at: str
    who: str
    act: CodingAct
    about: str
    codes: int
    codings: int
    undone_at: str
    undone_by: str


@dataclass(frozen=True, slots=True)
class ActContent:
    """What an act changed: codes before and after (None: there was none), rows gone and new."""

    codes: tuple[tuple[CodebookEntry | None, CodebookEntry | None], ...]
    gone_rows: tuple[Mapping[str, Any], ...]
    new_rows: tuple[Mapping[str, Any], ...]


@contextmanager
def recorded(
    corpus: Corpus, act: CodingAct, who: str, about: str = "", interview: str = ""
) -> Iterator[Database]:
    """One transaction whose changes are kept as an act; nothing where nothing changes.

    Only codings of `interview` are looked at if there is one.
    """
    with corpus.atomic() as db:
        for table in ("codings", "lost_codings"):
            db.execute(f"UPDATE {table} SET mark = 'c' || id WHERE mark = ''")  # noqa: S608
        codes_before, rows_before = _codes(db), _rows(db, interview)
        yield db
        codes_after, rows_after = _codes(db), _rows(db, interview)
        changed_codes = [
            (codes_before.get(id), codes_after.get(id))
            for id in dict.fromkeys((*codes_before, *codes_after))
            if codes_before.get(id) != codes_after.get(id)
        ]
        gone_rows, new_rows = rows_before.keys() - rows_after, rows_after.keys() - rows_before
        if changed_codes or gone_rows or new_rows:
            number = _add_act(db, act, who, about)
            _add_codes(db, number, changed_codes)
            _add_rows(db, number, "gone", (row for row in rows_before if row in gone_rows))
            _add_rows(db, number, "new", (row for row in rows_after if row in new_rows))


def acts(corpus: Corpus, *, id: int = 0, who: str = "", about: str = "") -> tuple[PastAct, ...]:
    """What was done, the latest first: all, or that of an id, of a person, about a thing."""
    rows = corpus.db.query(
        "SELECT id, at, who, act, about, undone_at, undone_by, "
        "(SELECT count(*) FROM coding_act_codes WHERE coding_act_codes.act = coding_acts.id) "
        "AS codes, (SELECT count(DISTINCT interview || ' ' || mark) FROM coding_act_rows "
        "WHERE coding_act_rows.act = coding_acts.id) AS codings FROM coding_acts "
        "WHERE (:id = 0 OR id = :id) AND (:who = '' OR who = :who) "
        "AND (:about = '' OR about = :about) ORDER BY id DESC",
        {"id": id, "who": who, "about": about},
    )
    return tuple(PastAct(**row | {"act": CodingAct(row["act"])}) for row in rows)


def content(db: Database, act: int) -> ActContent:
    """What an act changed, as far as it is still known."""
    entry_rows = db.execute(
        "SELECT before, after FROM coding_act_codes WHERE act = ? ORDER BY id", [act]
    )
    rows = list(db.query("SELECT * FROM coding_act_rows WHERE act = ? ORDER BY id", [act]))
    return ActContent(
        tuple((_entry(before), _entry(after)) for before, after in entry_rows.fetchall()),
        tuple(row for row in rows if row["change"] == "gone"),
        tuple(row for row in rows if row["change"] == "new"),
    )


def note_undone(db: Database, act: int, who: str) -> None:
    """Note that an act holds no more, inside a transaction."""
    db.execute(
        "UPDATE coding_acts SET undone_at = ?, undone_by = ? WHERE id = ?", [utc_now(), who, act]
    )


def forget(corpus: Corpus) -> None:
    """Keep who did what and when, and no more what it changed: nothing before can be undone."""
    with corpus.atomic() as db:
        db.execute("DELETE FROM coding_act_codes")
        db.execute("DELETE FROM coding_act_rows")


def forget_interview(db: Database, interview: str) -> None:
    """What was coded in an interview is not put back any more, inside a transaction."""
    db.execute("DELETE FROM coding_act_rows WHERE interview = ?", [interview])


def _codes(db: Database) -> dict[str, CodebookEntry]:
    return {entry.id: entry for entry in codes.entries(db)}


def _rows(db: Database, interview: str) -> dict[tuple[Any, ...], None]:
    """Every coding, with a place or without, in an order that is always the same."""
    rows = db.execute(_READ_CODINGS, {"interview": interview}).fetchall()
    return dict.fromkeys(sorted(tuple(row) for row in rows))


def _add_act(db: Database, act: CodingAct, who: str, about: str) -> int:
    cursor = db.execute(
        "INSERT INTO coding_acts (at, who, act, about) VALUES (?, ?, ?, ?)",
        [utc_now(), who, act.value, about],
    )
    return int(cursor.lastrowid or 0)


def _add_codes(
    db: Database,
    act: int,
    changed_codes: Iterable[tuple[CodebookEntry | None, CodebookEntry | None]],
) -> None:
    db.conn.executemany(
        "INSERT INTO coding_act_codes (act, before, after) VALUES (?, ?, ?)",
        [(act, _entry_json(before), _entry_json(after)) for before, after in changed_codes],
    )


def _add_rows(db: Database, act: int, change: str, rows: Iterable[tuple[Any, ...]]) -> None:
    marks = ", ".join("?" * (len(_COLUMNS) + 2))
    db.conn.executemany(
        f"INSERT INTO coding_act_rows (act, change, {', '.join(_COLUMNS)}) "  # noqa: S608
        f"VALUES ({marks})",
        [(act, change, *row) for row in rows],
    )


def _entry_json(entry: CodebookEntry | None) -> str:
    return json.dumps(asdict(entry), ensure_ascii=False) if entry else ""


def _entry(entry_json: str) -> CodebookEntry | None:
    return CodebookEntry(**json.loads(entry_json)) if entry_json else None
