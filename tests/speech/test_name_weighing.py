"""A name is heard where its text is the likelier one, by a decoder that says how likely it is."""

from __future__ import annotations

import numpy as np
import pytest

from interview_kit.pseudonym.spoken_names import SoughtName
from interview_kit.speech.name_weighing import hear_names
from interview_kit.speech.resampling import SPEECH_RATE, SlidingSound
from interview_kit.speech.talk_stretch import (
    AFTER_MS,
    BEFORE_MS,
    TalkWord,
    sound_span,
    talk_stretches,
)
from tests.speech.scripted_decoder import WORD_S, ScriptedDecoder, numbers_spoken

pytestmark = pytest.mark.pure

WORD_MS = round(WORD_S * 1000)
MARIEKE = SoughtName("Marieke", ("Marieke",))


def talk(*words: str, names: tuple[str, ...] = ()) -> tuple[TalkWord, ...]:
    return tuple(
        TalkWord(f" {word}", at * WORD_MS, (at + 1) * WORD_MS, 1.0, word in names)
        for at, word in enumerate(words)
    )


def hear(stretch, *names, decoder):
    sound = (numbers_spoken(len(stretch)) / 32_768).astype(np.float32)
    return hear_names(decoder, sound, stretch, names, "nl")


def test_a_name_is_heard_where_it_sounds_and_the_text_has_something_like_it():
    decoder = ScriptedDecoder(names={"Marieke": "3"})
    (name,) = hear(talk("1", "2", "marik", "4", "5"), MARIEKE, decoder=decoder)
    assert (name.name, name.form, name.words) == ("Marieke", "Marieke", "marik")
    assert name.start_ms <= 2 * WORD_MS
    assert name.end_ms >= 3 * WORD_MS
    assert 0.5 < name.score <= 1


def test_what_only_sounds_alike_in_writing_is_no_name():
    decoder = ScriptedDecoder(names={"Marieke": "9", "marik": "3"})
    assert hear(talk("1", "2", "marik", "4", "5"), MARIEKE, decoder=decoder) == []


def test_a_word_that_is_known_as_a_name_is_not_asked_about():
    decoder = ScriptedDecoder(names={"Marieke": "3"})
    stretch = talk("1", "2", "marik", "4", names=("marik",))
    assert hear(stretch, MARIEKE, decoder=decoder) == []


def test_of_two_names_for_the_same_words_the_surer_one_is_heard():
    decoder = ScriptedDecoder(names={"Marieke": "3"})
    other = SoughtName("Marijke", ("Marijke",))
    names = hear(talk("1", "2", "marik", "4", "5"), other, MARIEKE, decoder=decoder)
    assert [name.name for name in names] == ["Marieke"]


def test_a_first_name_that_may_be_said_before_a_surer_surname_is_covered_too():
    decoder = ScriptedDecoder(names={"Kieran": "3", "Stam": "4"})
    kieran = SoughtName("Kieran Stam", ("Kieran", "Kieran Stam", "Stam"))
    (name,) = hear(talk("1", "2", "kierran", "stem", "5"), kieran, decoder=decoder)
    assert (name.form, name.words) == ("Kieran Stam", "kierran stem")


def test_short_sentences_are_weighed_together_and_pauses_part_them():
    words = [
        TalkWord(" Ja.", 0, 300, 0.9),
        TalkWord(" Nou", 400, 700, 0.9),
        TalkWord(" dan.", 700, 3_000, 0.9),
        TalkWord(" Toen.", 3_100, 3_500, 0.9),
        TalkWord(" Later", 9_000, 9_400, 0.9),
    ]
    stretches = list(talk_stretches(words))
    assert [len(stretch) for stretch in stretches] == [3, 1, 1]
    assert sound_span(stretches[1]) == (3_100 - BEFORE_MS, 3_500 + AFTER_MS)
    assert sound_span(stretches[0])[0] == 0


def test_sound_that_slides_by_keeps_its_place():
    sound = SlidingSound()
    for second in range(200):
        sound.add(np.full(SPEECH_RATE, second, np.float32))
    assert sound.end_ms == 200_000
    assert set(sound.take(150_500, 151_500).tolist()) == {150, 151}
    assert set(sound.take(1_000, 2_000).tolist()) == {0}
    assert len(sound.take(199_500, 200_500)) == SPEECH_RATE
