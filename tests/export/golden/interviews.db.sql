BEGIN TRANSACTION;
CREATE TABLE attributes (
    participant TEXT NOT NULL REFERENCES participants (code),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (participant, name)
) STRICT;
INSERT INTO "attributes" VALUES('P07','age','40-49');
INSERT INTO "attributes" VALUES('P07','gender','vrouw');
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
INSERT INTO "interviews" VALUES('P07-1','P07','nl','recovery-stories',0,'abababababababababababababababababababababababababababababababab','2026-11',3665000,'','{}',2);
INSERT INTO "interviews" VALUES('P08-1','P08','en','recovery-stories',0,'abababababababababababababababababababababababababababababababab','2026-12',5000,'','{}',1);
CREATE TABLE participants (
    code TEXT PRIMARY KEY
) STRICT;
INSERT INTO "participants" VALUES('P07');
INSERT INTO "participants" VALUES('P08');
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
INSERT INTO "questions" VALUES('P07-1','today',0,'opening','Begin','health','asked','Hoe is het vandaag met u?');
INSERT INTO "questions" VALUES('P07-1','helped',1,'story','Uw verhaal','','raised','Wat hielp <u>?');
INSERT INTO "questions" VALUES('P07-1','hope',2,'story','Uw verhaal','','skipped','Waar hoopt u op?');
INSERT INTO "questions" VALUES('P08-1','today',0,'opening','Opening','','open','How are you today?');
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
INSERT INTO "turns" VALUES(1,'P07-1',1,'interviewer',0,900,'','','Zo, hij loopt.');
INSERT INTO "turns" VALUES(2,'P07-1',2,'interviewer',1000,2400,'today','asked','Hoe gaat het?');
INSERT INTO "turns" VALUES(3,'P07-1',3,'participant',61540,65000,'today','asked','=1+1; "goed",
zei [zus van P07] in het café 😀 & <b>toen</b> --> weg');
INSERT INTO "turns" VALUES(4,'P07-1',4,'participant',70000,82000,'helped','raised','Dat ik elke dag ging wandelen met de hond, ook als het regende, en dat niemand vroeg waarom. 𝄞 Één keer maar.');
INSERT INTO "turns" VALUES(5,'P07-1',5,'other',3660000,3665000,'today','asked','Tijd voor de koffie.');
INSERT INTO "turns" VALUES(6,'P08-1',1,'interviewer',0,1000,'today','open','How are you — today?');
INSERT INTO "turns" VALUES(7,'P08-1',2,'participant',1200,5000,'today','open','"Fine"	it''s a naïve word.');
INSERT INTO "turns_search" VALUES('Zo, hij loopt.');
INSERT INTO "turns_search" VALUES('Hoe gaat het?');
INSERT INTO "turns_search" VALUES('=1+1; "goed",
zei [zus van P07] in het café 😀 & <b>toen</b> --> weg');
INSERT INTO "turns_search" VALUES('Dat ik elke dag ging wandelen met de hond, ook als het regende, en dat niemand vroeg waarom. 𝄞 Één keer maar.');
INSERT INTO "turns_search" VALUES('Tijd voor de koffie.');
INSERT INTO "turns_search" VALUES('How are you — today?');
INSERT INTO "turns_search" VALUES('"Fine"	it''s a naïve word.');
CREATE INDEX turns_by_question ON turns (question, interview, turn);
CREATE INDEX codings_by_turn ON codings (turn);
CREATE INDEX codings_by_code ON codings (code);
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
    ORDER BY interviews.guide, interviews.guide_version, min(questions.position);
CREATE VIEW quotations AS
    SELECT codings.id AS coding, coalesce(nullif(codings.mark, ''), 'c' || codings.id) AS passage,
           codings.code, codes.title, coalesce(codes.parent, codes.id) AS theme, codes.side,
           interviews.participant, turns.interview, turns.turn, turns.speaker, turns.question,
           turns.mark, turns.start_ms, codings.coder, codings.coded_at,
           substr(turns.text, codings.first_char + 1, codings.end_char - codings.first_char)
               AS quotation,
           codings.memo, codings.first_char, codings.end_char, codings.changed
    FROM codings
    JOIN codes ON codes.id = codings.code
    JOIN turns ON turns.id = codings.turn
    JOIN interviews ON interviews.id = turns.interview;
CREATE VIEW theme_participants AS
    SELECT theme, side, participant, count(DISTINCT passage) AS passages,
           count(DISTINCT interview) AS interviews
    FROM quotations
    GROUP BY theme, side, participant;
CREATE VIEW themes AS
    SELECT coalesce(entries.parent, entries.id) AS theme,
           max(coalesce(parents.title, entries.title)) AS title, entries.side,
           count(DISTINCT quotations.participant) AS participants,
           count(DISTINCT quotations.passage) AS passages
    FROM codes AS entries
    LEFT JOIN codes AS parents ON parents.id = entries.parent
    LEFT JOIN quotations ON quotations.code = entries.id
    WHERE NOT EXISTS (SELECT 1 FROM codes AS children WHERE children.parent = entries.id)
       OR quotations.code IS NOT NULL
    GROUP BY coalesce(entries.parent, entries.id), entries.side
    HAVING min(entries.retired) = 0 OR count(quotations.passage) > 0
    ORDER BY theme, entries.side;
CREATE VIEW code_matrix AS
    SELECT interview, participant, code, title, count(DISTINCT passage) AS passages
    FROM quotations
    GROUP BY interview, code;
CREATE VIEW co_occurrence AS
    SELECT ours.code AS code, theirs.code AS with_code,
           count(DISTINCT ours.passage || ' ' || theirs.passage) AS passages,
           count(DISTINCT turns.interview) AS interviews
    FROM codings AS ours_rows
    JOIN quotations AS ours ON ours.coding = ours_rows.id
    JOIN codings AS others ON others.turn = ours_rows.turn AND others.code > ours_rows.code
        AND others.first_char < ours_rows.end_char AND ours_rows.first_char < others.end_char
    JOIN quotations AS theirs ON theirs.coding = others.id
    JOIN turns ON turns.id = ours_rows.turn
    GROUP BY ours.code, theirs.code;
CREATE VIEW topics AS
    SELECT questions.topic, count(DISTINCT questions.interview) AS interviews,
           count(DISTINCT CASE WHEN questions.mark = 'raised' THEN questions.interview END)
               AS raised,
           count(DISTINCT CASE WHEN questions.mark = 'asked' THEN questions.interview END)
               AS asked,
           count(DISTINCT CASE WHEN questions.mark = 'covered' THEN questions.interview END)
               AS covered,
           count(DISTINCT CASE WHEN quotations.mark = 'raised' THEN quotations.passage END)
               AS raised_passages,
           count(DISTINCT CASE WHEN quotations.mark = 'asked' THEN quotations.passage END)
               AS asked_passages
    FROM questions
    LEFT JOIN quotations
        ON quotations.interview = questions.interview AND quotations.question = questions.id
    WHERE questions.topic <> ''
    GROUP BY questions.topic;
CREATE VIEW saturation AS
    SELECT ordered.position, ordered.interview, ordered.held,
           count(DISTINCT quotations.code) AS codes,
           count(DISTINCT CASE WHEN firsts.position = ordered.position THEN quotations.code END)
               AS new_codes,
           sum(count(DISTINCT CASE WHEN firsts.position = ordered.position
               THEN quotations.code END)) OVER (ORDER BY ordered.position) AS codes_so_far
    FROM (
        SELECT id AS interview, held, row_number() OVER (ORDER BY held, id) AS position
        FROM interviews
    ) AS ordered
    LEFT JOIN quotations ON quotations.interview = ordered.interview
    LEFT JOIN (
        SELECT code, min(position) AS position
        FROM quotations
        JOIN (
            SELECT id, row_number() OVER (ORDER BY held, id) AS position FROM interviews
        ) AS places ON places.id = quotations.interview
        GROUP BY code
    ) AS firsts ON firsts.code = quotations.code
    GROUP BY ordered.position, ordered.interview, ordered.held
    ORDER BY ordered.position;
COMMIT;
