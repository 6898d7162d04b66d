"""Deciding in a spreadsheet: what goes out comes back, and nothing is taken that has changed."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict

import pytest
from openpyxl import load_workbook

from interview_kit.errors import KitError
from interview_kit.vault.names import Verdict
from interview_kit.workflow.pseudonymisation.decision_table import (
    COLUMNS,
    Conflict,
    compare_decision_tables,
    take_decision_table,
    write_decision_table,
)
from interview_kit.workflow.pseudonymisation.name_review import (
    decide,
    decide_alike,
    undecided_places,
)
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from tests.support.silent_transcript import with_transcript


@pytest.fixture
def interview(study):
    id = with_transcript(
        study, "P07", "Mijn zus Marieke kwam uit Zagreb.", "Marieke en Sjoerd, die waren er."
    )
    pseudonymise(study, id)
    return id


def filled(path, verdict, *, to=None):
    """The table with `verdict(row)` in every row, written beside it or to `to`."""
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
    target = to or path
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=";")
        writer.writeheader()
        writer.writerows({**row, "verdict": verdict(row)} for row in rows)
    return rows


def test_a_filled_table_decides_every_place(study, interview, tmp_path):
    table = tmp_path / "hits.csv"
    count = write_decision_table(study, table)
    assert count == len(study.interview(interview).text.proposals) >= 4
    filled(table, lambda row: "nee" if row["text"] == "Zagreb" else "ja")
    taken = take_decision_table(study, table, actor="Iris")
    assert taken.conflicts == ()
    assert (sum(taken.changed.values()), taken.undecided) == (count, 0)
    verdicts = {
        each.mention.text: each.verdict for each in study.interview(interview).text.proposals
    }
    assert verdicts["Zagreb"] is Verdict.REJECTED
    assert verdicts["Marieke"] is Verdict.ACCEPTED


def test_taken_twice_it_changes_nothing(study, interview, tmp_path):
    table = tmp_path / "hits.csv"
    write_decision_table(study, table)
    filled(table, lambda _row: "accepted")
    take_decision_table(study, table)
    again = take_decision_table(study, table)
    assert (dict(again.changed), again.conflicts) == ({}, ())


def test_a_workbook_comes_back_as_it_went(study, interview, tmp_path):
    table = tmp_path / "hits.xlsx"
    count = write_decision_table(study, table)
    book = load_workbook(table)
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, COLUMNS.index("verdict") + 1, "rejected")
    book.save(table)
    taken = take_decision_table(study, table)
    assert asdict(taken)["changed"] == {Verdict.REJECTED: count}


def test_a_workbook_offers_the_verdicts_and_holds_no_formula_and_no_control_sign(study, tmp_path):
    id = with_transcript(study, "P07", "Toen zei =Marieke\x07 dat.")
    pseudonymise(study, id)
    table = tmp_path / "hits.xlsx"
    write_decision_table(study, table)
    sheet = load_workbook(table).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet for cell in row)
    (offered,) = sheet.data_validations.dataValidation
    assert offered.formula1 == '"accepted,rejected,proposed"'
    assert str(offered.sqref).startswith("O2")


def test_a_dry_run_changes_nothing(study, interview, tmp_path):
    table = tmp_path / "hits.csv"
    count = write_decision_table(study, table)
    filled(table, lambda _row: "accepted")
    assert sum(take_decision_table(study, table, dry_run=True).changed.values()) == count
    assert len(study.interview(interview).text.undecided) == count


def test_what_was_decided_since_is_not_overruled(study, interview, tmp_path):
    table = tmp_path / "hits.csv"
    write_decision_table(study, table)
    filled(table, lambda _row: "accepted")
    first = study.interview(interview).text.undecided[:1]
    decide(study, interview, first, Verdict.REJECTED)
    (conflict,) = take_decision_table(study, table).conflicts
    assert conflict.conflict is Conflict.DECIDED_SINCE
    assert conflict.row == 2
    kept = study.interview(interview).text.proposals[0]
    assert kept.verdict is Verdict.REJECTED


def test_odd_rows_are_listed_with_their_number(study, interview, tmp_path):
    table = tmp_path / "hits.csv"
    write_decision_table(study, table)
    rows = filled(table, lambda row: "perhaps" if row["text"] == "Zagreb" else "accepted")
    lines = table.read_text("utf-8").splitlines()
    lines += [lines[1].replace("accepted", "rejected"), lines[1].replace(interview, "P99-1")]
    table.write_text("\n".join(lines), "utf-8")
    conflicts = {row.conflict: row.row for row in take_decision_table(study, table).conflicts}
    assert set(conflicts) == {Conflict.NO_VERDICT, Conflict.TWICE, Conflict.UNKNOWN_PLACE}
    assert conflicts[Conflict.TWICE] == len(rows) + 2
    kept = study.interview(interview).text.proposals[0]
    assert kept.verdict is Verdict.PROPOSED  # of two rows that contradict each other, neither
    assert conflicts[Conflict.UNKNOWN_PLACE] == len(rows) + 3


def test_other_words_at_the_place_are_a_conflict(study, interview, tmp_path):
    table = tmp_path / "hits.csv"
    write_decision_table(study, table)
    filled(table, lambda row: "accepted" if row["text"] == "Sjoerd" else "")
    table.write_text(table.read_text("utf-8").replace("Sjoerd", "Tjeerd"), "utf-8")
    (conflict,) = take_decision_table(study, table).conflicts
    assert conflict.conflict is Conflict.OTHER_TEXT


def test_a_file_that_is_no_table_is_refused(study, interview, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("a;b\n1;2\n", "utf-8")
    with pytest.raises(KitError, match="is no table of decisions"):
        take_decision_table(study, other)
    with pytest.raises(KitError, match="is there already"):
        write_decision_table(study, other)
    with pytest.raises(KitError, match="is CSV or XLSX"):
        write_decision_table(study, tmp_path / "hits.pdf")


def test_two_readers_are_compared(study, interview, tmp_path):
    table = tmp_path / "hits.csv"
    count = write_decision_table(study, table)
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    filled(table, lambda row: "no" if row["text"] == "Zagreb" else "yes", to=one)
    filled(table, lambda row: "no" if row["text"] in ("Zagreb", "Sjoerd") else "yes", to=other)
    compared = compare_decision_tables(one, other)
    assert (compared.both, compared.agreed) == (count, count - 1)
    assert compared.kappa is not None
    assert 0 < compared.kappa < 1
    ((_, _, text, first, second),) = compared.differing
    assert (text, first, second) == ("Sjoerd", "accepted", "rejected")


def test_many_places_are_decided_by_who_found_them_and_how_surely(study, interview):
    (before,) = undecided_places(study)
    assert before.undecided == before.places
    assert decide_alike(study, "accepted", detector="reviewer") == 0
    assert decide_alike(study, "accepted", at_least=1.01) == 0
    assert decide_alike(study, "accepted", [interview]) == before.undecided
    (after,) = undecided_places(study)
    assert after.undecided == 0


def test_a_detector_that_there_is_not_and_bounds_without_room_are_refused(study, interview):
    with pytest.raises(KitError, match="no detector foo") as caught:
        decide_alike(study, "accepted", detector="foo")
    assert caught.value.hint.startswith("There are: roster, tagger, patterns, gazetteer, echo")
    with pytest.raises(KitError, match=r"at least 0.8 and below 0.8"):
        decide_alike(study, "accepted", at_least=0.8, below=0.8)
    assert study.interview(interview).text.undecided


def test_readers_who_read_apart_are_told_of_and_differences_follow_the_text(study, tmp_path):
    id = with_transcript(study, "P08", *["Marieke was er."] * 11)
    pseudonymise(study, id)
    table, one, other = (tmp_path / name for name in ("hits.csv", "one.csv", "other.csv"))
    write_decision_table(study, table)
    filled(table, lambda row: "" if row["turn"] == "3" else "yes", to=one)
    filled(table, lambda row: "perhaps" if row["turn"] == "4" else "no", to=other)
    compared = compare_decision_tables(one, other)
    assert (compared.both, compared.by_one, compared.unread) == (9, 2, 1)
    assert [turn for _, turn, _, _, _ in compared.differing] == [1, 2, 5, 6, 7, 8, 9, 10, 11]


def test_a_turn_that_a_spreadsheet_made_a_date_is_no_place(study, interview, tmp_path):
    table, one = tmp_path / "hits.csv", tmp_path / "one.csv"
    write_decision_table(study, table)
    rows = filled(table, lambda _row: "yes", to=one)
    one.write_text(one.read_text("utf-8").replace(f"{interview};1;", f"{interview};01-jan;"))
    in_turn = sum(row["turn"] == "1" for row in rows)
    assert compare_decision_tables(one, one).unread == 2 * in_turn
    conflicts = take_decision_table(study, one, dry_run=True).conflicts
    assert {row.conflict for row in conflicts} == {Conflict.UNKNOWN_PLACE}
    assert len(conflicts) == in_turn


def test_a_table_in_which_nothing_is_filled_in_is_refused(study, interview, tmp_path):
    table = tmp_path / "hits.csv"
    write_decision_table(study, table)
    with pytest.raises(KitError, match="has a verdict") as refused:
        take_decision_table(study, table)
    assert "accepted or rejected" in refused.value.hint


def test_rows_of_a_text_that_changed_say_where_to_look_again(study, interview, tmp_path):
    table = tmp_path / "hits.csv"
    write_decision_table(study, table)
    filled(table, lambda _row: "accepted")
    TranscriptEditor(study.interview(interview)).write(1, "Mijn zus Marike kwam uit Zagreb.")
    taken = take_decision_table(study, table)
    assert taken.unsearched == (interview,)
    assert {row.turn for row in taken.conflicts} == {"1"}
