"""What English draws together of small words is no name, and what is drawn to a name is."""

from __future__ import annotations

import pytest

from interview_kit.pseudonym.contraction import is_contraction, without_clitic
from interview_kit.pseudonym.detectors import detect
from interview_kit.pseudonym.word_class import WordClass, word_class

DRAWN = [
    "i'm",
    "you're",
    "he'd",
    "she'll",
    "they've",
    "it's",
    "that'd",
    "there'll",
    "who's",
    "didn't",
    "couldn't",
    "shouldn't've",
    "wouldn't",
    "isnae",
    "couldnae",
    "y'all",
    "o'clock",
    "nobody'd",
]


@pytest.mark.parametrize("word", DRAWN)
def test_a_contraction_is_one(word: str):
    assert is_contraction(word)
    assert word_class(word, "en") is WordClass.GRAMMAR


@pytest.mark.parametrize("word", ["hazel'd", "sarah'll", "o'dwyer", "renae", "will's", "d'arcy"])
def test_a_name_is_none(word: str):
    assert not is_contraction(word)


def test_what_is_drawn_to_a_name_comes_off():
    assert without_clitic("hazel'd") == "hazel"
    assert without_clitic("doctor'll've") == "doctor"
    assert without_clitic("o'dwyer") == "o'dwyer"


@pytest.mark.parametrize("style", [str, str.lower])
def test_contractions_are_not_flagged(style):
    text = "I'm sure you're right, he'd never, they've gone and we couldn't've known it'd rain."
    assert detect(style(text), "en") == ()
