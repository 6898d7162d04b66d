"""A command for all interviews does what is ready, and says of each other what it waits for."""

from __future__ import annotations

import pytest

from interview_kit.corpus import filed_interviews as filed
from interview_kit.errors import KitError, LeakError
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.vault import names
from interview_kit.vault.names import Verdict
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.pseudonymisation.name_review import decide, propose_replacements
from interview_kit.workflow.publication.filing import file_chosen
from interview_kit.workflow.transcription.corrections import correct_turn
from tests.support.silent_transcript import with_transcript


def accept(study, *ids):
    for id in ids:
        decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)


@pytest.fixture
def five(study):
    """Two that are ready, one without a text, one undecided, one corrected since the search."""
    ready = with_transcript(study, "P01", "Mijn zus Marieke kwam vaak.")
    plain = with_transcript(study, "P02", "Ik liep elke dag in het bos.")
    prepare(study, "P03", language="nl")
    undecided = with_transcript(study, "P04", "Dokter Verhoeven belde mij.")
    corrected = with_transcript(study, "P05", "Mijn broer Joris kwam nooit.")
    outcome = propose_replacements(study, (), all_of_them=True)
    assert [entry.interview for entry in outcome.left_out] == ["P03-1"]
    assert [row.interview for row in outcome.done] == ["P01-1", "P02-1", "P04-1", "P05-1"]
    accept(study, ready, corrected)
    correct_turn(study.interview(corrected), 1, text="Mijn broer Joris kwam zelden.")
    return ready, plain, undecided, corrected


def test_all_files_what_is_ready_and_lists_the_others_with_their_next_step(study, five):
    ready, plain, undecided, corrected = five
    outcome = file_chosen(study, (), all_of_them=True)
    assert {filing.interview for filing in outcome.done} == {ready, plain}
    assert set(filed.ids(study.corpus)) == {ready, plain}
    steps = {entry.interview: entry.error.hint for entry in outcome.left_out}
    assert steps.keys() == {"P03-1", undecided, corrected}
    assert steps["P03-1"] == "interview-kit transcribe P03-1"
    assert steps[undecided].startswith(f"interview-kit review {undecided}")
    assert steps[corrected] == f"interview-kit pseudonymize {corrected}"
    assert not outcome.wants_attention


def test_named_ones_are_wanted_all(study, five):
    ready, _, undecided, _ = five
    with pytest.raises(KitError, match=r"waits? for a decision"):
        file_chosen(study, (undecided, ready))
    with pytest.raises(KitError, match="no transcript"):
        propose_replacements(study, ("P03-1",))


def test_where_nothing_was_ready_somebody_has_to_look(study):
    prepare(study, "P03", language="nl")
    assert propose_replacements(study, (), all_of_them=True).wants_attention
    assert file_chosen(study, (), all_of_them=True).wants_attention


def test_a_known_name_that_is_left_is_told_once_the_others_are_filed(study):
    leaking = with_transcript(study, "P01", "Ik liep elke dag met Kwibus Plantinga.")
    ready = with_transcript(study, "P02", "Ik liep elke dag in het bos.")
    propose_replacements(study, (), all_of_them=True)
    decide(study, leaking, study.interview(leaking).text.undecided, Verdict.REJECTED)
    names.add_to_roster(
        study.vault, [RosterName("Kwibus Plantinga", MentionType.PERSON, "", "P01")]
    )
    outcome = file_chosen(study, (), all_of_them=True)
    assert [filing.interview for filing in outcome.done] == [ready]
    assert [(e.interview, type(e.error)) for e in outcome.left_out] == [(leaking, LeakError)]
    assert outcome.wants_attention
