"""The pseudonymised store."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from interview_kit.corpus import filed_interviews as filed
from interview_kit.corpus.corpus import Corpus
from interview_kit.corpus.migrations import migrations
from interview_kit.corpus.search import search
from interview_kit.errors import KitError, StudyError
from tests.support.filed_record import RECORD, TURNS

VIEWS = {
    "answers", "talk_time", "coverage", "quotations", "theme_participants", "themes",
    "code_matrix", "co_occurrence", "topics", "saturation",
}  # fmt: skip


@pytest.fixture
def corpus(tmp_path):
    with Corpus.create(tmp_path / "corpus.db") as corpus:
        yield corpus


def test_a_filed_interview_comes_back_whole(corpus):
    filed.put(corpus, RECORD)
    assert filed.record(corpus, "P07-1") == RECORD


def test_a_turn_that_is_no_more_is_not_found_any_more(corpus):
    filed.put(corpus, RECORD)
    filed.put(corpus, replace(RECORD, turns=TURNS[:1]))
    assert filed.version(corpus, "P07-1") == 2
    assert filed.record(corpus, "P07-1").turns == TURNS[:1]
    assert search(corpus, "café") == ()


def test_search_folds_case_and_accents_and_marks_what_matched(corpus):
    filed.put(corpus, RECORD)
    (hit,) = search(corpus, "CAFE")
    assert (hit.interview, hit.turn, hit.question) == ("P07-1", 2, "today")
    assert "«café»" in hit.snippet


@pytest.mark.parametrize("words", ["bracht caf*", "goed"])
def test_search_wants_every_word_and_takes_a_beginning(corpus, words):
    filed.put(corpus, RECORD)
    assert [hit.turn for hit in search(corpus, words)] == [2]


@pytest.mark.parametrize("words", ["", "*", '"', "goed hoe", 'x" OR "goed', "NEAR(", "-", "text:"])
def test_search_takes_anything_without_a_syntax_error(corpus, words):
    filed.put(corpus, RECORD)
    assert search(corpus, words) == ()


def test_an_interview_that_is_not_filed_gets_a_sentence(corpus):
    with pytest.raises(KitError, match="P09-1 is not filed"):
        filed.record(corpus, "P09-1")


def test_the_corpus_reads_without_this_program(corpus, tmp_path):
    filed.put(corpus, RECORD)
    with closing(sqlite3.connect(tmp_path / "corpus.db")) as plain, plain:
        rows = plain.execute("SELECT wording, text FROM answers WHERE speaker = 'participant'")
        assert rows.fetchall() == [("Hoe is het vandaag met u?", TURNS[1].text)]
    plain.close()


def test_what_became_of_a_question_stands_beside_every_answer(corpus):
    filed.put(corpus, RECORD)
    (answer, *_) = corpus.db.query("SELECT section, mark FROM answers")
    assert answer == {"section": "opening", "mark": "asked"}


def test_every_table_of_ours_is_strict(corpus):
    rows = corpus.db.query("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'")
    others = {"sqlite_schema", "sqlite_sequence", "_sqlite_migrations"}
    loose = {row["name"] for row in rows if not row["strict"]} - others
    assert all(name.startswith("turns_search") or name in VIEWS for name in loose)


def test_a_corpus_that_could_not_be_made_leaves_no_connection(tmp_path, monkeypatch):
    connections = []

    def refuse(db):
        connections.append(db.conn)
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(migrations, "apply", refuse)
    with pytest.raises(sqlite3.OperationalError, match="full"):
        Corpus.create(tmp_path / "new.db")
    (connection,) = connections
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


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


@pytest.mark.parametrize(
    ("held", "first_day"),
    [("2026-11-25", "2026-11-25"), ("2026-11", "2026-11-01"), ("2026-Q4", "2026-10-01"),
     ("2026", "2026-01-01"), ("", "1970-01-01")],
)  # fmt: skip
def test_a_coarse_date_has_a_first_day(held, first_day):
    assert replace(RECORD, held=held).held_from == first_day
