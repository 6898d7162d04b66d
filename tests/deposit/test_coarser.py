"""Coarser records, and what is proposed where someone stands out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.deposit.coarsen import coarser, coarser_month
from interview_kit.deposit.k_anonymity import (
    HELD,
    DescribedParticipant,
    Step,
    anonymity,
    with_steps,
)
from interview_kit.deposit.purpose import Purpose
from interview_kit.model.coding import Coding
from interview_kit.model.record import Record
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word

WORDS = (Word(" Naar", 0, 300, 0.9), Word(" [plaats 2].", 300, 900, 0.9))
RECORD = Record(
    interview="P07-1",
    participant="P07",
    language="nl",
    guide="recovery-stories",
    guide_fingerprint="ab" * 32,
    held="2026-11-25",
    length_ms=65_000,
    version=1,
    attributes={"age": "47", "gender": "vrouw", "code": "1234"},
    turns=(
        Turn(1, Speaker.PARTICIPANT, 0, 900, "today", "Naar [plaats 2].", WORDS),
        Turn(2, Speaker.PARTICIPANT, 0, 900, "today", "Goed zo.", (Word(" Goed zo.", 0, 9, 1),)),
    ),
)


@pytest.mark.parametrize(
    ("held", "told"),
    [("month", "2026-11"), ("quarter", "2026-Q4"), ("year", "2026"), ("none", "")],
)
def test_when_it_was_held_is_told_no_more_exactly_than_asked(held, told):
    assert coarser_month("2026-11-25", held) == told
    assert coarser_month("2026-11", held) == told
    assert coarser_month("2026", held) in {"2026", ""}


def test_a_pseudonym_that_is_too_exact_gives_way_and_its_words_go():
    made = coarser(RECORD, Purpose("x"), {"[plaats 2]": "[dorp]"})
    assert [turn.text for turn in made.turns] == ["Naar [dorp].", "Goed zo."]
    assert made.turns[0].words == ()
    assert made.turns[1].words == RECORD.turns[1].words


def test_of_two_labels_the_longer_is_replaced_first():
    made = coarser(RECORD, Purpose("x"), {"[plaats": "[fout", "[plaats 2]": "[dorp]"})
    assert made.turns[0].text == "Naar [dorp]."


def test_only_attributes_that_were_named_go_along_and_ages_in_tens():
    made = coarser(RECORD, Purpose("x", attributes=("age", "gender"), ages="tens"), {})
    assert made.attributes == {"age": "40-49", "gender": "vrouw"}
    made = coarser(RECORD, Purpose("x", without=("gender",)), {})
    assert made.attributes == {"age": "47", "code": "1234"}


def test_a_quarter_has_a_first_day():
    made = coarser(RECORD, Purpose("x", held="quarter"), {})
    assert made.held_from == "2026-10-01"


def rows(*values: dict[str, str]) -> list[DescribedParticipant]:
    return [
        DescribedParticipant(f"P{n:02}-1", f"P{n:02}", each) for n, each in enumerate(values, 1)
    ]


def test_two_interviews_of_one_person_hide_nobody():
    twice = [
        DescribedParticipant("P01-1", "P01", {"a": "x"}),
        DescribedParticipant("P01-2", "P01", {"a": "x"}),
    ]
    assert anonymity(twice, 2).below == ("P01-1", "P01-2")
    assert anonymity(twice, 2).smallest == 1


def test_who_stands_out_is_named_with_the_mildest_step_that_mends_it():
    told = rows(
        {"a": "x", HELD: "2026-10"}, {"a": "x", HELD: "2026-11"}, {"a": "x", HELD: "2026-12"}
    )
    found = anonymity(told, 3)
    assert found.below == ("P01-1", "P02-1", "P03-1")
    assert found.proposal == (Step(HELD, "quarter"),)
    assert found.still_below == 0


def test_steps_that_mend_nothing_are_not_proposed():
    told = rows({"a": "x", "b": "1"}, {"a": "y", "b": "1"})
    assert anonymity(told, 2).proposal == (Step("a", "none"),)


def test_too_few_people_cannot_be_hidden():
    found = anonymity(rows({"a": "x"}, {"a": "y"}), 3)
    assert found.still_below == 2


def test_no_interviews_are_no_trouble():
    assert anonymity([], 3).below == ()


def test_steps_make_a_purpose_coarser():
    purpose = with_steps(Purpose("x"), [Step(HELD, "year"), Step("gender", "none")])
    assert purpose.held == "year"
    assert not purpose.lets_through("gender")
    assert purpose.lets_through("age")


VALUES = st.fixed_dictionaries({"a": st.sampled_from("xyz"), "b": st.sampled_from("123")})


@given(st.lists(VALUES, max_size=8), st.integers(1, 4))
def test_after_the_proposal_as_many_stand_out_as_it_said(values, wanted):
    told = rows(*values)
    found = anonymity(told, wanted)
    left_out = {step.variable for step in found.proposal}
    coarse = rows(*({k: v for k, v in each.items() if k not in left_out} for each in values))
    assert len(anonymity(coarse, wanted).below) == found.still_below


def test_codings_mark_the_same_words_once_a_pseudonym_is_coarser_and_memos_stay_behind():
    text = RECORD.turns[0].text
    places = [(0, 4), (0, len(text)), (5, 15), (15, 16)]
    codings = tuple(
        Coding("hope", 1, first, end, "C1", "", "onthouden", str(at))
        for at, (first, end) in enumerate(places)
    )
    made = coarser(replace(RECORD, codings=codings), Purpose("x"), {"[plaats 2]": "[dorp]"})
    marked = [made.turns[0].text[coding.first_char : coding.end_char] for coding in made.codings]
    assert marked == ["Naar", "Naar [dorp].", "[dorp]", "."]
    assert {coding.memo for coding in made.codings} == {""}
