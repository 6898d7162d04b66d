"""Correcting a text loses no decision on names: it goes along with the words it is about."""

from __future__ import annotations

import pytest

from interview_kit.errors import KitError
from interview_kit.pseudonym.mention import MentionType
from interview_kit.vault import names
from interview_kit.vault.names import Verdict
from interview_kit.workflow.pseudonymisation.decision_undo import undo
from interview_kit.workflow.pseudonymisation.missed_names import add_mention
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.pseudonymise import REVIEWER, pseudonymise
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from tests.support.silent_transcript import with_transcript

SAID = "Mijn broer Joost en mijn zus Marieke kwamen uit Zagreb met de vrachtwagen."


@pytest.fixture
def interview(study):
    id = with_transcript(study, "P07", SAID, "Hij is de enige dierenars van het dorp.")
    pseudonymise(study, id)
    decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)
    return id


def verdicts(study, id):
    return {each.mention.text: each.verdict for each in study.interview(id).text.proposals}


def test_a_corrected_word_leaves_the_decisions_on_the_others(study, interview):
    before = verdicts(study, interview)
    assert {"Joost", "Marieke", "Zagreb"} <= set(before)
    TranscriptEditor(study.interview(interview)).write(1, f"Nou, {SAID.replace('met', 'in')}")
    assert not names.was_searched(study.vault, interview)
    assert verdicts(study, interview) == before
    pseudonymise(study, interview)
    assert study.interview(interview).text.undecided == ()
    assert verdicts(study, interview) == before


def test_what_was_left_standing_is_asked_again_where_the_words_around_it_change(study, interview):
    (zagreb,) = (
        each for each in study.interview(interview).text.proposals if each.mention.text == "Zagreb"
    )
    decide(study, interview, [zagreb], Verdict.REJECTED)
    editor = TranscriptEditor(study.interview(interview))
    editor.write(1, SAID.replace("Mijn", "M'n"))
    assert verdicts(study, interview)["Zagreb"] is Verdict.REJECTED
    editor.write(1, SAID.replace("kwamen uit", "zagen"))
    assert verdicts(study, interview)["Zagreb"] is Verdict.PROPOSED


def test_what_a_person_marked_stays_marked_where_its_words_are_corrected(study, interview):
    add_mention(study.interview(interview), 2, "de enige dierenars van het dorp", MentionType.OTHER)
    editor = TranscriptEditor(study.interview(interview))
    editor.write(2, "Hij is de enige dierenarts van het dorp.")
    pseudonymise(study, interview)
    (marked,) = (
        each for each in study.interview(interview).text.proposals if each.mention.turn == 2
    )
    assert marked.mention.text == "de enige dierenarts van het dorp"
    assert (marked.mention.detector, marked.verdict) == (REVIEWER, Verdict.PROPOSED)


def test_a_name_that_was_accepted_is_asked_about_in_its_new_spelling(study, interview):
    TranscriptEditor(study.interview(interview)).write(1, SAID.replace("Zagreb", "zakrep"))
    pseudonymise(study, interview)
    assert verdicts(study, interview)["zakrep"] is Verdict.PROPOSED


def test_decisions_survive_splitting_joining_and_undoing(study, interview):
    before = verdicts(study, interview)
    editor = TranscriptEditor(study.interview(interview))
    editor.split(1, SAID.index("Marieke"))
    assert verdicts(study, interview) == before
    editor.join(editor.turns[0].number)
    assert verdicts(study, interview) == before
    editor.undo()
    editor.undo()
    assert verdicts(study, interview) == before
    texts = {turn.number: turn.text for turn in study.interview(interview).turns}
    for proposal in study.interview(interview).text.proposals:
        place = proposal.mention
        assert texts[place.turn][place.start : place.end] == place.text


def test_marking_a_name_is_no_search_of_a_text_that_changed(study, interview):
    TranscriptEditor(study.interview(interview)).write(1, SAID.replace("Marieke", "Roelofje"))
    add_mention(study.interview(interview), 2, "dorp", MentionType.PLACE)
    assert not names.was_searched(study.vault, interview)
    undo(study)
    assert not names.was_searched(study.vault, interview)
    with pytest.raises(KitError, match="Names were not looked for"):
        file_interview(study.interview(interview))
