"""Where a word stands between language and names, and what little chance is then enough."""

from __future__ import annotations

import pytest

from interview_kit.pseudonym.flagging import Chance, flagged
from interview_kit.pseudonym.standing import Standing, standing

NOTHING = Chance({}, 0.0, 0.0)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("augustus", Standing.CALENDAR), ("van", Standing.GRAMMAR), ("ziekenhuis", Standing.WORD),
     ("Bakker", Standing.BOTH), ("buurthuiskoffie", Standing.BUILT), ("ggz9", Standing.BUILT),
     ("Marieke", Standing.NAME), ("Marieke's", Standing.NAME), ("Barzzichello", Standing.STRANGE)],
)  # fmt: skip
def test_a_word_stands_where_the_lists_and_its_parts_put_it(word: str, expected: Standing) -> None:
    assert standing(word, "nl") is expected


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
