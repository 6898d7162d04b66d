"""Credits and loops go; what a person may have said stays."""

from __future__ import annotations

import pytest

from interview_kit.model.word import Word
from interview_kit.speech.hallucination import is_credit, without_loops

pytestmark = pytest.mark.pure


def spoken(text: str, *, first: float = 0.9, each_ms: int = 300) -> tuple[Word, ...]:
    """Words of `each_ms`; the first one as probable as told."""
    return tuple(
        Word(f" {word}", place * each_ms, (place + 1) * each_ms, 0.9 if place else first)
        for place, word in enumerate(text.split())
    )


def text_of(words: tuple[Word, ...]) -> str:
    return "".join(word.text for word in without_loops(words)).strip()


@pytest.mark.parametrize(
    "credit",
    [
        "Ondertiteld door de Amara.org gemeenschap",
        "Ondertitels ingediend door de Amara.org gemeenschap",
        "Ondertiteling: Jan",
        "Bedankt voor het kijken!",
        "TV GELDERLAND 2021",
        "Thanks for watching!",
        "Thank you so much for watching.",
        "Subtitles by the Amara.org community",
        "Please subscribe to my channel.",
    ],
)
def test_the_credits_of_subtitles_are_no_words(credit: str) -> None:
    assert is_credit(credit)


@pytest.mark.parametrize(
    "said",
    [
        "Ik heb die film met ondertiteling gekeken.",
        "Bedankt voor het gesprek.",
        "Thank you.",
        "I was watching it, thanks for that.",
        "Translated, it means hope.",
        "Ja. Ja. Ja. Ja. Dat klopt.",
        "Nee nee nee nee nee nee nee.",
        "",
    ],
)
def test_what_a_person_says_stays(said: str) -> None:
    assert text_of(spoken(said)) == said
    assert not is_credit(said)


def test_a_loop_that_sets_in_out_of_nothing_goes_and_the_sentence_before_stays() -> None:
    before, loop = spoken("Dat was het."), spoken("de de de de de de", first=0.02)
    assert text_of((*before, *loop)) == "Dat was het."


def test_a_loop_without_room_in_the_sound_goes() -> None:
    assert text_of(spoken("het was goed, " * 5, each_ms=10)) == ""
