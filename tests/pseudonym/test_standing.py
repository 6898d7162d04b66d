"""Where a word stands between language and names, and what little chance is then enough."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.pseudonym.flagging import Chance, flagged, possible
from interview_kit.pseudonym.tagger import tag
from interview_kit.pseudonym.word_class import WordClass, word_class

NOTHING = Chance({}, 0.0, 0.0)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("augustus", WordClass.CALENDAR), ("van", WordClass.GRAMMAR), ("ziekenhuis", WordClass.WORD),
     ("Bakker", WordClass.BOTH), ("buurthuiskoffie", WordClass.BUILT), ("ggz9", WordClass.BUILT),
     ("Marieke", WordClass.NAME), ("Marieke's", WordClass.NAME),
     ("Barzzichello", WordClass.STRANGE)],
)  # fmt: skip
def test_a_word_stands_where_the_lists_and_its_parts_put_it(word: str, expected: WordClass) -> None:
    assert word_class(word, "nl") is expected


def test_a_strange_word_needs_less_chance_than_a_word_of_the_dictionary() -> None:
    slight = Chance({"PER": 0.05}, 0.05, 0.0)
    assert flagged(["barzzichello"], [slight], "nl") == [True]
    assert flagged(["ziekenhuis"], [slight], "nl") == [False]


def test_a_capital_that_no_sentence_start_explains_is_enough_where_capitals_mean_something() -> (
    None
):
    words = ["toen", "zag", "ik", "Marieke", "weer"]
    assert flagged(words, [NOTHING] * 5, "nl") == [False, False, False, True, False]
    headline = ["Toen", "Zag", "Ik", "Marieke", "Weer"]
    assert not any(flagged(headline, [NOTHING] * 5, "nl"))


def test_particles_between_the_parts_of_a_name_belong_to_it() -> None:
    sure = Chance({"PER": 0.9}, 0.9, 0.0)
    words = ["dat", "was", "jan", "van", "der", "molen"]
    chances = [NOTHING, NOTHING, sure, NOTHING, NOTHING, sure]
    assert flagged(words, chances, "nl") == [False, False, True, True, True, True]


def test_a_month_is_no_name_however_likely_the_model_thinks_it_a_place() -> None:
    assert flagged(["augustus"], [Chance({"LOC": 1.0}, 1.0, 0.0)], "nl") == [False]


WORDS = ["mijn", "van", "der", "Jan", "bakker", "ziekenhuis", "Barzzichello", "mei", "-"]
# Little more often than much, as the thresholds are low.
CHANCE = st.floats(0, 1).map(lambda each: each**3)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), CHANCE, CHANCE), min_size=3))
def test_what_is_not_possible_is_not_flagged_whatever_a_second_opinion_says(drawn) -> None:
    words = [word for word, _, _ in drawn]
    best = [Chance({"PER": first}, first, 0.0) for _, first, _ in drawn]
    agreed = [
        Chance({"PER": each}, each, 0.0)
        for each in (min(first, first * 2 * second) for _, first, second in drawn)
    ]
    may_be = possible(words, best, "nl")
    named = flagged(words, agreed, "nl")
    assert not any(each and not may for each, may in zip(named, may_be, strict=True))


@pytest.mark.parametrize("verb", ["Afbouwen", "Afkicken", "Ophogen", "Samenwonen", "Volhouden"])
def test_a_verb_that_begins_a_sentence_names_nobody(verb: str) -> None:
    assert tag(f"{verb} mocht niet, daar werd niet eens over gepraat.", 0, "nl") == ()


@pytest.mark.parametrize("name", ["Verhoeven", "Terpstra", "Opstelten"])
def test_a_surname_that_begins_like_a_verb_stays_one(name: str) -> None:
    (mention,) = tag(f"{name} mocht niet, daar werd niet eens over gepraat.", 0, "nl")
    assert mention.text == name
