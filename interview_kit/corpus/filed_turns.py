"""The turns of filed interviews: those that hold now, and what they said in earlier versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from interview_kit.coding.following import TurnText
from interview_kit.corpus import codings, turn_places
from interview_kit.corpus.turn_places import place_of
from interview_kit.model.record import Record
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word

_FROZEN = ("speaker", "start_ms", "end_ms", "question", "text")

# Read as plain tuples: an export reads every turn there is.
_READ = "id, turn, speaker, start_ms, end_ms, question, text, since"
_SPEAKERS = {speaker.value: speaker for speaker in Speaker}


def put(db: Database, record: Record) -> None:
    """Make the turns of `record` those of its version, inside a transaction.

    A turn keeps its id where the one before had its number and a moment in common with it, and
    codings follow what they mark.
    """
    rows = db.query(
        f"SELECT * FROM turns WHERE interview = ? ORDER BY {place_of('turns')}",  # noqa: S608
        [record.interview],
    )
    rows_before = {row["turn"]: row for row in rows}
    kept_numbers = {
        turn.number: rows_before[turn.number]
        for turn in record.turns
        if turn.number in rows_before and _meet(rows_before[turn.number], turn)
    }
    removed_rows = [row for number, row in rows_before.items() if number not in kept_numbers]
    kept_texts = {turn.number: turn.text for turn in record.turns if turn.number in kept_numbers}
    moving_rows = codings.take_up(db, record.interview, kept_texts)
    for row in removed_rows:
        _set_aside(db, row, record.version - 1)
        db.execute("DELETE FROM turns WHERE id = ?", [row["id"]])
    turn_places.put(db, record.interview, record.turns)
    marks = {question.id: question.mark for question in record.questions}
    for turn in record.turns:
        mark = marks.get(turn.question, "")
        old = kept_numbers.get(turn.number)
        id = _insert(db, record, turn, mark) if old is None else _change(db, record, turn, old)
        db.execute("UPDATE turns SET mark = ? WHERE id = ? AND mark <> ?", [mark, id, mark])
        _put_words(db, id, turn.words)
    if moving_rows:
        before = [TurnText(row["id"], row["text"]) for row in rows_before.values()]
        codings.put_down(db, record.interview, record.version, before, moving_rows)


def current(db: Database, interview: str) -> tuple[Turn, ...]:
    """The turns of an interview as they read now, in order, with their words."""
    rows = db.execute(
        f"SELECT {_READ} FROM turns WHERE interview = ? "  # noqa: S608
        f"ORDER BY {place_of('turns')}",
        [interview],
    )
    words = _words(db, interview)
    return tuple(_turn(row, words.get(row[0], ())) for row in rows)


def of_version(db: Database, interview: str, version: int) -> tuple[Turn, ...]:
    """The turns as they read in an earlier version, in order."""
    rows = db.execute(
        f"SELECT {_READ} FROM (SELECT interview, {_READ} FROM turns "  # noqa: S608
        f"WHERE interview = :id AND since <= :version "
        f"UNION ALL SELECT interview, {_READ} FROM earlier_turns "
        "WHERE interview = :id AND since <= :version AND until >= :version) AS rows_then "
        f"ORDER BY {place_of('rows_then')}",
        {"id": interview, "version": version},
    )
    words = _words(db, interview)
    since_by_turn = dict(db.execute("SELECT id, since FROM turns WHERE interview = ?", [interview]))
    return tuple(
        _turn(row, words.get(row[0], ()) if since_by_turn.get(row[0]) == row[-1] else ())
        for row in rows
    )


def _meet(row: Mapping[str, Any], turn: Turn) -> bool:
    """Whether two turns have a moment in common; one without length has its beginning."""
    end_ms, row_end_ms = (
        max(turn.end_ms, turn.start_ms + 1),
        max(row["end_ms"], row["start_ms"] + 1),
    )
    return bool(turn.start_ms < row_end_ms and row["start_ms"] < end_ms)


def _set_aside(db: Database, row: Mapping[str, Any], until: int) -> None:
    names = ("id", "interview", "turn", *_FROZEN, "since")
    db.table("earlier_turns").insert({name: row[name] for name in names} | {"until": until})


def _insert(db: Database, record: Record, turn: Turn, mark: str) -> int:
    values = (record.interview, turn.number, *_values(turn), mark, record.version)
    cursor = db.execute(
        "INSERT INTO turns (interview, turn, speaker, start_ms, end_ms, question, text, mark, "
        "since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )
    return int(cursor.lastrowid or 0)


def _change(db: Database, record: Record, turn: Turn, old: Mapping[str, Any]) -> int:
    if _values(turn) != tuple(old[name] for name in _FROZEN):
        _set_aside(db, old, record.version - 1)
        db.execute(
            "UPDATE turns SET speaker = ?, start_ms = ?, end_ms = ?, question = ?, text = ?, "
            "since = ? WHERE id = ?",
            [*_values(turn), record.version, old["id"]],
        )
    return int(old["id"])


def _values(turn: Turn) -> tuple[str | int, ...]:
    return (turn.speaker.value, turn.start_ms, turn.end_ms, turn.question, turn.text)


def _put_words(db: Database, turn: int, words: Iterable[Word]) -> None:
    db.execute("DELETE FROM words WHERE turn = ?", [turn])
    db.conn.executemany(
        "INSERT INTO words VALUES (?, ?, ?, ?, ?, ?)",
        (
            (turn, position, word.text, word.start_ms, word.end_ms, word.probability)
            for position, word in enumerate(words)
        ),
    )


def _words(db: Database, interview: str) -> dict[int, tuple[Word, ...]]:
    rows = db.execute(
        "SELECT words.turn, words.text, words.start_ms, words.end_ms, probability FROM turns "
        "JOIN words ON words.turn = turns.id WHERE interview = ? ORDER BY turns.turn, position",
        [interview],
    )
    return {
        turn: tuple(Word(*word) for _, *word in group)
        for turn, group in groupby(rows, key=lambda row: int(row[0]))
    }


def _turn(row: tuple[Any, ...], words: tuple[Word, ...]) -> Turn:
    _, number, speaker, start_ms, end_ms, question, text, _ = row
    return Turn(number, _SPEAKERS[speaker], start_ms, end_ms, question, text, words)
