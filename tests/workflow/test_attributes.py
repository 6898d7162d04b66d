"""What is noted of a participant: the guide's choices, or text that somebody reviewed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_kit.errors import KitError
from interview_kit.guide.participant_attributes import LONGEST, checked
from interview_kit.model.participant import Participant, new_code
from interview_kit.pseudonym.roster import parse_roster
from interview_kit.vault import interviews, names
from interview_kit.vault.names import Verdict
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.pseudonymisation.attribute_review import change, keep_text, noted
from interview_kit.workflow.pseudonymisation.decision_undo import undo
from interview_kit.workflow.pseudonymisation.original_names import original_forms
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.pseudonymisation.typed_names import take_off
from interview_kit.workflow.publication.corpus_export import export
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study.open_study import frozen_guide
from interview_kit.workflow.study.study_settings import Settings, read_settings, write_settings
from tests.support.silent_transcript import with_transcript


@pytest.mark.parametrize(
    ("attributes", "says"),
    [
        ({"name": "woman"}, "has no attribute of that name"),
        ({"gender": "Truus"}, "has no such value"),
        ({"gender": "vrouw"}, "has no such value"),
    ],
)
def test_an_attribute_is_one_of_the_guides_and_a_choice_one_of_its_values(study, attributes, says):
    with pytest.raises(KitError, match=says) as refused:
        prepare(study, "P07", attributes=attributes)
    assert "Truus" not in str(refused.value)
    assert interviews.find_participant(study.vault, "P07") is None


def test_free_text_is_one_line_and_short(study):
    guide = frozen_guide(prepare(study, "P07"))
    free = replace(guide, attributes=(replace(guide.attributes[0], values=()),))
    assert checked(free, {"gender": "iets anders"})
    for text in ("a\nb", "\x1b[31m", "x" * (LONGEST + 1)):
        with pytest.raises(KitError, match="cannot be kept"):
            checked(free, {"gender": text})


def test_a_name_in_free_text_is_reviewed_before_an_interview_is_filed(study):
    id = with_transcript(study, "P07", "Het ging goed.")
    interviews.put_participant(study.vault, Participant("P07", {"note": "zus van Marieke"}))
    pseudonymise(study, id)
    (note,) = noted(study, "P07")
    assert note.suspicious == ("Marieke",)
    with pytest.raises(KitError, match="may identify somebody"):
        file_interview(study.interview(id))
    keep_text(study, "P07", "note", why="a fairy tale")
    assert noted(study, "P07")[0].suspicious == ()
    file_interview(study.interview(id))
    undo(study)
    assert noted(study, "P07")[0].suspicious == ("Marieke",)
    change(study, "P07", {"note": ""})
    assert noted(study, "P07") == ()


@pytest.mark.parametrize("code", ["JAN120384", "PT01", "P12345", "JAN1"])
def test_initials_and_a_day_of_birth_are_no_code(study, code):
    with pytest.raises(KitError, match="no codes like that one"):
        prepare(study, code)


def test_a_study_says_what_its_codes_look_like(tmp_path):
    write_settings(tmp_path / "study.toml", Settings(code="[A-Z]{2}[0-9]{3}"))
    allowed = read_settings(tmp_path / "study.toml").code
    assert new_code("pt001", allowed) == "PT001"
    with pytest.raises(KitError):
        new_code("P07", allowed)
    (tmp_path / "study.toml").write_text('code = "[A-"\n')
    with pytest.raises(KitError, match="no regular expression"):
        read_settings(tmp_path / "study.toml")


@pytest.mark.parametrize("name", ["a\nb", "a\x1b]0;x\x07", "a\u202eb"])
def test_a_studys_name_is_one_line(tmp_path, name):
    with pytest.raises(KitError, match="one line"):
        write_settings(tmp_path / "study.toml", Settings(name=name))
    assert not (tmp_path / "study.toml").exists()


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "x" * 300_000, 'name = "\\n"'])
def test_hostile_settings_get_a_sentence(tmp_path, text):
    (tmp_path / "study.toml").write_text(text)
    with pytest.raises(KitError):
        read_settings(tmp_path / "study.toml")


def test_a_hostile_roster_gets_a_sentence_or_is_read():
    (name,) = parse_roster("zus: Mar\u200bie\u202eke\x1b")
    assert name.text == "Marieke"
    for text in ("a" * 1_000, "zus: a b\n" * 20_000):
        with pytest.raises(KitError):
            parse_roster(text)
    assert parse_roster("zus: Jan " + "„" * 150)


def test_a_name_that_was_typed_by_mistake_is_taken_back_with_a_reason(study):
    names.add_to_roster(study.vault, parse_roster("broer: Hans\nzus: Marieke", "P07"))
    with pytest.raises(KitError, match="without a reason"):
        take_off(study, "Hans", why=" ")
    with pytest.raises(KitError, match="No such name"):
        take_off(study, "Hans", participant="P08", why="a mistake")
    assert len(original_forms(study)) > 0
    take_off(study, "hans", why="a mistake")
    assert [each.text for each in names.roster(study.vault)] == ["Marieke"]
    assert ("hans",) not in original_forms(study).phrases
    undo(study)
    assert ("hans",) in original_forms(study).phrases


def test_a_name_in_disguise_is_proposed_under_whom_it_is_and_may_be_left(study, tmp_path):
    roster = parse_roster("zus: Xanthippe Kwakernaat")
    texts = ("Mijn zus Kwakernaat kwam.", "Dat schrijf je K-W-A-K-E-R-N-A-A-T.")
    id = with_transcript(study, "P07", *texts, roster=roster)
    pseudonymise(study, id)
    found = {each.mention.text: each.entity for each in names.proposals(study.vault, id)}
    assert found["K-W-A-K-E-R-N-A-A-T"] == found["Kwakernaat"]
    whole, spelled = (
        [each for each in names.proposals(study.vault, id) if ("-" in each.mention.text) is hyphen]
        for hyphen in (False, True)
    )
    names.decide(study.vault, id, whole, Verdict.ACCEPTED)
    names.decide(study.vault, id, spelled, Verdict.REJECTED)
    pseudonymise(study, id)
    file_interview(study.interview(id))
    assert export(study, tmp_path / "out", ["text", "sqlite"])
