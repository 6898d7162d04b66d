"""Version 1 as SQL: participants, interviews, questions, turns with their search, words."""

SCHEMA_V1 = """
CREATE TABLE participants (
    code TEXT PRIMARY KEY,
    attributes TEXT NOT NULL
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
    position INTEGER NOT NULL,
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

CREATE INDEX turns_by_question ON turns (question, interview, turn);

CREATE TABLE words (
    turn INTEGER NOT NULL REFERENCES turns (id),
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    probability REAL NOT NULL,
    PRIMARY KEY (turn, position)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE turns_search USING fts5 (
    text, content='turns', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);

CREATE TRIGGER turns_inserted AFTER INSERT ON turns BEGIN
    INSERT INTO turns_search (rowid, text) VALUES (new.id, new.text);
END;

CREATE TRIGGER turns_deleted AFTER DELETE ON turns BEGIN
    INSERT INTO turns_search (turns_search, rowid, text) VALUES ('delete', old.id, old.text);
END;

CREATE VIEW answers AS
    SELECT turns.question, questions.text AS wording, questions.section, questions.mark,
           interviews.participant, turns.interview, turns.turn, turns.speaker, turns.start_ms,
           turns.end_ms, turns.text
    FROM turns
    JOIN interviews ON interviews.id = turns.interview
    LEFT JOIN questions ON questions.interview = turns.interview AND questions.id = turns.question
"""
