"""Words that a model wrote as it heard them are spelt as their language spells them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.word import Word
from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.phonetics import sound_key
from interview_kit.speech.respelling import respelt

pytestmark = pytest.mark.pure

STEP_MS = 500


def chunk(text: str, language: str = "nl", alternative: str | None = None) -> Chunk:
    """A sentence with a word each half second; `word:0.3` is as probable as it says, others 0.9."""
    words = []
    for place, part in enumerate(text.split()):
        word, _, probability = part.partition(":")
        times = (place * STEP_MS, (place + 1) * STEP_MS)
        words.append(Word(f" {word}", *times, float(probability or 0.9), alternative=alternative))
    return Chunk(0, 100, language, (Segment(tuple(words)),))


def respelt_words(text: str, *familiar_words: str, language: str = "nl") -> list[Word]:
    (section,) = respelt([chunk(text, language)], familiar_words)
    return [word for segment in section.segments for word in segment.words]


def respelt_text(text: str, *familiar_words: str, language: str = "nl") -> str:
    words = respelt_words(text, *familiar_words, language=language)
    return "".join(word.text for word in words).strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de huis arts kwam.", "de huisarts kwam."),
        ("Zieken huis, dat hielp.", "Ziekenhuis, dat hielp."),
        ("ik was best te vreden", "ik was best tevreden"),
        ("dat had twee oorzaaken.", "dat had twee oorzaken."),
        ("van de psygiater", "van de psychiater"),
        ("geen medisijn", "geen medicijn"),
        ("de andere patientten", "de andere patiënten"),
        ("dat was met kersmis:0.5", "dat was met kerstmis"),
    ],
)
def test_words_are_spelt_as_the_list_spells_them(text: str, expected: str) -> None:
    assert respelt_text(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ik ben aan zet.",
        "zo lang als het duurt",
        "hij dacht er aan",
        "bij mijn huis, arts of niet",
        "het huis Arts van toen",
        "een huis ? arts",
        "Sleetage en Oorzaaken",
        "ik zei whatever, gewoon relax",
        "ik ben vro",
        "12 uur",
        "dat was met kersmis:0.9",
        "wetenschappelijkee:0.5",
    ],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert respelt_text(text) == text.partition(":")[0]


def test_words_of_the_study_stay_as_they_are() -> None:
    assert respelt_text("in huis oorzaaken", "oorzaaken") == "in huis oorzaaken"
    assert respelt_text("de huis arts", "huis") == "de huis arts"


def test_a_name_is_no_half_of_a_word() -> None:
    assert respelt_text("Roos tak") == "Roos tak"
    assert respelt_text("de roos tak") == "de roos tak"


@pytest.mark.parametrize("language", ["en", "de", ""])
def test_other_languages_stay_as_they_are(language: str) -> None:
    text = "the oorzaaken huis arts set up"
    assert respelt_text(text, language=language) == text


def test_two_as_one_last_as_long_as_both_and_are_as_doubtful_as_the_more_doubtful() -> None:
    (_the, word) = respelt_words("de huis arts:0.88")
    assert (word.start_ms, word.end_ms) == (STEP_MS, 3 * STEP_MS)
    assert word.probability == pytest.approx(0.88)
    assert word.alternative is None


def test_what_the_model_wrote_stands_beside_another_spelling() -> None:
    (word,) = respelt_words("oorzaaken,")
    assert (word.text, word.alternative) == (" oorzaken,", " oorzaaken,")


def test_what_another_reading_has_stays_beside_the_word() -> None:
    (section,) = respelt([chunk("huis arts", alternative=" pak")])
    (word,) = section.segments[0].words
    assert (word.text, word.alternative) == (" huisarts", " pak pak")
    (section,) = respelt([chunk("oorzaaken", alternative=" zaken")])
    assert section.segments[0].words[0].alternative == " zaken"


PARTS = ("huis", "arts", "te", "vreden", "oorzaaken", "Huis", "bed,", "zij", "Anna", "xqk", "—")


@given(st.lists(st.sampled_from(PARTS), max_size=8))
def test_of_what_the_model_was_sure_of_the_sound_stays_and_all_is_respelt_once(
    parts: list[str],
) -> None:
    text = respelt_text(" ".join(parts))
    assert sound(text) == sound(" ".join(parts))
    assert respelt_text(text) == text


def sound(text: str) -> str:
    return "".join(sound_key(word) for word in fold_words(text)).replace(" ", "")
