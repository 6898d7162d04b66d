"""Terms of the study are proposed where something like them was heard, and nowhere else."""

from __future__ import annotations

import pytest

from interview_kit.speech.vocabulary import is_better_decoding, misheard_terms

pytestmark = pytest.mark.pure

TERMS = ("clozapine", "quetiapine", "lithium", "Haldol", "lorazepam", "crisisdienst", "IBS")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Ik kreeg klosapien.", "clozapine"),
        ("En toen kwetiapine, elke avond", "quetiapine"),
        ("De hal doel hielp niet.", "Haldol"),
        ("lorazepan als het moest", "lorazepam"),
    ],
)
def test_a_term_is_proposed_where_something_like_it_is_written(text: str, term: str) -> None:
    assert term in misheard_terms(text, TERMS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ik ging met mijn broer naar de markt en we kochten brood.",
        "Lithium en clozapine, en de crisis-dienst kwam.",
        "ibis",
    ],
)
def test_nothing_is_proposed_where_nothing_sounds_like_it_or_it_is_there(text: str) -> None:
    assert misheard_terms(text, TERMS) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("En toen kwam schoerd de fries langs.", "Sjoerd de Vries"),
        ("Sjoerd de fries kwam langs.", "Sjoerd de Vries"),
        ("Mijn zus marikke belde.", "Marieke Jansen"),
    ],
)
def test_of_a_full_name_a_part_is_enough(text: str, name: str) -> None:
    assert misheard_terms(text, (name,)) == (name,)


def test_of_words_without_capitals_all_must_be_like_it() -> None:
    assert misheard_terms("Het was een rechtelijke uitspraak.", ("rechterlijke machtiging",)) == ()
    assert misheard_terms("Ik had een rechterlijke machteging.", ("rechterlijke machtiging",))


def test_a_term_counts_as_heard_whatever_its_case_and_spaces() -> None:
    assert is_better_decoding("Ik kreeg hal dol.", "Ik kreeg hal doel.", ("Haldol",))
    assert not is_better_decoding("Ik kreeg hal doel.", "Ik kreeg een hal.", ("Haldol",))


def test_a_term_that_was_there_before_is_no_gain() -> None:
    before = "Marieke en jan senne waren er."
    assert not is_better_decoding("Marieke en de anderen waren er.", before, ("Marieke Jansen",))
    assert is_better_decoding("Marieke en Jansen waren er.", before, ("Marieke Jansen",))
