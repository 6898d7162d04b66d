"""Version 5 as SQL: themes and sides of codes, passages, what could not follow, and the tables."""

SCHEMA_V5 = """
ALTER TABLE codes ADD COLUMN side TEXT NOT NULL DEFAULT '';

ALTER TABLE codes ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;

ALTER TABLE codes ADD COLUMN merged_into TEXT REFERENCES codes (id);

ALTER TABLE codings ADD COLUMN mark TEXT NOT NULL DEFAULT '';

ALTER TABLE codings ADD COLUMN memo TEXT NOT NULL DEFAULT '';

ALTER TABLE codings ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;

UPDATE codings SET mark = 'c' || id;

CREATE TABLE lost_codings (
    id INTEGER PRIMARY KEY,
    interview TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
    turn INTEGER NOT NULL, -- earlier_turns.id
    version INTEGER NOT NULL, -- the last version in which the passage stood
    code TEXT NOT NULL REFERENCES codes (id),
    first_char INTEGER NOT NULL, -- in code points of that turn's text
    end_char INTEGER NOT NULL,
    coder TEXT NOT NULL DEFAULT '',
    coded_at TEXT NOT NULL DEFAULT '',
    mark TEXT NOT NULL DEFAULT '',
    memo TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL -- gone: its words are no more; ambiguous: they stand there more than once
) STRICT;

CREATE INDEX lost_codings_by_interview ON lost_codings (interview)
"""
"""Beside the views, which are `export.coding_views`."""
