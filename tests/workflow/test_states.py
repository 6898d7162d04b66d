"""How far a text is: what it passed, and what takes it back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_kit.corpus import filed_states as filed_states
from interview_kit.errors import KitError
from interview_kit.vault import audit_log, decisions
from interview_kit.vault.names import Verdict
from interview_kit.workflow.capture.consent_and_debrief import answer_consent
from interview_kit.workflow.interviews.consent_history import consent_history
from interview_kit.workflow.interviews.interview_overview import overview
from interview_kit.workflow.interviews.text_states import approve, take_back_approval, text_status
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.transcription.corrections import correct_turn
from tests.support.silent_transcript import with_transcript


@pytest.fixture
def interview(study):
    return with_transcript(study, "P07", "Mijn zus Marieke kwam vaak.")


def review(study, interview, who="els"):
    pseudonymise(study, interview)
    decide(study, interview, study.interview(interview).text.undecided, Verdict.ACCEPTED, actor=who)


def stage(study):
    return overview(study)[0].stage


def test_a_text_passes_one_state_after_the_other(study, interview):
    seen = [text_status(study.interview(interview)).state]
    correct_turn(study.interview(interview), 1, text="Mijn zus Marieke kwam heel vaak.")
    seen.append(text_status(study.interview(interview)).state)
    review(study, interview)
    seen.append(text_status(study.interview(interview)).state)
    seen.append(approve(study.interview(interview), "ans", is_same_account=True).state)
    file_interview(study.interview(interview))
    last = text_status(study.interview(interview))
    assert [*seen, last.state] == ["draft", "corrected", "pseudonymised", "checked", "filed"]
    assert (last.version, last.checked_by, stage(study)) == (1, "ans", "filed")
    assert list(filed_states.dated(study.corpus, interview)) == sorted(last.passed)


def test_a_correction_takes_an_approval_and_a_filing_back(study, interview):
    review(study, interview)
    approve(study.interview(interview), "ans", is_same_account=True)
    file_interview(study.interview(interview))
    correct_turn(study.interview(interview), 1, text="Mijn zus Marieke kwam nooit.")
    assert text_status(study.interview(interview)).state == "corrected"
    review(study, interview)
    assert (text_status(study.interview(interview)).state, stage(study)) == (
        "pseudonymised",
        "reviewed",
    )
    assert text_status(study.interview(interview)).version == 1


def test_looking_for_names_again_changes_nothing_where_nothing_changed(study, interview):
    review(study, interview)
    approve(study.interview(interview), "ans", is_same_account=True)
    pseudonymise(study, interview)
    assert text_status(study.interview(interview)).state == "checked"


def test_who_decided_on_the_names_is_no_second_person(study, interview):
    review(study, interview, who="Els")
    with pytest.raises(KitError, match="decided on the names"):
        approve(study.interview(interview), "els")
    with pytest.raises(KitError, match="Nobody was named"):
        approve(study.interview(interview), " ")


def test_a_text_with_undecided_names_is_not_approved(study, interview):
    pseudonymise(study, interview)
    with pytest.raises(KitError, match="not all decided"):
        approve(study.interview(interview), "ans", is_same_account=True)


def test_a_study_that_wants_a_second_reader_files_nothing_without(study, interview):
    study.settings = replace(study.settings, second_reader="yes")
    review(study, interview)
    with pytest.raises(KitError, match="second person"):
        file_interview(study.interview(interview))
    approve(study.interview(interview), "ans", is_same_account=True)
    assert file_interview(study.interview(interview)).version == 1


def test_an_approval_after_filing_is_known_in_the_corpus_and_can_be_taken_back(study, interview):
    review(study, interview)
    file_interview(study.interview(interview))
    assert "checked" not in filed_states.dated(study.corpus, interview)
    approve(study.interview(interview), "ans", is_same_account=True)
    assert "checked" in filed_states.dated(study.corpus, interview)
    take_back_approval(study.interview(interview))
    assert "checked" not in filed_states.dated(study.corpus, interview)
    with pytest.raises(KitError, match="was not approved"):
        take_back_approval(study.interview(interview))


def test_another_name_on_the_same_account_is_no_second_person_unless_it_is_said(study, interview):
    review(study, interview, who="els")
    with pytest.raises(KitError, match="decided on by the account"):
        approve(study.interview(interview), "ans")
    assert approve(study.interview(interview), "ans", is_same_account=True).state == "checked"
    (entry,) = [each for each in audit_log.entries(study.vault) if each.act == "approved"]
    assert (entry.who, entry.facts["same_account"]) == ("ans", 1)
    with pytest.raises(KitError, match="decided on the names"):
        approve(study.interview(interview), "  ELS ", is_same_account=True)


def test_another_account_approves_without_a_word(study, interview, monkeypatch):
    review(study, interview, who="els")
    monkeypatch.setattr("getpass.getuser", lambda: "another")
    assert approve(study.interview(interview), "ans").state == "checked"


def test_a_decision_always_has_a_who(study, interview):
    review(study, interview, who=" ")
    assert {decision.who for decision in decisions.all_of(study.vault)} == {study_audit.whoever()}


def test_consent_has_its_history(study, interview):
    row = study.interview(interview)
    item = row.guide.consent[0].id
    answer_consent(row, item, "yes", actor="els")
    answer_consent(row.reread(), item, "no", actor="ans")
    steps = consent_history(row.reread())
    assert [(step.answer, step.who) for step in steps] == [("yes", "els"), ("no", "ans")]
    assert {step.guide_fingerprint for step in steps} == {row.guide.fingerprint}
    assert {(step.language, step.wording) for step in steps} == {
        ("nl", row.guide.consent[0].text.in_("nl").strip())
    }
    assert [e.who for e in audit_log.entries(study.vault) if e.act == "consent changed"] == [
        "els",
        "ans",
    ]
