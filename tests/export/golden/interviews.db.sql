BEGIN TRANSACTION;
CREATE TABLE attributes (
    participant TEXT NOT NULL REFERENCES participants (code),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (participant, name)
) STRICT;
INSERT INTO "attributes" VALUES('P07','age','40-49');
INSERT INTO "attributes" VALUES('P07','gender','vrouw');
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
INSERT INTO "interviews" VALUES('P07-1','P07','nl','recovery-stories','abababababababababababababababababababababababababababababababab','2026-11',3665000,2);
INSERT INTO "interviews" VALUES('P08-1','P08','en','recovery-stories','abababababababababababababababababababababababababababababababab','2026-12',5000,1);
CREATE TABLE participants (code TEXT PRIMARY KEY) STRICT;
INSERT INTO "participants" VALUES('P07');
INSERT INTO "participants" VALUES('P08');
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
INSERT INTO "questions" VALUES('P07-1','today','opening','Begin','health','asked','Hoe is het vandaag met u?');
INSERT INTO "questions" VALUES('P07-1','helped','story','Uw verhaal','','raised','Wat hielp <u>?');
INSERT INTO "questions" VALUES('P07-1','hope','story','Uw verhaal','','skipped','Waar hoopt u op?');
INSERT INTO "questions" VALUES('P08-1','today','opening','Opening','','open','How are you today?');
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
INSERT INTO "turns" VALUES(1,'P07-1',1,'interviewer',0,900,'','Zo, hij loopt.');
INSERT INTO "turns" VALUES(2,'P07-1',2,'interviewer',1000,2400,'today','Hoe gaat het?');
INSERT INTO "turns" VALUES(3,'P07-1',3,'participant',61540,65000,'today','=1+1; "goed",
zei [zus van P07] in het café 😀 & <b>toen</b> --> weg');
INSERT INTO "turns" VALUES(4,'P07-1',4,'participant',70000,82000,'helped','Dat ik elke dag ging wandelen met de hond, ook als het regende, en dat niemand vroeg waarom. 𝄞 Één keer maar.');
INSERT INTO "turns" VALUES(5,'P07-1',5,'other',3660000,3665000,'today','Tijd voor de koffie.');
INSERT INTO "turns" VALUES(6,'P08-1',1,'interviewer',0,1000,'today','How are you — today?');
INSERT INTO "turns" VALUES(7,'P08-1',2,'participant',1200,5000,'today','"Fine"	it''s a naïve word.');
PRAGMA writable_schema=ON;
INSERT INTO "turns_search" VALUES('Zo, hij loopt.');
INSERT INTO "turns_search" VALUES('Hoe gaat het?');
INSERT INTO "turns_search" VALUES('=1+1; "goed",
zei [zus van P07] in het café 😀 & <b>toen</b> --> weg');
INSERT INTO "turns_search" VALUES('Dat ik elke dag ging wandelen met de hond, ook als het regende, en dat niemand vroeg waarom. 𝄞 Één keer maar.');
INSERT INTO "turns_search" VALUES('Tijd voor de koffie.');
INSERT INTO "turns_search" VALUES('How are you — today?');
INSERT INTO "turns_search" VALUES('"Fine"	it''s a naïve word.');
CREATE VIEW answers AS
    SELECT turns.question, questions.text AS wording, questions.section, questions.mark,
           interviews.participant, turns.interview, turns.turn, turns.speaker, turns.start_ms,
           turns.end_ms, turns.text
    FROM turns
    JOIN interviews ON interviews.id = turns.interview
    LEFT JOIN questions ON questions.interview = turns.interview AND questions.id = turns.question;
PRAGMA writable_schema=OFF;
COMMIT;
