"""The vault's schema, step by step. A step that has landed is never changed."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from interview_kit.vault import edits_schema

migrations = Migrations("vault")


@migrations()
def v001_the_first_house(db: Database) -> None:
    """Participants, names, interviews with their journal and sound, transcripts, pseudonyms."""
    _run(db, _SCHEMA_V1)


@migrations()
def v002_interviewer_codes_and_filed_versions(db: Database) -> None:
    """What stands for an interviewer in the corpus; which version of it a filing made."""
    _run(db, _INTERVIEWER_CODES)


@migrations()
def v003_audit_approvals_withdrawals(db: Database) -> None:
    """The audit; who read a text as the second; who took part no more; studies taken in."""
    _run(db, _KEEPING)


@migrations()
def v004_voices(db: Database) -> None:
    """When each voice was heard in sound of one channel."""
    _run(db, _VOICES)


@migrations()
def v005_asides(db: Database) -> None:
    """Oral consent and spoken debrief, on tracks of their own; they go with their interview."""
    _run(db, _ASIDES)


@migrations()
def v006_hashes(db: Database) -> None:
    """A hash of each block of sound, and of each filed version; empty for what was there before."""
    _run(db, _HASHES)


@migrations()
def v007_seals(db: Database) -> None:
    """The key to sign with, and what the corpus held when it was last written in."""
    _run(db, _SEALS)


@migrations()
def v008_repairs(db: Database) -> None:
    """What was put right in an interview; which were deleted; under which question talk began."""
    _run(db, _REPAIRS)


@migrations()
def v009_expected_errors(db: Database) -> None:
    """How many errors a turn has by what the machine knows of it; NULL where that is nothing."""
    _run(db, edits_schema.EXPECTED_ERRORS)


@migrations()
def v010_edits(db: Database) -> None:
    """Edits as events, in the place of corrections; what was heard, how long, and how far."""
    _run(db, edits_schema.EDITS)
    take_over_corrections(db)


def take_over_corrections(db: Database) -> None:
    """Make edits of the corrections that earlier versions kept, each a step of its own."""
    _run(db, edits_schema.CORRECTIONS_AS_EDITS)


@migrations()
def v011_heard_names(db: Database) -> None:
    """Names that may be said where the text has other words, and when they were listened for."""
    _run(db, edits_schema.HEARD_NAMES)


@migrations()
def v012_worklist(db: Database) -> None:
    """Words that a person heard and found right."""
    _run(db, edits_schema.WORKLIST)


@migrations()
def v013_contested_voices(db: Database) -> None:
    """Which voices sound by themselves more like another; none that was told apart before."""
    _run(db, edits_schema.CONTESTED_VOICES)


@migrations()
def v014_a_checked_place_of_each_person(db: Database) -> None:
    """Up to where each person checked a text, and not the last of them alone."""
    _run(db, edits_schema.CHECKED_PLACES)


def _run(db: Database, script: str) -> None:
    for statement in script.strip().split(";\n\n"):
        db.execute(statement)


_SCHEMA_V1 = """
CREATE TABLE participants (
    id TEXT PRIMARY KEY,
    attributes TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE roster (
    id INTEGER PRIMARY KEY,
    participant TEXT NOT NULL DEFAULT '',
    type TEXT NOT NULL,
    role TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (participant, type, text)
) STRICT;

CREATE TABLE interviews (
    id TEXT PRIMARY KEY,
    participant TEXT NOT NULL REFERENCES participants (id),
    guide TEXT NOT NULL,
    guide_fingerprint TEXT NOT NULL,
    guide_source TEXT NOT NULL,
    language TEXT NOT NULL,
    interviewer TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE journal (
    interview TEXT NOT NULL REFERENCES interviews (id),
    number INTEGER NOT NULL,
    frame INTEGER NOT NULL,
    at TEXT NOT NULL,
    event TEXT NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (interview, number)
) STRICT;

CREATE TABLE blocks (
    interview TEXT NOT NULL REFERENCES interviews (id),
    first_frame INTEGER NOT NULL,
    frames INTEGER NOT NULL,
    rate INTEGER NOT NULL,
    channels INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (interview, first_frame)
) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    interview TEXT NOT NULL REFERENCES interviews (id),
    model TEXT NOT NULL,
    settings TEXT NOT NULL,
    live INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    current INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE stretches (
    run INTEGER NOT NULL REFERENCES runs (id),
    first_frame INTEGER NOT NULL,
    end_frame INTEGER NOT NULL,
    language TEXT NOT NULL,
    segments TEXT NOT NULL,
    PRIMARY KEY (run, first_frame)
) STRICT;

CREATE TABLE turns (
    interview TEXT NOT NULL REFERENCES interviews (id),
    number INTEGER NOT NULL,
    speaker TEXT NOT NULL,
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    question TEXT NOT NULL,
    text TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (interview, number)
) STRICT;

CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    interview TEXT NOT NULL,
    turn INTEGER NOT NULL,
    at TEXT NOT NULL,
    speaker TEXT NOT NULL,
    text TEXT NOT NULL,
    FOREIGN KEY (interview, turn) REFERENCES turns (interview, number)
) STRICT;

CREATE TABLE entities (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    pseudonym TEXT NOT NULL,
    forms TEXT NOT NULL,
    role TEXT NOT NULL,
    participant TEXT NOT NULL,
    rostered INTEGER NOT NULL,
    same_as TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE mentions (
    interview TEXT NOT NULL REFERENCES interviews (id),
    turn INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    type TEXT NOT NULL,
    text TEXT NOT NULL,
    detector TEXT NOT NULL,
    score REAL NOT NULL,
    cue TEXT NOT NULL,
    entity TEXT NOT NULL REFERENCES entities (id),
    decision TEXT NOT NULL DEFAULT 'proposed',
    PRIMARY KEY (interview, turn, start)
) STRICT;

CREATE TABLE secrets (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    deed TEXT NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    interview TEXT NOT NULL,
    entities TEXT NOT NULL,
    content TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE searches (
    interview TEXT PRIMARY KEY REFERENCES interviews (id),
    at TEXT NOT NULL
) STRICT;

CREATE TABLE filings (
    id INTEGER PRIMARY KEY,
    interview TEXT NOT NULL REFERENCES interviews (id),
    at TEXT NOT NULL,
    turns INTEGER NOT NULL,
    replaced INTEGER NOT NULL
) STRICT
"""

_INTERVIEWER_CODES = """
CREATE TABLE interviewers (
    name TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE
) STRICT;

ALTER TABLE filings ADD COLUMN version INTEGER NOT NULL DEFAULT 0
"""

_KEEPING = """
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    act TEXT NOT NULL,
    about TEXT NOT NULL,
    facts TEXT NOT NULL,
    before TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
) STRICT;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN
    SELECT raise(ABORT, 'the audit is append only');
END;

CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit BEGIN
    SELECT raise(ABORT, 'the audit is append only');
END;

ALTER TABLE filings ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';

CREATE TABLE approvals (
    interview TEXT PRIMARY KEY REFERENCES interviews (id),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    fingerprint TEXT NOT NULL
) STRICT;

CREATE TABLE withdrawals (
    participant TEXT PRIMARY KEY,
    begun_at TEXT NOT NULL,
    finished_at TEXT
) STRICT;

CREATE TABLE merges (
    study TEXT PRIMARY KEY,
    begun_at TEXT NOT NULL,
    finished_at TEXT,
    renames TEXT NOT NULL
) STRICT
"""

_VOICES = """
CREATE TABLE voices (
    interview TEXT NOT NULL REFERENCES interviews (id),
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    number INTEGER NOT NULL
) STRICT;

CREATE INDEX voices_of_interview ON voices (interview)
"""

_ASIDES = """
CREATE TABLE asides (
    id INTEGER PRIMARY KEY,
    interview TEXT REFERENCES interviews (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE aside_blocks (
    aside INTEGER NOT NULL REFERENCES asides (id) ON DELETE CASCADE,
    first_frame INTEGER NOT NULL,
    frames INTEGER NOT NULL,
    rate INTEGER NOT NULL,
    channels INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (aside, first_frame)
) STRICT
"""

_HASHES = """
ALTER TABLE blocks ADD COLUMN hash TEXT NOT NULL DEFAULT '';

ALTER TABLE filings ADD COLUMN content TEXT NOT NULL DEFAULT ''
"""

_SEALS = """
CREATE TABLE seals (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT
"""

_REPAIRS = """
CREATE TABLE repairs (
    id INTEGER PRIMARY KEY,
    interview TEXT NOT NULL REFERENCES interviews (id),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    field TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE recodings (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    interviews TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    finished_at TEXT
) STRICT;

CREATE TABLE deletions (
    id TEXT PRIMARY KEY,
    begun_at TEXT NOT NULL,
    finished_at TEXT
) STRICT;

ALTER TABLE decisions ADD COLUMN account TEXT NOT NULL DEFAULT '';

CREATE TABLE consent_changes (
    interview TEXT NOT NULL REFERENCES interviews (id),
    entry INTEGER NOT NULL,
    who TEXT NOT NULL,
    guide_fingerprint TEXT NOT NULL,
    language TEXT NOT NULL,
    PRIMARY KEY (interview, entry)
) STRICT;

CREATE TABLE question_starts (
    interview TEXT NOT NULL REFERENCES interviews (id),
    turn INTEGER NOT NULL,
    question TEXT NOT NULL,
    score REAL NOT NULL,
    verdict TEXT NOT NULL DEFAULT 'proposed',
    PRIMARY KEY (interview, turn)
) STRICT
"""
