"""The pseudonymised store."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from interview_kit.corpus.corpus import Corpus
from interview_kit.errors import KitError, StudyError
from interview_kit.model.record import GuideQuestion, Record
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word

TURNS = (
    Turn(1, Speaker.INTERVIEWER, 0, 900, "today", "Hoe gaat het?"),
    Turn(
        2,
        Speaker.PARTICIPANT,
        1000,
        2500,
        "today",
        "Goed, mijn [zus van P07] bracht me naar het café.",
        (Word(" Goed,", 1000, 1300, 0.9), Word(" mijn", 1300, 1500, 0.8)),
    ),
)
RECORD = Record(
    interview="P07-1",
    participant="P07",
    language="nl",
    guide="recovery-stories",
    guide_fingerprint="ab" * 32,
    month="2026-11",
    length_ms=2500,
    version=1,
    attributes={"gender": "woman"},
    questions=(
        GuideQuestion(
            "today", "Hoe is het vandaag met u?", "opening", "Begin", "health", mark="asked"
        ),
        GuideQuestion("hope", "Waar hoopt u op?", "future", "Later"),
    ),
    turns=TURNS,
)


@pytest.fixture
def corpus(tmp_path):
    with Corpus.create(tmp_path / "corpus.db") as corpus:
        yield corpus


def test_a_filed_interview_comes_back_whole(corpus):
    corpus.put(RECORD)
    assert corpus.record("P07-1") == RECORD


def test_filing_again_replaces_the_earlier_version(corpus):
    corpus.put(RECORD)
    corpus.put(replace(RECORD, version=2, turns=TURNS[:1]))
    assert corpus.version("P07-1") == 2
    assert corpus.record("P07-1").turns == TURNS[:1]
    assert corpus.search("café") == ()


def test_search_folds_case_and_accents_and_marks_what_matched(corpus):
    corpus.put(RECORD)
    (hit,) = corpus.search("CAFE")
    assert (hit.interview, hit.turn, hit.question) == ("P07-1", 2, "today")
    assert "«café»" in hit.snippet


@pytest.mark.parametrize("words", ["bracht caf*", "goed"])
def test_search_wants_every_word_and_takes_a_beginning(corpus, words):
    corpus.put(RECORD)
    assert [hit.turn for hit in corpus.search(words)] == [2]


@pytest.mark.parametrize("words", ["", "*", '"', "goed hoe", 'x" OR "goed', "NEAR(", "-", "text:"])
def test_search_takes_anything_without_a_syntax_error(corpus, words):
    corpus.put(RECORD)
    assert corpus.search(words) == ()


def test_an_interview_that_is_not_filed_gets_a_sentence(corpus):
    with pytest.raises(KitError, match="P09-1 is not filed"):
        corpus.record("P09-1")


def test_the_corpus_reads_without_this_program(corpus, tmp_path):
    corpus.put(RECORD)
    with sqlite3.connect(tmp_path / "corpus.db") as plain:
        rows = plain.execute("SELECT wording, text FROM answers WHERE speaker = 'participant'")
        assert rows.fetchall() == [("Hoe is het vandaag met u?", TURNS[1].text)]
    plain.close()


def test_what_became_of_a_question_stands_beside_every_answer(corpus):
    corpus.put(RECORD)
    (answer, *_) = corpus.db.query("SELECT section, mark FROM answers")
    assert answer == {"section": "opening", "mark": "asked"}


def test_every_table_of_ours_is_strict(corpus):
    rows = corpus.db.query("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'")
    ours = {"participants", "interviews", "questions", "turns", "words"}
    assert {row["name"] for row in rows if row["strict"]} == ours


def test_a_newer_corpus_and_a_damaged_one_get_a_sentence(tmp_path):
    with Corpus.create(tmp_path / "new.db") as corpus:
        corpus.db.table("_sqlite_migrations").insert(
            {"migration_set": "corpus", "name": "v999", "applied_at": "2040"}
        )
    with pytest.raises(StudyError, match="newer"):
        Corpus.open(tmp_path / "new.db")
    (tmp_path / "bad.db").write_bytes(b"no database" * 100)
    with pytest.raises(StudyError, match="damaged"):
        Corpus.open(tmp_path / "bad.db")
