"""A filed text is frozen: a correction makes a new version, and a turn keeps its id."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from interview_kit.coding.following import LossReason
from interview_kit.corpus import codings
from interview_kit.corpus import filed_interviews as filed
from interview_kit.corpus.corpus import Corpus
from interview_kit.corpus.search import search
from interview_kit.errors import KitError
from interview_kit.model.turn import Turn
from tests.support.filed_record import RECORD, TURNS

CORRECTED = replace(RECORD, turns=(TURNS[0], replace(TURNS[1], text="Goed, en met u?")))


@pytest.fixture
def corpus(tmp_path):
    with Corpus.create(tmp_path / "corpus.db") as corpus:
        filed.put(corpus, RECORD)
        yield corpus


def turn_ids(corpus):
    return {row["turn"]: row["id"] for row in corpus.db.query("SELECT turn, id FROM turns")}


def code_turn(corpus, turn):
    corpus.db.execute("BEGIN")
    corpus.db.execute("INSERT INTO codes (id, title) VALUES ('hope', 'Hoop')")
    corpus.db.execute(
        "INSERT INTO codings (turn, version, code, first_char, end_char) "
        "VALUES (?, 1, 'hope', 0, 4)",
        [turn_ids(corpus)[turn]],
    )
    corpus.db.execute("COMMIT")


def test_filing_the_same_again_makes_no_version(corpus):
    assert filed.put(corpus, RECORD) == 1
    assert filed.record(corpus, "P07-1") == RECORD


def test_attributes_and_states_change_without_a_version(corpus):
    states = {**RECORD.states, "released": "2027-01"}
    now = replace(RECORD, attributes={"gender": "man", "age": "40-49"}, states=states)
    assert filed.put(corpus, now) == 1
    assert filed.record(corpus, "P07-1") == now


def test_a_correction_makes_a_version_and_the_one_before_can_still_be_read(corpus):
    assert filed.put(corpus, CORRECTED) == 2
    assert filed.record(corpus, "P07-1").turns == CORRECTED.turns
    before = filed.record(corpus, "P07-1", version=1).turns
    assert [turn.text for turn in before] == [turn.text for turn in TURNS]
    assert search(corpus, "café") == ()
    assert [hit.turn for hit in search(corpus, "met u")] == [2]


def test_a_turn_keeps_its_id_over_versions(corpus):
    ids = turn_ids(corpus)
    filed.put(corpus, CORRECTED)
    assert turn_ids(corpus) == ids
    before = corpus.db.query("SELECT id, since, until FROM earlier_turns")
    assert list(before) == [{"id": ids[2], "since": 1, "until": 1}]


def test_another_stretch_of_talk_under_the_same_number_gets_an_id_never_used_before(corpus):
    ids = turn_ids(corpus)
    elsewhere = Turn(2, TURNS[1].speaker, 9000, 9500, "hope", "Later.")
    filed.put(corpus, replace(RECORD, turns=(TURNS[0], elsewhere)))
    assert turn_ids(corpus)[1] == ids[1]
    assert turn_ids(corpus)[2] > max(ids.values())


def test_every_version_reads_as_it_was_filed(corpus):
    third = replace(CORRECTED, turns=CORRECTED.turns[1:])
    assert [filed.put(corpus, each) for each in (CORRECTED, third)] == [2, 3]
    said = [[t.text for t in filed.record(corpus, "P07-1", v).turns] for v in (1, 2, 3)]
    assert said == [[t.text for t in each.turns] for each in (RECORD, CORRECTED, third)]
    with pytest.raises(KitError, match="no version 4"):
        filed.record(corpus, "P07-1", 4)


def test_no_statement_changes_a_filed_text(corpus):
    filed.put(corpus, CORRECTED)
    for table in ("turns", "earlier_turns"):
        with pytest.raises(sqlite3.IntegrityError, match="frozen"):
            corpus.db.execute(f"UPDATE {table} SET text = 'iets anders'")
        corpus.db.conn.rollback()


def test_a_coding_stays_on_its_turn_over_a_correction(corpus):
    code_turn(corpus, 2)
    filed.put(corpus, CORRECTED)
    assert [row["turn"] for row in corpus.db.query("SELECT turn FROM codings")] == [
        turn_ids(corpus)[2]
    ]


def test_no_coding_is_lost_with_a_turn_that_goes(corpus):
    code_turn(corpus, 2)
    filed.put(corpus, replace(RECORD, turns=TURNS[:1]))
    (lost,) = codings.lost(corpus)
    assert (lost.interview, lost.turn, lost.version, lost.quotation) == ("P07-1", 2, 1, "Goed")
    assert lost.reason is LossReason.GONE
    assert filed.record(corpus, "P07-1").codings == ()


def test_a_coding_follows_its_words_to_another_turn_and_place(corpus):
    code_turn(corpus, 2)
    moved = replace(TURNS[1], text="Eh, ja. Goed, mijn [zus van P07] bracht me.")
    later = replace(TURNS[1], number=3, start_ms=2600, end_ms=3000, text="Naar het café.")
    filed.put(corpus, replace(RECORD, turns=(TURNS[0], moved, later)))
    (coding,) = filed.record(corpus, "P07-1").codings
    assert moved.text[coding.first_char : coding.end_char] == "Goed"
    assert (coding.turn, coding.has_changed) == (2, False)


def test_what_was_struck_takes_codings_without_a_place_along(corpus):
    code_turn(corpus, 2)
    filed.put(corpus, replace(RECORD, turns=TURNS[:1]))
    filed.destroy_span(corpus, "P07-1", 900, 1200)
    assert codings.lost(corpus) == ()


def test_a_struck_stretch_goes_from_every_version(corpus, tmp_path):
    filed.put(corpus, CORRECTED)
    filed.destroy_span(corpus, "P07-1", 1000, 2500)
    assert [turn.number for turn in filed.record(corpus, "P07-1").turns] == [1]
    assert [turn.number for turn in filed.record(corpus, "P07-1", 1).turns] == [1]
    corpus.close()
    assert b"bracht" not in (tmp_path / "corpus.db").read_bytes()


def test_what_is_owed_after_deleting_is_known_after_a_crash(corpus, tmp_path):
    with corpus.atomic() as db:
        db.execute("DELETE FROM turns WHERE turn = 2")
        corpus.owe_vacuum()
    with Corpus.open(tmp_path / "corpus.db") as again:
        assert again.owes_vacuum
        again.vacuum()
        assert not again.owes_vacuum


def test_a_corpus_with_earlier_versions_is_found_sound_by_any_sqlite(corpus):
    filed.put(corpus, CORRECTED)
    for check in ("integrity_check", "quick_check"):
        assert [row[0] for row in corpus.db.execute(f"PRAGMA {check}")] == ["ok"]
