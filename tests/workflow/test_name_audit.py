"""Auditing names: turns are drawn, read and counted, and what is met is replaced."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from interview_kit.errors import KitError
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.vault import decisions, names
from interview_kit.vault.names import Verdict
from interview_kit.workflow.pseudonymisation.name_audit import (
    Stratum,
    draw_turns,
    name_audit,
    persons_nobody_found,
    read_turns,
    standing_audit,
    stratum_of,
)
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from tests.support.silent_transcript import with_transcript

HIDDEN = "daar stond toen wil bij de deur"


@pytest.fixture
def interview(study):
    id = with_transcript(
        study, "P07", "Mijn zus Marieke kwam.", HIDDEN, "Ja dat Was zo.", "en toen was het goed"
    )
    pseudonymise(study, id)
    decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)
    return id


def nothing(_entry):
    return []


def test_before_a_draw_there_is_no_audit(study):
    assert standing_audit(study) is None
    with pytest.raises(KitError, match="No turns were drawn"):
        name_audit(study)
    with pytest.raises(KitError, match="once they were looked for"):
        draw_turns(study)


def test_turns_are_drawn_from_every_stratum(study, interview):
    draw = draw_turns(study, seed=1)
    assert draw.count == 4
    assert sum(draw.turns.values()) == 4
    assert set(draw.drawn_turns) <= set(Stratum)


def test_what_a_small_stratum_cannot_give_is_drawn_from_the_others(study):
    id = with_transcript(study, "P08", *["Ja dat Was zo."] * 40, "en toen was het goed")
    pseudonymise(study, id)
    decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)
    draw = draw_turns(study, count=40, seed=1)
    assert {stratum: len(places) for stratum, places in draw.drawn_turns.items()} == {
        Stratum.SMALL_LETTERS: 1,
        Stratum.REST: 39,
    }
    assert draw_turns(study, count=300).count == 41


def test_capitals_within_a_turn_say_what_is_a_name(study, interview):
    strata = [stratum_of(turn) for turn in study.interview(interview).turns]
    assert strata[1] == strata[3] == Stratum.SMALL_LETTERS
    assert strata[0] is strata[2] is Stratum.REST


def test_what_is_read_is_as_it_would_be_filed(study, interview):
    texts = []

    def keep(entry):
        texts.append(entry.turn.text)
        return []

    draw_turns(study, seed=1)
    read_turns(study, keep, actor="Iris")
    assert len(texts) == 4
    assert not any("Marieke" in text for text in texts)


def test_a_name_that_is_met_counts_and_is_replaced(study, interview):
    draw_turns(study, seed=1)
    audit = read_turns(
        study, lambda entry: ["wil"] if "wil" in entry.turn.text else [], actor="Iris"
    )
    assert (audit.read, audit.names_met) == (4, 1)
    assert audit.left is not None
    assert audit.left.per_10_000 > 0
    accepted = [entry.mention.text for entry in study.interview(interview).text.accepted]
    assert "wil" in accepted


def test_reading_stops_and_goes_on(study, interview):
    draw_turns(study, seed=1)
    answers = iter([[], None])
    assert read_turns(study, lambda _entry: next(answers), actor="Iris").read == 1
    assert standing_audit(study).left is None
    left = []

    def keep(entry):
        left.append(entry.number)
        return []

    audit = read_turns(study, keep, actor="Iris")
    assert (left, audit.read) == ([1, 2, 3], 4)


def test_a_name_that_the_turn_does_not_say_is_refused_and_nothing_is_kept(study, interview):
    draw_turns(study, seed=1)
    with pytest.raises(KitError, match="does not say that"):
        read_turns(study, lambda _entry: ["Xanthippe"], actor="Iris")
    assert name_audit(study).read == 0


def test_a_second_reader_counts_and_shows_what_the_first_missed(study, interview):
    draw_turns(study, seed=1)
    read_turns(study, nothing, actor="Iris")
    audit = read_turns(
        study, lambda entry: ["wil"] if "wil" in entry.turn.text else [], actor="Joost"
    )
    assert dict(audit.readers) == {"Iris": 4, "Joost": 4}
    assert audit.found_share == 0.5


def test_the_readings_hold_no_names(study, interview):
    draw_turns(study, seed=1)
    read_turns(study, lambda entry: ["wil"] if "wil" in entry.turn.text else [], actor="Iris")
    kept = [str(event.content) for event in decisions.all_of(study.vault) if "draw" in str(event)]
    assert kept
    assert not any("'wil'" in content for content in kept)


def test_a_new_draw_begins_anew(study, interview):
    draw_turns(study, seed=1)
    read_turns(study, nothing, actor="Iris")
    draw_turns(study, seed=2)
    assert name_audit(study).read == 0


def test_of_few_places_nothing_is_estimated(study, interview):
    found = persons_nobody_found(study)
    assert found.missed_places is None
    assert found.places == found.found_once == 1
    assert found.detectors == ("tagger",)


def test_the_detectors_say_how_many_none_of_them_found(study):
    names.add_to_roster(study.vault, [RosterName("Marieke", MentionType.PERSON, "", "P08")])
    id = with_transcript(study, "P08", *["Mijn zus Marieke kwam."] * 8)
    pseudonymise(study, id)
    decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)
    found = persons_nobody_found(study)
    assert (found.found_twice, found.missed_places) == (8, 0)
    assert found.detectors == ("roster", "tagger")


def test_what_was_read_can_be_printed_for_a_program(study, interview):
    draw_turns(study, seed=1)
    audit = read_turns(study, nothing, actor="Iris")
    assert asdict(audit)["readers"] == {"Iris": 4}
