"""Terms of the study are proposed where something like them was heard, and nowhere else."""

from __future__ import annotations

import pytest

from interview_kit.speech.vocabulary import holds_any, misheard

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
    assert term in misheard(text, TERMS)


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
    assert misheard(text, TERMS) == ()


def test_a_term_counts_as_written_whatever_its_case_and_spaces() -> None:
    assert holds_any("Ik kreeg hal dol.", ("Haldol",))
    assert not holds_any("Ik kreeg hal doel.", ("Haldol",))
