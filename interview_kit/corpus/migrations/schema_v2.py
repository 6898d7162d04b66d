"""Version 2 as SQL: the first house set aside, the second built, and everything moved in."""

SET_ASIDE = """
DROP VIEW answers;

DROP TABLE turns_search;

DROP TRIGGER turns_inserted;

DROP TRIGGER turns_deleted;

DROP INDEX turns_by_question;

ALTER TABLE participants RENAME TO old_participants;

ALTER TABLE interviews RENAME TO old_interviews;

ALTER TABLE questions RENAME TO old_questions;

ALTER TABLE turns RENAME TO old_turns;

ALTER TABLE words RENAME TO old_words
"""

SCHEMA_V2 = """
CREATE TABLE participants (
    code TEXT PRIMARY KEY
) STRICT;

CREATE TABLE attributes (
    participant TEXT NOT NULL REFERENCES participants (code) ON DELETE CASCADE,
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

CREATE INDEX interviews_by_participant ON interviews (participant, id);

CREATE TABLE questions (
    interview TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
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
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- the same in every version, never used again
    interview TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
    turn INTEGER NOT NULL,
    speaker TEXT NOT NULL, -- interviewer, participant or other
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    question TEXT NOT NULL, -- '' before the first
    mark TEXT NOT NULL, -- what became of the question: asked, raised by the participant, ...
    text TEXT NOT NULL,
    since INTEGER NOT NULL, -- the version from which on the turn reads so
    UNIQUE (interview, turn)
) STRICT;

CREATE INDEX turns_by_question ON turns (question, interview, turn);

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
) STRICT, WITHOUT ROWID;

CREATE TABLE words (
    turn INTEGER NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL, -- pseudonymised, like the turn's
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    probability REAL NOT NULL,
    PRIMARY KEY (turn, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE states (
    interview TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    state TEXT NOT NULL, -- draft, corrected, pseudonymised, checked, filed or released
    on_date TEXT NOT NULL, -- as coarse as interviews.held
    PRIMARY KEY (interview, version, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE codes (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    parent TEXT REFERENCES codes (id)
) STRICT;

CREATE TABLE codings (
    id INTEGER PRIMARY KEY,
    turn INTEGER NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
    version INTEGER NOT NULL, -- the version of the interview that was coded
    code TEXT NOT NULL REFERENCES codes (id),
    first_char INTEGER NOT NULL, -- in code points of the turn's text, from 0
    end_char INTEGER NOT NULL,
    coder TEXT NOT NULL DEFAULT '',
    coded_at TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX codings_by_turn ON codings (turn);

CREATE INDEX codings_by_code ON codings (code);

CREATE TABLE releases (
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL, -- UTC
    purpose TEXT NOT NULL,
    profile TEXT NOT NULL, -- JSON: what was made coarser
    manifest_sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE released (
    release TEXT NOT NULL REFERENCES releases (id),
    interview TEXT NOT NULL, -- stays when the interview is withdrawn
    participant TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (release, interview)
) STRICT, WITHOUT ROWID;

CREATE INDEX released_by_participant ON released (participant, release);

CREATE TABLE withdrawals (
    participant TEXT PRIMARY KEY,
    on_date TEXT NOT NULL
) STRICT;

CREATE TABLE audit_head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL, -- the vault's audit reaches at least this entry,
    hash TEXT NOT NULL -- which has this hash
) STRICT;

CREATE VIRTUAL TABLE turns_search USING fts5 (
    text, content='turns', content_rowid='id', prefix='2 3',
    tokenize='unicode61 remove_diacritics 2'
);

CREATE TRIGGER turns_inserted AFTER INSERT ON turns BEGIN
    INSERT INTO turns_search (rowid, text) VALUES (new.id, new.text);
END;

CREATE TRIGGER turns_deleted AFTER DELETE ON turns BEGIN
    INSERT INTO turns_search (turns_search, rowid, text) VALUES ('delete', old.id, old.text);
END;

CREATE TRIGGER turns_changed AFTER UPDATE OF text ON turns BEGIN
    INSERT INTO turns_search (turns_search, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO turns_search (rowid, text) VALUES (new.id, new.text);
END;

CREATE TRIGGER turns_are_frozen
BEFORE UPDATE OF interview, turn, speaker, start_ms, end_ms, question, text ON turns
WHEN new.since <= old.since BEGIN
    SELECT raise(ABORT, 'a filed text is frozen: file the interview again for a new version');
END;

CREATE TRIGGER earlier_turns_are_frozen BEFORE UPDATE ON earlier_turns BEGIN
    SELECT raise(ABORT, 'an earlier version is frozen');
END;

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

MOVE_IN = """
INSERT INTO participants SELECT code FROM old_participants;

INSERT INTO attributes
    SELECT code, key, value FROM old_participants, json_each(old_participants.attributes);

INSERT INTO interviews
    SELECT id, participant, language, guide, 0, guide_fingerprint, month, length_ms, '', '{}',
           version
    FROM old_interviews;

INSERT INTO questions
    SELECT interview, id, position, section, section_title, topic, mark, text FROM old_questions;

INSERT INTO turns
    SELECT old_turns.id, old_turns.interview, turn, speaker, start_ms, end_ms, question,
           coalesce(mark, ''), old_turns.text, version
    FROM old_turns
    JOIN old_interviews ON old_interviews.id = old_turns.interview
    LEFT JOIN old_questions
        ON old_questions.interview = old_turns.interview AND old_questions.id = question;

INSERT INTO words SELECT turn, position, text, start_ms, end_ms, probability FROM old_words;

INSERT INTO states SELECT id, version, 'filed', '' FROM old_interviews;

DROP TABLE old_words;

DROP TABLE old_turns;

DROP TABLE old_questions;

DROP TABLE old_interviews;

DROP TABLE old_participants
"""
