"""Coders are listed, called otherwise and called as before; a known name among them is said."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from interview_kit.cli.main import cli
from interview_kit.corpus import filed_interviews as filed
from interview_kit.errors import KitError, LeakError, what_and_hint
from interview_kit.pseudonym.roster import parse_roster
from interview_kit.vault import names
from interview_kit.workflow.coding.coder_naming import listed_coders, rename_coder
from interview_kit.workflow.coding.coding_import import lost_codings
from interview_kit.workflow.coding.coding_session import CodingSession
from interview_kit.workflow.coding.coding_tables import table_of_folder, write_table
from interview_kit.workflow.coding.coding_undo import coding_acts, undo_coding
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.corpus_export import export
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study.open_study import open_corpus
from interview_kit.workflow.transcription.corrections import correct_turn
from tests.support.coded_study import TALK, code


def rows_of(folder):
    with open_corpus(folder) as corpus:
        return [
            sorted(map(repr, corpus.db.execute(f"SELECT code, coder, mark, memo FROM {table}")))
            for table in ("codings", "lost_codings", "coding_act_rows")
        ]


def test_coders_are_listed_with_what_is_theirs(coded):
    rows = table_of_folder(coded, "quotations", "nl").rows
    assert [row.number for row in listed_coders(coded)] == [1, 2]
    for row in listed_coders(coded):
        own = [quotation for quotation in rows if quotation[10] == row.coder]
        assert (row.interviews, row.lost) == (len({quotation[1] for quotation in own}), 0)
        with open_corpus(coded) as corpus:
            marks = {
                (record.interview, coding.mark)
                for record in filed.records(corpus)
                for coding in record.codings
                if coding.coder == row.coder
            }
        assert row.passages == len(marks) > 0


def test_a_coder_is_called_otherwise_everywhere_and_as_before_again(coded):
    first, second = listed_coders(coded)
    agreement = table_of_folder(coded, "agreement", "nl").rows
    *by_code, total = agreement
    assert (total[0], total[1].in_("nl")) == ("", "alle codes samen")
    assert all(title and title != code for code, title, *_figures in by_code)
    pairs = table_of_folder(coded, "co-occurrence", "nl").rows
    titles = {code: title for code, title, *_figures in by_code}
    assert {(code, title) for code, title, *_rest in pairs} <= titles.items()
    before = rows_of(coded)
    renamed = rename_coder(coded, first.coder, " a1 ")
    assert (renamed.before, renamed.after, renamed.passages) == (first.coder, "a1", first.passages)
    with open_corpus(coded) as corpus:
        assert f"'{first.coder}'" not in str(corpus.db.execute("SELECT * FROM codings").fetchall())
    assert [row.coder for row in listed_coders(coded)] == ["a1", second.coder]
    values = [row[4:] for row in table_of_folder(coded, "agreement", "nl").rows]
    assert values == [row[4:] for row in agreement]
    undo_coding(coded)
    assert rows_of(coded)[:2] == before[:2]
    assert [row.coder for row in listed_coders(coded)] == [first.coder, second.coder]
    assert coding_acts(coded)[0].undone_at


def test_what_a_coder_did_before_is_undone_under_the_new_name(coded):
    states = []
    with open_corpus(coded) as corpus:
        session = CodingSession(corpus, "P01-1", "kees")
        states.append(rows_of(coded)[:2])
        session.put("coercion", 2, 0, 3)
    rename_coder(coded, "kees", "C3")
    with open_corpus(coded) as corpus:
        session = CodingSession(corpus, "P01-1", "C3")
        assert len(session.on_turn(2)) == 1
        session.undo()
    assert rows_of(coded)[:2] == states[0]


def test_a_name_given_twice_is_taken_back_twice(coded):
    before = rows_of(coded)[:2]
    first = listed_coders(coded)[0].coder
    rename_coder(coded, first, "a1")
    rename_coder(coded, "1", "a9")
    undo_coding(coded)
    assert listed_coders(coded)[0].coder == "a1"
    undo_coding(coded)
    assert rows_of(coded)[:2] == before


def test_two_coders_do_not_become_one(coded):
    first, second = (row.coder for row in listed_coders(coded))
    with pytest.raises(KitError, match="There is a coder"):
        rename_coder(coded, first, second)
    with pytest.raises(KitError, match="no coder zoë"):
        rename_coder(coded, "zoë", "a1")
    with pytest.raises(KitError, match="empty"):
        rename_coder(coded, first, " ")
    rename_coder(coded, first, first)
    assert coding_acts(coded)[0].act != "coder renamed"
    rename_coder(coded, first, "a1")
    with open_corpus(coded) as corpus:
        CodingSession(corpus, "P01-1", first).put("coercion", 2, 0, 3)
    act = next(act for act in coding_acts(coded) if act.act == "coder renamed")
    with pytest.raises(KitError, match="under the name of before"):
        undo_coding(coded, act.id)


def test_codings_without_a_place_and_without_a_coder_get_a_name_too(talk_to_code):
    study, id = talk_to_code
    code(study, id, 2, "om weer te slapen", coder="")
    correct_turn(study.interview(id), 2, text="Heel iets anders werd er gezegd.")
    pseudonymise(study, id)
    file_interview(study.interview(id))
    (nobody,) = listed_coders(study.folder)
    assert (nobody.coder, nobody.passages, nobody.lost) == ("", 0, 1)
    rename_coder(study.folder, "1", "a1")
    assert [row.coder for row in lost_codings(study.folder)] == ["a1"]


@pytest.mark.parametrize("name", ["Willemijn Kloosterboer", "willemijn"])
def test_a_coder_who_is_called_like_a_participant_is_said_and_put_right(
    talk_to_code, tmp_path, name
):
    study, id = talk_to_code
    with study.vault.atomic():
        names.add_to_roster(study.vault, parse_roster("Willemijn Kloosterboer", "P07"))
    code(study, id, 2, "om weer te slapen", coder="anna")
    code(study, id, 2, TALK[1][:13], coder=name)
    ways = (
        lambda: write_table(study, "quotations", tmp_path / "out.csv"),
        lambda: export(study, tmp_path / "export", ["qdpx", "jsonl"]),
    )
    for write in ways:
        with pytest.raises(LeakError) as refused:
            write()
        for language, words, place in (
            ("en", "coders are called by one", " at byte "),
            ("nl", "codeurs heten zo", " bij byte "),
        ):
            what, hint = what_and_hint(refused.value, language)
            assert words in what
            assert place in what
            assert "nummer 2" in hint or "number 2" in hint
            assert "codes rename-coder 2" in hint
            assert name.lower() not in f"{what}{hint}".lower()
    assert not (tmp_path / "export").exists()
    rename_coder(study.folder, "2", "C2")
    for write in ways:
        write()
    assert "C2" in (tmp_path / "out.csv").read_text(encoding="utf-8")


def test_a_memo_with_a_name_is_told_by_its_turn(talk_to_code, tmp_path):
    study, id = talk_to_code
    with study.vault.atomic():
        names.add_to_roster(study.vault, parse_roster("Willemijn Kloosterboer", "P07"))
    code(study, id, 2, "om weer te slapen", memo="vraag Willemijn Kloosterboer")
    for write in (
        lambda: write_table(study, "quotations", tmp_path / "out.csv"),
        lambda: export(study, tmp_path / "export", ["qdpx"]),
    ):
        with pytest.raises(LeakError, match="memos of coders say one") as refused:
            write()
        for language, place in (("en", f"{id} turn 2"), ("nl", f"{id} beurt 2")):
            what, hint = what_and_hint(refused.value, language)
            assert place in hint
            assert "Willemijn" not in f"{what}{hint}"


def test_the_commands_list_and_rename(coded):
    def run(*words):
        done = CliRunner().invoke(cli, ["--study", str(coded), "--lang", "nl", "codes", *words])
        assert done.exit_code == 0, done.output
        return done.output

    first = json.loads(run("coders", "--json"))[0]
    assert first["number"] == 1
    done = json.loads(run("rename-coder", "1", "a1", "--json"))
    assert done == {"before": first["coder"], "after": "a1", "passages": first["passages"]}
    assert "a1" in run("coders")
    assert "codeur hernoemd" in run("history")
    assert "codeur hernoemd a1" in run("undo")
    assert first["coder"] in run("coders")
    assert f"C2 zijn: {first['passages']}" in run("rename-coder", "1", "C2")
