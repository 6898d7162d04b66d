"""Step 10 of the vault's schema as SQL. It has landed, and is never changed."""

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
