"""Acts on codes and codings are undone: at once, later, and after the text was filed anew."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from interview_kit.cli.main import cli
from interview_kit.corpus import filed_interviews as filed
from interview_kit.errors import KitError
from interview_kit.workflow.coding import codebook_keeping as keeping
from interview_kit.workflow.coding.coding_import import import_codes, lost_codings
from interview_kit.workflow.coding.coding_session import CodingSession
from interview_kit.workflow.coding.coding_undo import coding_acts, undo_coding
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study.open_study import open_corpus
from interview_kit.workflow.transcription.corrections import correct_turn
from tests.support.coded_study import TALK


def contents(folder):
    """Codes and codings, but for the numbers of their rows."""
    columns = "turn, version, code, first_char, end_char, coder, coded_at, mark, memo"
    with open_corpus(folder) as corpus:
        return [
            sorted(map(repr, corpus.db.execute(f"SELECT {selection}")))
            for selection in (
                "* FROM codes",
                f"{columns}, changed FROM codings",
                f"{columns}, reason FROM lost_codings",
            )
        ]


def quotations(study, id):
    record = filed.record(study.corpus, id)
    texts = {turn.number: turn.text for turn in record.turns}
    return {(c.code, texts[c.turn][c.first_char : c.end_char], c.memo) for c in record.codings}


ACTS = {
    "merge": lambda folder: keeping.merge_codes(folder, "coercion-helped", "coercion-hindered"),
    "merge a theme": lambda folder: keeping.merge_codes(folder, "coercion", "medication"),
    "rename": lambda folder: keeping.rename_code(folder, "coercion", "Drang"),
    "retire": lambda folder: keeping.retire_code(folder, "diagnosis"),
    "add": lambda folder: keeping.add_code(folder, "Familie", parent="coercion"),
    "codebook": lambda folder: import_codes(folder, "chime"),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_is_done_to_the_codebook_is_undone_to_the_row(coded, act):
    before = contents(coded)
    ACTS[act](coded)
    assert contents(coded) != before
    undo_coding(coded)
    assert contents(coded) == before


def test_acts_are_undone_one_after_the_other_back_to_the_beginning(uncoded, tmp_path):
    keeping.listed_codes(uncoded)  # the guide's codes are there
    states = [contents(uncoded)]
    import_codes(uncoded, str(tmp_path / "out.qdpx"))
    for act in ACTS.values():
        states.append(contents(uncoded))
        act(uncoded)
    for state in reversed(states):
        undo_coding(uncoded)
        assert contents(uncoded) == state
    with pytest.raises(KitError, match="nothing that can be undone"):
        undo_coding(uncoded)
    assert all(act.undone_at and act.undone_by for act in coding_acts(uncoded))


def test_an_act_is_undone_under_a_later_one_unless_that_stands_on_it(coded):
    entry = keeping.add_code(coded, "Familie")
    keeping.rename_code(coded, "coercion", "Drang")
    keeping.rename_code(coded, entry.id, "Familie en vrienden")
    _, renamed, added, _ = coding_acts(coded)
    undo_coding(coded, renamed.id)
    titles = {row.id: row.title for row in keeping.listed_codes(coded)}
    assert (titles["coercion"], titles[entry.id]) == ("Dwang in de zorg", "Familie en vrienden")
    with pytest.raises(KitError, match="changed again"):
        undo_coding(coded, added.id)


def test_a_code_that_is_used_since_is_not_taken_away(coded):
    entry = keeping.add_code(coded, "Familie")
    before = contents(coded)
    (added,) = coding_acts(coded)[:1]
    with open_corpus(coded) as corpus:
        CodingSession(corpus, "P01-1", "anna").put(entry.id, 2, 0, 3)
    with pytest.raises(KitError, match="in use"):
        undo_coding(coded, added.id)
    with open_corpus(coded) as corpus:
        CodingSession(corpus, "P01-1", "anna").undo()
    assert contents(coded) == before


def test_steps_of_a_coder_are_taken_back_on_another_day_and_no_one_elses(talk_to_code):
    study, id = talk_to_code
    anna = CodingSession(study.corpus, id, "anna")
    anna.put("medication-helped", 2, 0, 13)
    (coding,) = anna.on_turn(2)
    anna.write_memo(coding.mark, "later")
    anna.remove(coding.mark)
    bram = CodingSession(study.corpus, id, "bram")
    assert bram.undo() is None
    anna = CodingSession(study.corpus, id, "anna")
    for memo in ("later", ""):
        anna.undo()
        (coding,) = anna.on_turn(2)
        assert coding.memo == memo
    anna.undo()
    assert anna.on_turn(2) == ()
    assert anna.undo() is None


def test_a_coding_comes_back_to_its_words_in_a_text_that_was_filed_anew(talk_to_code):
    study, id = talk_to_code
    session = CodingSession(study.corpus, id, "anna")
    first = TALK[1].index("om weer te slapen")
    session.put("medication-helped", 2, first, first + len("om weer te slapen"))
    session.remove(session.on_turn(2)[0].mark)
    correct_turn(study.interview(id), 2, text=f"Ja, ja. {TALK[1]}")
    pseudonymise(study, id)
    file_interview(study.interview(id))
    session.undo()
    assert quotations(study, id) == {("medication-helped", "om weer te slapen", "")}
    correct_turn(study.interview(id), 2, text="Ja, ja.")
    session.remove(session.on_turn(2)[0].mark)
    pseudonymise(study, id)
    file_interview(study.interview(id))
    session.undo()
    assert [coding.quotation for coding in lost_codings(study.folder)] == ["om weer te slapen"]


def test_a_coding_that_comes_back_is_of_the_code_that_its_own_was_merged_into(talk_to_code):
    study, id = talk_to_code
    session = CodingSession(study.corpus, id, "anna")
    session.put("medication-helped", 2, 0, 13)
    session.remove(session.on_turn(2)[0].mark)
    keeping.merge_codes(study.folder, "medication-helped", "medication")
    session.undo()
    assert quotations(study, id) == {("medication", "De medicijnen", "")}


def test_what_was_struck_does_not_come_back(talk_to_code):
    study, id = talk_to_code
    session = CodingSession(study.corpus, id, "anna")
    session.put("medication-helped", 2, 0, 13)
    session.remove(session.on_turn(2)[0].mark)
    turn = filed.record(study.corpus, id).turns[1]
    filed.destroy_span(study.corpus, id, turn.start_ms, turn.end_ms)
    assert session.undo() is None


def test_what_is_forgotten_is_not_undone_and_still_accounted_for(coded, tmp_path):
    keeping.rename_code(coded, "coercion", "Drang")
    assert [act.act for act in coding_acts(coded, forget=True)] == ["code renamed", "imported"]
    with pytest.raises(KitError, match="nothing that can be undone"):
        undo_coding(coded)
    with open_corpus(coded) as corpus:
        assert not list(corpus.db.execute("SELECT * FROM coding_act_rows"))


def test_the_commands_say_what_was_undone(coded):
    runner = CliRunner()

    def run(*words):
        outcome = runner.invoke(cli, ["--study", str(coded), "codes", *words])
        assert outcome.exit_code == 0, outcome.output
        return outcome.output

    before = contents(coded)
    run("merge", "coercion-helped", "coercion-hindered")
    undone = json.loads(run("undo", "--json"))
    assert (undone["act"]["act"], undone["act"]["about"]) == ("code merged", "coercion-helped")
    assert undone["passages"] > 0
    assert contents(coded) == before
    latest = json.loads(run("history", "--json"))[0]
    assert latest["undone_at"]
    assert "code merged" in run("history")
