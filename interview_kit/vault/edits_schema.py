"""Steps 9 to 14 of the vault's schema as SQL. They have landed, and are never changed."""

EXPECTED_ERRORS = """
ALTER TABLE turns ADD COLUMN expected_errors REAL
"""
"""How many errors a turn has by what the machine knows of it."""

EDITS = """
CREATE TABLE edits (
    id INTEGER PRIMARY KEY,
    interview TEXT NOT NULL REFERENCES interviews (id),
    before INTEGER REFERENCES edits (id),
    step INTEGER NOT NULL REFERENCES edits (id),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    operation TEXT NOT NULL,
    bundle TEXT NOT NULL,
    content TEXT NOT NULL
) STRICT;

CREATE INDEX edits_of_interview ON edits (interview);

CREATE TABLE heard_spans (
    interview TEXT NOT NULL REFERENCES interviews (id),
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    PRIMARY KEY (interview, start_ms)
) STRICT;

CREATE TABLE editing_times (
    interview TEXT NOT NULL REFERENCES interviews (id),
    who TEXT NOT NULL,
    seconds REAL NOT NULL,
    PRIMARY KEY (interview, who)
) STRICT;

CREATE TABLE checked_places (
    interview TEXT PRIMARY KEY REFERENCES interviews (id),
    turn INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL
) STRICT;

CREATE TABLE member_checks (
    id INTEGER PRIMARY KEY,
    interview TEXT NOT NULL REFERENCES interviews (id),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    outcome TEXT NOT NULL
) STRICT
"""
"""What is kept of correcting: the edits, what was played, how long it took, and how far it is."""

CORRECTIONS_AS_EDITS = """
INSERT INTO edits (id, interview, before, step, at, who, operation, bundle, content)
    SELECT id + moved, interview,
        lag(id + moved) OVER (PARTITION BY interview ORDER BY id),
        id + moved, at, '', 'correct', '', json_object('turns',
        json_object(CAST(turn AS TEXT), json_object('speaker', speaker, 'text', text)))
    FROM corrections, (SELECT coalesce(max(id), 0) AS moved FROM edits) ORDER BY id;

DELETE FROM corrections
"""
"""`corrections` stays, empty: a damaged vault of an earlier version is salvaged by its tables."""

HEARD_NAMES = """
CREATE TABLE heard_names (
    interview TEXT NOT NULL REFERENCES interviews (id),
    turn INTEGER NOT NULL,
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    form TEXT NOT NULL,
    words TEXT NOT NULL,
    score REAL NOT NULL,
    verdict TEXT NOT NULL DEFAULT 'suspected',
    PRIMARY KEY (interview, start_ms)
) STRICT;

CREATE TABLE name_hearings (
    interview TEXT PRIMARY KEY REFERENCES interviews (id),
    at TEXT NOT NULL
) STRICT
"""
"""Names that may be said where the text has other words, and when they were listened for."""

WORKLIST = """
CREATE TABLE checked_words (
    interview TEXT NOT NULL REFERENCES interviews (id),
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    text TEXT NOT NULL,
    errors REAL NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (interview, start_ms, text)
) STRICT
"""
"""Words that a person heard and found right."""

CONTESTED_VOICES = """
ALTER TABLE voices ADD COLUMN is_contested INTEGER NOT NULL DEFAULT 0
"""
"""Which voices sound by themselves more like another."""

CHECKED_PLACES = """
CREATE TABLE places_by_person (
    interview TEXT NOT NULL REFERENCES interviews (id),
    turn INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (interview, who)
) STRICT;

INSERT INTO places_by_person SELECT interview, turn, at, who FROM checked_places;

DROP TABLE checked_places;

ALTER TABLE places_by_person RENAME TO checked_places
"""
"""Up to where each person checked a text; the columns stay as they were, for what is salvaged."""
