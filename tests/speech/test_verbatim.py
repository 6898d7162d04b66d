"""The clean layer leaves out what was said on the way, and never a word that means something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.pseudonym.replace import replace_turn
from interview_kit.speech.verbatim import in_layer

pytestmark = pytest.mark.pure


def turn(text: str) -> Turn:
    words = tuple(
        Word(f" {word}", 1_000 * at, 1_000 * at + 500, 0.9) for at, word in enumerate(text.split())
    )
    return Turn(1, Speaker.PARTICIPANT, 0, 1_000 * len(words), "q", text, words)


def clean(text: str, language: str = "nl") -> str:
    return in_layer(turn(text), language, "clean").text


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Eh, ik weet het niet.", "Ik weet het niet."),
        ("ik ik ben daar geweest", "ik ben daar geweest"),
        ("Dat is dat is moeilijk.", "Dat is moeilijk."),
        ("Ik ging ver- verhuizen, uhm, naar huis.", "Ik ging verhuizen, naar huis."),
        ("En toen hm. Toen niet meer, uh.", "En toen. Toen niet meer."),
        ("Nee. Uhm, ik wilde niet.", "Nee. Ik wilde niet."),
        ("De de de dokter kwam", "De dokter kwam"),
        ("[zus van P07] [zus van P07] kwam eh langs", "[zus van P07] kwam langs"),
        ("[unclear: uh misschien] ja", "[unclear: uh misschien] ja"),
    ],
)
def test_what_is_left_out_of_dutch(said: str, meant: str) -> None:
    assert clean(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "Er was iets om te doen met hem.",
        "Ja.", "Nee, nee.", "Ja ja ja.", "Mhm.", "Uhm.", "Hm, eh.",
        "Heel heel ziek was ik.",
        "Ik denk dat dat zo is, en wat er is is er.",
        "Dat zijn zijn ouders, als je je goed voelt.",
        "Hij kwam. Hij ging.", "Ik ging: ik ging niet.", "Nou, dus ja.",
        "Zwart-wit en ex-man", "1 1 2", "- en dan",
        "",
    ],
)  # fmt: skip
def test_what_means_something_stays_in_dutch(said: str) -> None:
    assert clean(said) == said


def test_er_is_a_word_in_dutch_and_none_in_english() -> None:
    assert clean("er was er een", "nl") == "er was er een"
    assert clean("er I was I was there", "en") == "I was there"
    assert clean("Um, that that is how she had had it.", "en") == "That that is how she had had it."


@pytest.mark.parametrize("language", ["tr", "de", "ar", ""])
def test_another_language_has_one_layer(language: str) -> None:
    assert clean("eh ich ich war", language) == "eh ich ich war"


def test_the_full_layer_is_the_turn_itself() -> None:
    said = turn("Eh, ik ik ben")
    assert in_layer(said, "nl", "full") is said


def test_a_name_in_what_is_left_out_goes_with_it() -> None:
    said = turn("Jan- Jan kwam eh Jan kwam langs")
    start = said.text.index("Jan kwam")
    replaced = replace_turn(
        said, [(start, start + 3, "[broer van P07]"), (start + 12, start + 15, "[broer van P07]")]
    )
    shown = in_layer(replaced, "nl", "clean")
    assert shown.text == "[broer van P07] kwam langs"
    assert "Jan" not in "".join(word.text for word in shown.words)


spoken = st.lists(
    st.sampled_from(
        ["ik", "ik", "eh", "Uhm,", "ben", "er", "om", "hem.", "ver-", "[zus van P07]", "ja",
         "niet.", "dat", "[unclear: uh wat]", "hm.", "Jan", "—", "…"]
    ),
    max_size=14,
).map(" ".join)  # fmt: skip


@given(spoken, st.sampled_from(["nl", "en"]))
def test_words_keep_their_times_and_say_what_the_text_says(text: str, language: str) -> None:
    said = turn(text)
    shown = in_layer(said, language, "clean")
    assert "".join("".join(word.text for word in shown.words).split()) == "".join(
        shown.text.split()
    )
    times = {(word.start_ms, word.end_ms) for word in said.words}
    starts, ends = ({pair[at] for pair in times} for at in (0, 1))
    assert all(word.start_ms in starts and word.end_ms in ends for word in shown.words)
    assert [word.start_ms for word in shown.words] == sorted(word.start_ms for word in shown.words)
    assert in_layer(shown, language, "clean").text == shown.text
    assert (shown.number, shown.speaker, shown.start_ms, shown.end_ms) == (
        said.number, said.speaker, said.start_ms, said.end_ms,
    )  # fmt: skip
