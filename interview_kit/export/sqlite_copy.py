"""A standalone SQLite database, made for Datasette: foreign keys become links, search works.

Its tables and views are those of the corpus; versions and states stay behind.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from interview_kit.export.coding_views import CODING_VIEWS
from interview_kit.memory_database import new_database
from interview_kit.model.record import Record

_SCHEMA = """
CREATE TABLE participants (
    code TEXT PRIMARY KEY
) STRICT;

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
    guide_version INTEGER NOT NULL,
    guide_fingerprint TEXT NOT NULL,
    held TEXT NOT NULL, -- as coarse as the study says: 2026-11-25, 2026-11 or 2026
    length_ms INTEGER NOT NULL,
    interviewer TEXT NOT NULL, -- a code, never a name
    provenance TEXT NOT NULL, -- JSON: how the text came about
    version INTEGER NOT NULL -- 1, and one more with each correction of the filed text
) STRICT;

CREATE TABLE questions (
    interview TEXT NOT NULL REFERENCES interviews (id),
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    section TEXT NOT NULL,
    section_title TEXT NOT NULL,
    topic TEXT NOT NULL,
    mark TEXT NOT NULL, -- open, asked, raised, covered, skipped or refused
    text TEXT NOT NULL,
    PRIMARY KEY (interview, id)
) STRICT;

CREATE TABLE turns (
    id INTEGER PRIMARY KEY,
    interview TEXT NOT NULL REFERENCES interviews (id),
    turn INTEGER NOT NULL,
    speaker TEXT NOT NULL, -- interviewer, participant or other
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    question TEXT NOT NULL, -- '' before the first
    mark TEXT NOT NULL, -- what became of the question: asked, raised by the participant, ...
    text TEXT NOT NULL,
    UNIQUE (interview, turn)
) STRICT;

CREATE INDEX turns_by_question ON turns (question, interview, turn);

CREATE TABLE codes (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    parent TEXT REFERENCES codes (id),
    side TEXT NOT NULL, -- helped, hindered or empty
    retired INTEGER NOT NULL,
    merged_into TEXT REFERENCES codes (id)
) STRICT;

CREATE TABLE codings (
    id INTEGER PRIMARY KEY,
    turn INTEGER NOT NULL REFERENCES turns (id),
    code TEXT NOT NULL REFERENCES codes (id),
    first_char INTEGER NOT NULL, -- in code points of the turn's text, from 0
    end_char INTEGER NOT NULL,
    coder TEXT NOT NULL,
    coded_at TEXT NOT NULL,
    mark TEXT NOT NULL, -- the same on the turns of one passage
    memo TEXT NOT NULL,
    changed INTEGER NOT NULL -- 1 where words in it were corrected since
) STRICT;

CREATE INDEX codings_by_turn ON codings (turn);

CREATE INDEX codings_by_code ON codings (code);

CREATE VIRTUAL TABLE turns_search USING fts5 (
    text, content='turns', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);

CREATE VIEW answers AS
    SELECT turns.question, questions.text AS wording, questions.section, turns.mark,
           interviews.participant, interviews.held, turns.interview, turns.turn, turns.speaker,
           turns.start_ms, turns.end_ms, turns.text
    FROM turns
    JOIN interviews ON interviews.id = turns.interview
    LEFT JOIN questions ON questions.interview = turns.interview AND questions.id = turns.question;

CREATE VIEW talk_time AS
    SELECT interviews.participant, interview, speaker, count(*) AS turns,
           sum(length(text) - length(replace(text, ' ', '')) + 1) AS words,
           sum(end_ms - start_ms) AS ms,
           round(1.0 * sum(end_ms - start_ms)
               / max(1, sum(sum(end_ms - start_ms)) OVER (PARTITION BY interview)), 3) AS share
    FROM turns
    JOIN interviews ON interviews.id = turns.interview
    GROUP BY interview, speaker;

CREATE VIEW coverage AS
    SELECT interviews.guide, interviews.guide_version, questions.section,
           questions.id AS question, count(*) AS interviews,
           sum(questions.mark = 'asked') AS asked, sum(questions.mark = 'raised') AS raised,
           sum(questions.mark = 'covered') AS covered, sum(questions.mark = 'skipped') AS skipped,
           sum(questions.mark = 'refused') AS refused, sum(questions.mark = 'open') AS open,
           sum(EXISTS (
               SELECT 1 FROM turns WHERE turns.question = questions.id
               AND turns.interview = questions.interview AND speaker = 'participant'
           )) AS answered
    FROM questions
    JOIN interviews ON interviews.id = questions.interview
    GROUP BY interviews.guide, interviews.guide_version, questions.id
    ORDER BY interviews.guide, interviews.guide_version, min(questions.position)
"""


def sqlite_copy(records: Iterable[Record]) -> Iterator[bytes]:
    """The whole database, built in memory: what was not yet checked never touches a disk."""
    with new_database() as copy:
        db = copy.db
        for statement in f"{_SCHEMA.rstrip()};\n\n{CODING_VIEWS}".split(";\n\n"):
            db.execute(statement)
        for record in records:
            _put(db, record)
        db.execute("INSERT INTO turns_search (turns_search) VALUES ('rebuild')")
        db.commit()
        yield from copy.pieces()


def _put(db: sqlite3.Connection, record: Record) -> None:
    participant, id = record.participant, record.interview
    db.execute("INSERT OR IGNORE INTO participants VALUES (?)", (participant,))
    db.executemany(
        "INSERT OR REPLACE INTO attributes VALUES (?, ?, ?)",
        ((participant, name, value) for name, value in sorted(record.attributes.items())),
    )
    guide = (record.guide, record.guide_version, record.guide_fingerprint)
    provenance = json.dumps(dict(record.provenance), ensure_ascii=False, sort_keys=True)
    about = (record.held, record.length_ms, record.interviewer, provenance, record.version)
    db.execute(
        "INSERT INTO interviews VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (id, participant, record.language, *guide, *about),
    )
    db.executemany(
        "INSERT INTO questions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                id,
                entry.id,
                at,
                entry.section,
                entry.section_title,
                entry.topic,
                entry.mark,
                entry.text,
            )
            for at, entry in enumerate(record.questions)
        ),
    )
    marks = {question.id: question.mark for question in record.questions}
    db.executemany(
        "INSERT INTO turns (interview, turn, speaker, start_ms, end_ms, question, mark, text) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                id, turn.number, turn.speaker, turn.start_ms, turn.end_ms,
                turn.question, marks.get(turn.question, ""), turn.text,
            )
            for turn in record.turns
        ),
    )  # fmt: skip
    _put_codings(db, record)


def _put_codings(db: sqlite3.Connection, record: Record) -> None:
    db.executemany(
        "INSERT OR IGNORE INTO codes VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                entry.id, entry.title, entry.description, entry.parent or None, entry.side,
                int(entry.is_retired), entry.merged_into or None,
            )
            for entry in record.codebook
        ),
    )  # fmt: skip
    if not record.codings:
        return
    ids = dict(db.execute("SELECT turn, id FROM turns WHERE interview = ?", (record.interview,)))
    db.executemany(
        "INSERT INTO codings (turn, code, first_char, end_char, coder, coded_at, memo, mark, "
        "changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                ids[coding.turn], coding.code, coding.first_char, coding.end_char, coding.coder,
                coding.coded_at, coding.memo, coding.mark, int(coding.has_changed),
            )
            for coding in record.codings
        ),
    )  # fmt: skip
