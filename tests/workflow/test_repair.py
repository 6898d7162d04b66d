"""What a data manager puts right: it is noted, and what was filed is filed anew with it."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from interview_kit.corpus import filed_interviews as filed
from interview_kit.errors import AlikeCodeError, KitError, what_and_hint
from interview_kit.session.interview_events import Answer, ConsentAnswered, QuestionShown
from interview_kit.vault import audit_log, interviews, journal, names
from interview_kit.vault.names import Verdict
from interview_kit.workflow.coding.coding_import import import_codes
from interview_kit.workflow.destruction.interview_deletion import delete_interview
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.repair.attribute_repair import repair_attributes
from interview_kit.workflow.repair.attribute_table import note_table
from interview_kit.workflow.repair.interview_repair import (
    history_of,
    repair_interview,
    repairs_of,
    undo_repair,
)
from interview_kit.workflow.repair.participant_recoding import recode
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.filed_content import forged
from tests.support.silent_transcript import with_transcript


def filed_one(study, code="P07", text="Mijn zus Wilhelmina Zandstra kwam vaak."):
    id = with_transcript(study, code, text)
    file_all(study, id)
    return id


def file_all(study, id):
    pseudonymise(study, id)
    decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)
    file_interview(study.interview(id))


def test_the_day_the_interviewer_and_the_language_are_put_right_and_filed_anew(study):
    id = filed_one(study)
    done = repair_interview(study.interview(id), held_on="1-5-2024", interviewer="Els de Boer")
    assert done.changes["held"][1] == "2024-05-01"
    record = filed.record(study.corpus, id)
    assert (record.held, record.interviewer, record.version) == ("2024-05", "I1", 2)
    assert not forged(study)
    assert not study_audit.verify(study).flaw
    acts = [entry for entry in audit_log.entries(study.vault) if entry.act == "put right"]
    assert [entry.facts["field"] for entry in acts] == ["held", "interviewer"]
    assert "Els" not in str(acts)


def test_what_was_put_right_last_is_set_back_and_stays_on_record(study):
    id = filed_one(study)
    before = study.interview(id).row
    repair_interview(study.interview(id), interviewer="Els")
    repair_interview(study.interview(id), held_on="2024-05-01")
    undo_repair(study.interview(id))
    assert study.interview(id).row.created_at == before.created_at
    undo_repair(study.interview(id))
    assert study.interview(id).row == before
    assert [row.undone for row in repairs_of(study.interview(id))] == [True, True]
    with pytest.raises(KitError, match="Nothing is left to undo"):
        undo_repair(study.interview(id))


@pytest.mark.parametrize("held", ["2999-01-01", "31-2-2024", "gisteren", "0024-05-01"])
def test_a_day_that_cannot_be_changes_nothing(study, held):
    id = filed_one(study)
    before = study.interview(id).row
    with pytest.raises(KitError):
        repair_interview(study.interview(id), held_on=held, interviewer="Els")
    assert study.interview(id).row == before
    assert repairs_of(study.interview(id)) == ()


def test_another_language_has_the_names_looked_for_again(study):
    id = filed_one(study)
    done = repair_interview(study.interview(id), language="en")
    (waiting,) = done.refiling.left_out
    assert waiting.error.hint == f"interview-kit pseudonymize {id}"
    file_all(study, id)
    record = filed.record(study.corpus, id)
    assert (record.language, record.version) == ("en", 2)
    assert record.questions[0].text == study.guide("recovery-stories").questions[0].text.in_("en")


def test_a_guide_without_a_place_for_what_was_answered_is_refused(study, study_folder):
    id = prepare(study, "P07", language="nl").id
    item = study.interview(id).guide.consent[0].id
    question = study.interview(id).guide.questions[0].id
    journal.append(study.vault, id, 0, [ConsentAnswered(item, Answer.YES), QuestionShown(question)])
    source = study.guide_source("recovery-stories")
    path = study.folder / "guides" / "other.toml"
    path.write_text(
        source.replace(f'"{item}"', '"other-item"').replace("recovery-stories", "other")
    )
    with pytest.raises(KitError, match="no place for what"):
        repair_interview(study.interview(id), guide="other")
    path.write_text(source.replace("recovery-stories", "other"))
    done = repair_interview(study.interview(id), guide="other")
    assert done.changes["guide"] == ("recovery-stories", "other")
    assert study.interview(id).guide.id == study.interview(id).row.guide == "other"
    undo_repair(study.interview(id))
    assert study.interview(id).row.guide == "recovery-stories"


def test_another_code_goes_through_both_stores_and_into_the_pseudonyms(study):
    id = filed_one(study)
    filed_one(study, "P08", "Mijn dokter Kwartel belde.")
    turn_ids = [row["id"] for row in study.corpus.db.query("SELECT id FROM turns ORDER BY id")]
    done = recode(study, id, "P17")
    assert dict(done.interviews) == {"P07-1": "P17-1"}
    assert set(filed.ids(study.corpus)) == {"P17-1", "P08-1"}
    (turn,) = filed.record(study.corpus, "P17-1").turns
    assert turn.text == "Mijn zus [zus van P17] kwam vaak."
    assert [
        row["id"] for row in study.corpus.db.query("SELECT id FROM turns ORDER BY id")
    ] == turn_ids
    assert interviews.participant_codes(study.vault) == ("P08", "P17")
    assert not list(study.vault.db.query("PRAGMA foreign_key_check"))
    assert not forged(study)
    assert prepare(study, "P07", language="nl").id == "P07-2"  # an id is never given twice


def test_a_table_of_before_finds_interviews_under_their_new_codes(study, tmp_path):
    id = filed_one(study)
    filed_one(study, "P08", "Mijn dokter Kwartel belde.")
    recode(study, id, "P17")
    recode(study, "P17", "P27")
    filed_one(study, "P17", "Iemand anders dan eerst kwam vaak.")
    rows = [
        f"{called},1,kwam vaak,Bezoek,{coder}"
        for coder, called in enumerate(("P07-1", "P17-1", "P27-1", "P27", "P07", "P17", "P99"))
    ]
    table = tmp_path / "codings.csv"
    table.write_text("\n".join(["interview,turn,quotation,code,coder", *rows]), encoding="utf-8")
    now = {"P07-1": "P27-1", "P17-1": "P27-1", "P07": "P27-1"}
    done = import_codes(study.folder, str(table), renamed_interviews=now)
    coders = {coding.coder for coding in filed.record(study.corpus, "P27-1").codings}
    assert coders == {"0", "1", "2", "3", "4"}
    # Two people had this code, and nobody that one.
    assert [(row.coder, row.why.value) for row in done.listed] == [
        ("5", "no interview"), ("6", "no interview"),
    ]  # fmt: skip
    assert done.has_unknown_interviews
    with pytest.raises(KitError, match="no filed interview P28-1"):
        import_codes(study.folder, str(table), renamed_interviews={"P99-1": "P28-1"})


def test_a_code_that_was_put_right_is_nowhere_in_the_corpus(study):
    id = filed_one(study, "P719")
    recode(study, id, "P17")
    assert b"P719" not in (study.folder / "corpus.db").read_bytes()


def test_everything_that_was_put_right_is_listed_also_a_code(study):
    id = filed_one(study)
    repair_interview(study.interview(id), interviewer="Iris", actor="anna")
    recode(study, id, "P17", actor="bram")
    repair_interview(study.interview("P17-1"), held_on="2026-03-01", actor="anna")
    recode(study, "P17-1", "P07", actor="carla")
    now = study.interview("P07-2")
    rows = [(row.who, row.field, row.before, row.after) for row in history_of(now)]
    (day,) = (before for _, field, before, _ in rows if field == "held")
    assert sorted(rows) == [
        ("anna", "held", day, "2026-03-01"),
        ("anna", "interviewer", "", "Iris"),
        ("bram", "participant", "P07-1", "P17-1"),
        ("carla", "participant", "P17-1", "P07-2"),
    ]
    assert [row.field for row in repairs_of(now)] == ["interviewer", "held"]
    undo_repair(now)
    undo_repair(study.interview("P07-2"))
    with pytest.raises(KitError, match="left to undo in P07-2"):
        undo_repair(study.interview("P07-2"))
    assert [row.undone for row in history_of(now) if row.field != "participant"] == [True, True]
    with pytest.raises(KitError, match="no interview P17-1") as missing:
        study.interview("P17-1")
    assert what_and_hint(missing.value, "nl")[1].endswith("het heet nu P07-2.")


def test_one_sitting_of_two_goes_to_another_whose_names_are_looked_for_again(study):
    first = filed_one(study)
    second = filed_one(study, "P07", "Mijn broer Berend kwam nooit.")
    with_transcript(study, "P09", "Het regende.")
    done = recode(study, second, "P09")
    assert dict(done.interviews) == {second: "P09-2"}
    assert filed.ids(study.corpus) == (first, "P09-2")
    (waiting,) = done.refiling.left_out
    assert waiting.error.hint == "interview-kit pseudonymize P09-2"
    file_all(study, "P09-2")
    (turn,) = filed.record(study.corpus, "P09-2").turns
    assert "Berend" not in turn.text
    assert "P09" in turn.text


def test_all_sittings_of_a_code_go_at_once(study):
    filed_one(study)
    filed_one(study, "P07", "Mijn zus Wilhelmina kwam weer.")
    done = recode(study, "P07", "P17")
    assert dict(done.interviews) == {"P07-1": "P17-1", "P07-2": "P17-2"}
    assert [entry.interview for entry in done.refiling.done] == ["P17-1", "P17-2"]


def test_a_code_like_another_but_for_zeros_is_asked_about(study):
    prepare(study, "P07", language="nl")
    with pytest.raises(AlikeCodeError) as caught:
        prepare(study, "p7", language="nl")
    assert (caught.value.code, caught.value.alike) == ("P7", "P07")
    assert prepare(study, "P7", language="nl", is_new_person=True).id == "P7-1"
    assert prepare(study, "P70", language="nl").id == "P70-1"
    recode(study, "P70", "P070")  # the code that is given up is no other


def test_one_interview_is_deleted_and_the_other_sitting_stays(study):
    gone = filed_one(study, "P07", "Mijn zus Wilhelmina zei zeepaardje tegen Bartholomeus.")
    stays = filed_one(study, "P07", "Mijn zus Wilhelmina zei hangmat.")
    kept = filed.record(study.corpus, stays)
    deletion = delete_interview(study.interview(gone), actor="els")
    assert not deletion.participant_gone
    assert filed.ids(study.corpus) == (stays,)
    assert filed.record(study.corpus, stays) == kept
    forms = {form for entity in names.entities(study.vault) for form in entity.forms}
    assert "Wilhelmina" in forms
    assert "Bartholomeus" not in forms
    assert [entry.about for entry in audit_log.entries(study.vault) if entry.act == "deleted"] == [
        gone
    ]
    assert prepare(study, "P07", language="nl").id == "P07-3"


def test_the_only_interview_takes_its_participant_along(study):
    id = filed_one(study)
    assert delete_interview(study.interview(id)).participant_gone
    assert interviews.find_participant(study.vault, "P07") is None
    assert prepare(study, "P07", language="nl").id == "P07-2"


def book(path, *rows):
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)
    return path


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_attributes_and_names_of_all_come_from_one_table(study, tmp_path, kind):
    id = filed_one(study)
    prepare(study, "P08", language="nl")
    rows = (
        ("deelnemer", "gender", "namen"),
        ("P07", "Vrouw", "zus: Wilhelmina Zandstra; plaats: Oosterwolde"),
        ("P08", "man", ""),
    )
    path = tmp_path / f"people.{kind}"
    if kind == "xlsx":
        book(path, *rows)
    else:
        path.write_text("\n".join(";".join(f'"{cell}"' for cell in row) for row in rows))
    assert len(note_table(study, path, dry_run=True).changes_by_row) == 2
    assert interviews.find_participant(study.vault, "P07").attributes == {}
    report = note_table(study, path)
    assert [row.new_names for row in report.changes_by_row] == [2, 0]
    assert interviews.find_participant(study.vault, "P07").attributes == {"gender": "woman"}
    assert filed.record(study.corpus, id).attributes == {"gender": "woman"}
    assert note_table(study, path).changes_by_row == ()


def test_a_table_with_faults_changes_nothing(study, tmp_path):
    prepare(study, "P07", language="nl")
    path = book(
        tmp_path / "people.xlsx",
        ("participant", "gender"),
        ("P07", "woman"),
        ("P7", "man"),
        ("P07", "man"),
        ("Els de Boer", "woman"),
        ("P09", "robot"),
    )
    report = note_table(study, path)
    assert [fault.row for fault in report.faults] == [3, 4, 5, 6]
    assert interviews.find_participant(study.vault, "P07").attributes == {}
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(path.read_bytes()[:900])
    with pytest.raises(KitError, match="cannot be read as a table"):
        note_table(study, broken)


def test_an_attribute_that_is_changed_is_noted_and_carried_into_the_corpus(study):
    id = filed_one(study)
    repair_attributes(study, "P07", {"gender": "woman"}, ())
    assert filed.record(study.corpus, id).attributes == {"gender": "woman"}
    assert "attributes changed" in {entry.act for entry in audit_log.entries(study.vault)}
