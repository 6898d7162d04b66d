"""A standalone SQLite database, made for Datasette: foreign keys become links, search works."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

from interview_kit.model.record import Record

PIECE_BYTES = 1 << 20

_SCHEMA = """
CREATE TABLE participants (code TEXT PRIMARY KEY) STRICT;

CREATE TABLE attributes (
    participant TEXT NOT NULL REFERENCES participants (code),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (participant, name)
) STRICT;

CREATE TABLE interviews (
    id TEXT PRIMARY KEY,
    participant TEXT NOT NULL REFERENCES participants (code),
    language TEXT NOT NULL,
    guide TEXT NOT NULL,
    guide_fingerprint TEXT NOT NULL,
    month TEXT NOT NULL,
    length_ms INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE questions (
    interview TEXT NOT NULL REFERENCES interviews (id),
    id TEXT NOT NULL,
    section TEXT NOT NULL,
    section_title TEXT NOT NULL,
    topic TEXT NOT NULL,
    mark TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (interview, id)
) STRICT;

CREATE TABLE turns (
    id INTEGER PRIMARY KEY,
    interview TEXT NOT NULL REFERENCES interviews (id),
    turn INTEGER NOT NULL,
    speaker TEXT NOT NULL,
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    question TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (interview, turn)
) STRICT;

CREATE VIRTUAL TABLE turns_search USING fts5 (
    text, content='turns', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);

CREATE VIEW answers AS
    SELECT turns.question, questions.text AS wording, questions.section, questions.mark,
           interviews.participant, turns.interview, turns.turn, turns.speaker, turns.start_ms,
           turns.end_ms, turns.text
    FROM turns
    JOIN interviews ON interviews.id = turns.interview
    LEFT JOIN questions ON questions.interview = turns.interview AND questions.id = turns.question
"""


def sqlite_copy(records: Iterable[Record]) -> Iterator[bytes]:
    """The whole database, built in memory: what was not yet checked never touches a disk."""
    with closing(sqlite3.connect(":memory:")) as db:
        for statement in _SCHEMA.split(";\n\n"):
            db.execute(statement)
        for record in records:
            _put(db, record)
        db.execute("INSERT INTO turns_search (turns_search) VALUES ('rebuild')")
        db.commit()
        whole = memoryview(db.serialize())
    for start in range(0, len(whole), PIECE_BYTES):
        yield bytes(whole[start : start + PIECE_BYTES])


def _put(db: sqlite3.Connection, record: Record) -> None:
    who, id = record.participant, record.interview
    db.execute("INSERT OR IGNORE INTO participants VALUES (?)", (who,))
    db.executemany(
        "INSERT OR REPLACE INTO attributes VALUES (?, ?, ?)",
        ((who, name, value) for name, value in sorted(record.attributes.items())),
    )
    about = (record.guide, record.guide_fingerprint, record.month, record.length_ms)
    db.execute(
        "INSERT INTO interviews VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (id, who, record.language, *about, record.version),
    )
    db.executemany(
        "INSERT INTO questions VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (id, each.id, each.section, each.section_title, each.topic, each.mark, each.text)
            for each in record.questions
        ),
    )
    db.executemany(
        "INSERT INTO turns (interview, turn, speaker, start_ms, end_ms, question, text) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (id, turn.number, turn.speaker, turn.start_ms, turn.end_ms, turn.question, turn.text)
            for turn in record.turns
        ),
    )
