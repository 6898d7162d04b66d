"""Codings on filed turns: kept, read, and taken along when an interview is filed anew.

A coding counts characters of its turn as it reads now. Filing anew moves it with its text; what
has no place in the new text is kept apart, with the turn and version where it stood.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlite_utils import Database

from interview_kit.coding.following import LossReason, Passage, TextChange, TurnText
from interview_kit.corpus.corpus import Corpus
from interview_kit.corpus.turn_places import place_of
from interview_kit.model.coding import Coding

_ABOUT = ("code", "coder", "coded_at", "memo", "mark")


@dataclass(frozen=True, slots=True)
class LostCoding:
    """A coding without a place in the text as it is filed now.

    `quotation` is what it marked, in `version`; empty where that text was destroyed since.
    """

    id: int
    interview: str
    turn: int
    version: int
    code: str
    coder: str
    quotation: str
    memo: str
    reason: LossReason


def of_interview(db: Database, interview: str) -> tuple[Coding, ...]:
    """The codings of a filed interview, in the order of its text."""
    rows = db.execute(
        "SELECT code, turns.turn, first_char, end_char, coder, coded_at, memo, "  # noqa: S608
        "coalesce(nullif(codings.mark, ''), 'c' || codings.id), changed "
        "FROM turns JOIN codings ON codings.turn = turns.id WHERE interview = ? "
        f"ORDER BY {place_of('turns')}, first_char, end_char, code, coder, codings.id",
        [interview],
    )
    return tuple(
        Coding(code, turn, first_char, end_char, coder, coded_at, memo, mark, bool(changed))
        for code, turn, first_char, end_char, coder, coded_at, memo, mark, changed in rows
    )


def coders(db: Database) -> tuple[str, ...]:
    """Everybody who coded, by name; without those who have none."""
    rows = db.execute("SELECT DISTINCT coder FROM codings WHERE coder <> '' ORDER BY coder")
    return tuple(row[0] for row in rows)


def fingerprint(db: Database) -> str:
    """The SHA-256 of everything that is coded; the same where nothing was coded since."""
    digest = hashlib.sha256()
    for row in db.execute(
        "SELECT turn, code, first_char, end_char, coder FROM codings "
        "ORDER BY turn, code, first_char, end_char, coder"
    ):
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def add(corpus: Corpus, interview: str, codings: Iterable[Coding]) -> int:
    """Keep codings of a filed interview that are not there yet; how many passages were new.

    One is there where code, characters and coder are the same. Codings that share a mark are one
    passage, and none without a mark. Raises IntegrityError for a turn or code that is not there.
    """
    with corpus.atomic() as db:
        return _add(db, interview, codings)


def add_to_many(db: Database, codings: Mapping[str, Sequence[Coding]]) -> int:
    """What `add` does for several interviews by their ids, inside a transaction."""
    return sum(_add(db, interview, some) for interview, some in codings.items())


def remove(corpus: Corpus, interview: str, marks: Iterable[str]) -> int:
    """Take passages away, by their marks; how many rows there were."""
    wanted_marks = set(marks)
    with corpus.atomic() as db:
        rows = db.execute(
            "SELECT codings.id, coalesce(nullif(codings.mark, ''), 'c' || codings.id) FROM codings "
            "JOIN turns ON turns.id = codings.turn WHERE interview = ?",
            [interview],
        ).fetchall()
        ids = [(id,) for id, mark in rows if mark in wanted_marks]
        db.conn.executemany("DELETE FROM codings WHERE id = ?", ids)
    return len(ids)


def set_memo(corpus: Corpus, interview: str, mark: str, memo: str) -> None:
    """Write the memo of a passage."""
    with corpus.atomic() as db:
        db.execute(
            "UPDATE codings SET memo = ? WHERE coalesce(nullif(mark, ''), 'c' || id) = ? "
            "AND turn IN (SELECT id FROM turns WHERE interview = ?)",
            [memo, mark, interview],
        )


def lost(corpus: Corpus) -> tuple[LostCoding, ...]:
    """Every coding that has no place, by interview and turn."""
    rows = corpus.db.query(
        "SELECT lost_codings.id, lost_codings.interview, "
        "coalesce(earlier.turn, 0) AS turn, version, code, coder, "
        "coalesce(substr(earlier.text, first_char + 1, end_char - first_char), '') AS quotation, "
        "memo, reason FROM lost_codings "
        "LEFT JOIN earlier_turns AS earlier ON earlier.interview = lost_codings.interview "
        "AND earlier.id = lost_codings.turn AND version BETWEEN earlier.since AND earlier.until "
        "ORDER BY lost_codings.interview, earlier.turn, first_char, lost_codings.id"
    )
    return tuple(LostCoding(**row | {"reason": LossReason(row["reason"])}) for row in rows)


def drop_lost(corpus: Corpus, ids: Iterable[int]) -> None:
    """Give up codings that have no place."""
    with corpus.atomic() as db:
        db.conn.executemany("DELETE FROM lost_codings WHERE id = ?", [(id,) for id in ids])


def take_up(db: Database, interview: str, after: Mapping[int, str]) -> list[dict[str, Any]]:
    """Take the codings off the turns that do not read, by their numbers, as in `after`.

    Inside a transaction; `put_down` is to follow.
    """
    rows = list(
        db.query(
            "SELECT codings.*, turns.turn AS number, text FROM turns "
            "JOIN codings ON codings.turn = turns.id WHERE interview = ? ORDER BY codings.id",
            [interview],
        )
    )
    moving_rows = [row for row in rows if after.get(row["number"]) != row["text"]]
    for row in moving_rows:
        db.execute("DELETE FROM codings WHERE id = ?", [row["id"]])
    return moving_rows


def put_down(
    db: Database,
    interview: str,
    version: int,
    before: Sequence[TurnText],
    moving_rows: Iterable[Mapping[str, Any]],
    *,
    stood_in: int | None = None,
) -> None:
    """Put codings on the turns that hold now, or apart, inside a transaction.

    `before` are the turns as they read in the version `stood_in`, by their ids; `version` is the
    new one, and follows on that if nothing else is said.
    """
    last_version = version - 1 if stood_in is None else stood_in
    rows = db.execute(
        f"SELECT id, text FROM turns WHERE interview = ? ORDER BY {place_of('turns')}",  # noqa: S608
        [interview],
    )
    change = TextChange(before, [TurnText(*row) for row in rows])
    for row in moving_rows:
        about = {column: row[column] for column in _ABOUT}
        try:
            place = change.follow(Passage(row["turn"], row["first_char"], row["end_char"]))
        except ValueError:  # another program wrote characters that the turn did not have
            place = None
        for passage in place.passages if place else ():
            db.table("codings").insert(
                {
                    **about,
                    "turn": passage.key,
                    "version": version,
                    "first_char": passage.first_char,
                    "end_char": passage.end_char,
                    "changed": int(bool(row["changed"]) or bool(place and place.has_changed)),
                }
            )
        if place is None or place.reason is not None:
            db.table("lost_codings").insert(
                {
                    **about,
                    "interview": interview,
                    "turn": row["turn"],
                    "version": last_version,
                    "first_char": row["first_char"],
                    "end_char": row["end_char"],
                    "reason": place.reason if place and place.reason else LossReason.GONE,
                }
            )


def _add(db: Database, interview: str, codings: Iterable[Coding]) -> int:
    turns = dict(
        db.execute("SELECT turn, id FROM turns WHERE interview = ?", [interview]).fetchall()
    )
    version = db.execute("SELECT version FROM interviews WHERE id = ?", [interview]).fetchone()[0]
    known_places = {_place(coding) for coding in of_interview(db, interview)}
    new_marks = set()
    for coding in codings:
        if _place(coding) in known_places:
            continue
        known_places.add(_place(coding))
        mark = coding.mark or str(uuid4())
        new_marks.add(mark)
        db.execute(
            "INSERT INTO codings (turn, version, code, first_char, end_char, coder, coded_at, "
            "memo, mark, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                turns[coding.turn], version, coding.code, coding.first_char, coding.end_char,
                coding.coder, coding.coded_at, coding.memo, mark, int(coding.has_changed),
            ],
        )  # fmt: skip
    return len(new_marks)


def _place(coding: Coding) -> tuple[str, int, int, int, str]:
    return coding.code, coding.turn, coding.first_char, coding.end_char, coding.coder
