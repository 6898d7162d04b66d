"""The tables of a coded study, read from the views of the corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

QUERIES: Mapping[str, str] = {
    "quotations": (
        "SELECT participant, interview, turn, start_ms, question, mark, theme, side, code, title, "
        "coder, quotation, memo FROM quotations ORDER BY theme, side, participant, interview, "
        "turn, first_char, coder"
    ),
    "co-occurrence": (
        "SELECT code, (SELECT title FROM codes WHERE id = code) AS title, with_code, "
        "(SELECT title FROM codes WHERE id = with_code) AS with_title, passages, interviews "
        "FROM co_occurrence "
        "ORDER BY passages DESC, code, with_code"
    ),
    "topics": (
        "SELECT topic, interviews, raised, asked, covered, raised_passages, asked_passages "
        "FROM topics ORDER BY topic"
    ),
    "saturation": (
        "SELECT position, interview, held, codes, new_codes, codes_so_far FROM saturation "
        "ORDER BY position"
    ),
    "codes": (
        "SELECT interview, participant, code, title, passages FROM code_matrix "
        "ORDER BY interview, code"
    ),
}
"""The tables that are one view."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def read_view(db: Database, name: str) -> Table:
    """One of QUERIES as it is now."""
    cursor = db.execute(QUERIES[name])
    return Table(tuple(column[0] for column in cursor.description), tuple(cursor.fetchall()))


def theme_table(db: Database) -> Table:
    """A theme and side down the page, a participant across: how many passages each has.

    Every participant with a filed interview has a column, every code in use a row.
    """
    participants = [
        row[0] for row in db.execute("SELECT DISTINCT participant FROM interviews ORDER BY 1")
    ]
    cells = {
        (theme, side, participant): passages
        for theme, side, participant, passages in db.execute(
            "SELECT theme, side, participant, passages FROM theme_participants"
        )
    }
    rows = []
    themes = "SELECT theme, title, side, participants, passages FROM themes ORDER BY theme, side"
    for theme, title, side, people, passages in db.execute(themes).fetchall():
        counts = (cells.get((theme, side, participant), 0) for participant in participants)
        rows.append((theme, title, side, people, passages, *counts))
    head = ("theme", "title", "side", "participants", "passages")
    return Table((*head, *participants), tuple(rows))


def judgements(db: Database) -> tuple[tuple[str, ...], dict[str, list[list[int]]]]:
    """Who coded, and for each code the units: a row a turn, 1 where a coder marked it, 0 where not.

    A turn counts for a coder who coded anything in its interview (-1 elsewhere), and only turns of
    participants, or that somebody coded, are units; a code only where somebody used it.
    """
    coders: Sequence[str] = [
        row[0] for row in db.execute("SELECT DISTINCT coder FROM codings ORDER BY coder")
    ]
    readers: dict[str, set[str]] = {}
    for interview, coder in db.execute("SELECT DISTINCT interview, coder FROM quotations"):
        readers.setdefault(interview, set()).add(coder)
    shared_ids = {
        interview for interview, interview_coders in readers.items() if len(interview_coders) > 1
    }
    marked_turns: dict[str, set[tuple[int, str]]] = {}
    coded_turns: set[int] = set()
    for code, turn, coder in db.execute("SELECT DISTINCT code, turn, coder FROM codings"):
        marked_turns.setdefault(code, set()).add((turn, coder))
        coded_turns.add(turn)
    turns = [
        (id, interview)
        for id, interview, speaker in db.execute(
            "SELECT id, interview, speaker FROM turns ORDER BY interview, turn"
        )
        if interview in shared_ids and (speaker == "participant" or id in coded_turns)
    ]
    units = {
        code: [
            [int((id, coder) in places) if coder in readers[interview] else -1 for coder in coders]
            for id, interview in turns
        ]
        for code, places in sorted(marked_turns.items())
    }
    return tuple(coders), units
