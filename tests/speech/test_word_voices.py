"""Words of a sentence are given to voices, which may speak at once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from interview_kit.model.voice import Voice
from interview_kit.model.word import Word
from interview_kit.speech.word_voices import VoiceTimes, voiced_words

pytestmark = pytest.mark.pure


def word(start_ms: int, end_ms: int) -> Word:
    return Word(" ja", start_ms, end_ms, 0.9)


def numbers(words: Sequence[Word], *voices: Voice) -> list[int]:
    return [number for number, _word in voiced_words(words, VoiceTimes(voices))]


def overlaps(words: Sequence[Word], *voices: Voice) -> list[bool]:
    return [marked.overlap for _number, marked in voiced_words(words, VoiceTimes(voices))]


SENTENCE = [word(at, at + 200) for at in range(0, 2_000, 250)]


def test_a_word_beside_every_voice_belongs_to_the_nearest() -> None:
    voices = Voice(0, 1_000, 0), Voice(3_000, 4_000, 1)
    assert numbers([word(1_100, 1_300)], *voices) == [0]
    assert numbers([word(2_700, 2_900)], *voices) == [1]


def test_a_voice_that_began_long_ago_still_speaks() -> None:
    asides = [Voice(at, at + 100, 1) for at in range(1_000, 60_000, 1_000)]
    voices = sorted([Voice(0, 61_000, 0), *asides], key=lambda voice: voice.start_ms)
    assert numbers([word(60_500, 60_700)], *voices) == [0]


def test_a_short_answer_behind_a_sentence_keeps_its_speaker() -> None:
    words = [*SENTENCE, word(2_050, 2_300)]
    assert numbers(words, Voice(0, 1_950, 0), Voice(2_020, 2_350, 1)) == [0] * 8 + [1]


def test_a_word_at_the_edge_of_a_long_turn_stays_with_its_sentence() -> None:
    words = [*SENTENCE, word(2_050, 2_300)]
    assert numbers(words, Voice(0, 1_950, 0), Voice(2_020, 9_000, 1)) == [0] * 9


def test_a_sentence_changes_hands_where_enough_words_do() -> None:
    voices = Voice(0, 1_000, 0), Voice(1_000, 9_000, 1)
    assert numbers(SENTENCE, *voices) == [0] * 4 + [1] * 4


BOTH = [Voice(0, 1_000, 0), Voice(1_000, 2_000, 1), Voice(1_000, 2_000, 0), Voice(2_000, 9_000, 1)]
"""The second speaks into the first one's words, and is louder."""


def test_words_that_both_speak_over_are_marked_and_are_the_louder_ones() -> None:
    assert numbers(SENTENCE, *BOTH) == [0] * 4 + [1] * 4
    assert overlaps(SENTENCE, *BOTH) == [False] * 4 + [True] * 4


def test_who_speaks_on_under_another_says_no_word() -> None:
    softer = [Voice(0, 1_000, 0), Voice(1_000, 2_000, 0), Voice(1_000, 2_000, 1)]
    assert numbers(SENTENCE, *softer) == [0] * 8
    assert overlaps(SENTENCE, *softer) == [False] * 4 + [True] * 4
