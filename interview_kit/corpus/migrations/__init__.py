"""The corpus's schema, step by step. A step that has landed is never changed."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from interview_kit.corpus.migrations.schema_v1 import SCHEMA_V1
from interview_kit.corpus.migrations.schema_v2 import MOVE_IN, SCHEMA_V2, SET_ASIDE
from interview_kit.corpus.migrations.schema_v5 import SCHEMA_V5
from interview_kit.export.coding_views import CODING_VIEWS

migrations = Migrations("corpus")


@migrations()
def v001_the_first_house(db: Database) -> None:
    """Participants, interviews, questions, turns with full-text search, words."""
    _run(db, SCHEMA_V1)


@migrations()
def v002_versions_states_and_codes(db: Database) -> None:
    """Attributes as rows, versions of a filed text, states, codes, releases, withdrawals."""
    _run(db, SET_ASIDE)
    _run(db, SCHEMA_V2)
    _run(db, MOVE_IN)


@migrations()
def v003_earlier_turns_that_every_sqlite_checks(db: Database) -> None:
    """SQLite 3.40 finds fault with a sound table whose key is not its first columns."""
    _run(db, _EARLIER_TURNS)


@migrations()
def v004_longer_beginnings(db: Database) -> None:
    """A search for a beginning of four or five letters reads one list, not one for each word."""
    _run(db, _LONGER_BEGINNINGS)


@migrations()
def v005_notes(db: Database) -> None:
    """What the interviewer noted, in a study that gives it to its coders."""
    _run(db, _NOTES)


@migrations()
def v006_passages_and_the_tables_of_a_coded_study(db: Database) -> None:
    """Themes and sides, marks and memos, codings without a place, and views that count them."""
    _run(db, SCHEMA_V5)
    _run(db, CODING_VIEWS)


@migrations()
def v007_places(db: Database) -> None:
    """Where a turn stands that was added to a transcript, and so has a later number."""
    _run(db, _PLACES)


@migrations()
def v008_coding_history(db: Database) -> None:
    """What was done to codes and codings, so that it can be undone."""
    _run(db, _CODING_HISTORY)


def _run(db: Database, script: str) -> None:
    for statement in script.strip().split(";\n\n"):
        db.execute(statement)


_EARLIER_TURNS = """
DROP TRIGGER earlier_turns_are_frozen;

ALTER TABLE earlier_turns RENAME TO old_earlier_turns;

CREATE TABLE earlier_turns (
    id INTEGER NOT NULL, -- turns.id, also where that turn is no more
    interview TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
    turn INTEGER NOT NULL,
    speaker TEXT NOT NULL,
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    question TEXT NOT NULL,
    text TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL, -- the last version in which the turn read so
    PRIMARY KEY (interview, until, id)
) STRICT;

INSERT INTO earlier_turns
    SELECT id, interview, turn, speaker, start_ms, end_ms, question, text, since, until
    FROM old_earlier_turns;

DROP TABLE old_earlier_turns;

CREATE TRIGGER earlier_turns_are_frozen BEFORE UPDATE ON earlier_turns BEGIN
    SELECT raise(ABORT, 'an earlier version is frozen');
END
"""

_LONGER_BEGINNINGS = """
DROP TABLE turns_search;

CREATE VIRTUAL TABLE turns_search USING fts5 (
    text, content='turns', content_rowid='id', prefix='2 3 4 5',
    tokenize='unicode61 remove_diacritics 2'
);

INSERT INTO turns_search (turns_search) VALUES ('rebuild')
"""

_PLACES = """
CREATE TABLE places (
    interview TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
    turn INTEGER NOT NULL,
    place REAL NOT NULL, -- 12.5 stands between 12 and 13; turns without a row are at their number
    PRIMARY KEY (interview, turn)
) STRICT, WITHOUT ROWID
"""
"""A place never changes what other turns are called, so that codings and versions stay."""

_NOTES = """
CREATE TABLE notes (
    interview TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL, -- flag, note, probe, skipped, refused, raised, suggested or distress
    time_ms INTEGER NOT NULL,
    question TEXT NOT NULL,
    about TEXT NOT NULL, -- the id of a probe or a topic
    text TEXT NOT NULL,
    PRIMARY KEY (interview, number)
) STRICT
"""
"""The table of the interviewer's notes."""

_CODING_HISTORY = """
CREATE TABLE coding_acts (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL, -- UTC
    who TEXT NOT NULL,
    act TEXT NOT NULL, -- code merged, coded, code taken off, ...
    about TEXT NOT NULL, -- the id of a code or an interview, or empty
    undone_at TEXT NOT NULL DEFAULT '',
    undone_by TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE coding_act_codes (
    id INTEGER PRIMARY KEY,
    act INTEGER NOT NULL REFERENCES coding_acts (id) ON DELETE CASCADE,
    before TEXT NOT NULL, -- JSON: the code as it was, empty where there was none
    after TEXT NOT NULL
) STRICT;

CREATE TABLE coding_act_rows (
    id INTEGER PRIMARY KEY,
    act INTEGER NOT NULL REFERENCES coding_acts (id) ON DELETE CASCADE,
    change TEXT NOT NULL, -- gone or new
    interview TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
    turn INTEGER NOT NULL, -- turns.id, or earlier_turns.id of that version
    version INTEGER NOT NULL,
    code TEXT NOT NULL,
    first_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    coder TEXT NOT NULL,
    coded_at TEXT NOT NULL,
    mark TEXT NOT NULL,
    memo TEXT NOT NULL,
    changed INTEGER NOT NULL,
    reason TEXT NOT NULL -- why it had no place; empty where it had one
) STRICT;

CREATE INDEX coding_act_rows_by_act ON coding_act_rows (act);

CREATE INDEX coding_act_rows_by_interview ON coding_act_rows (interview)
"""
"""What codings marked is not kept: it is read off the turn of the version."""
