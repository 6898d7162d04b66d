"""Signs in a turn that words of it are doubtful, beside how sure the model was of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.pseudonym.fold import fold_words, word_set
from interview_kit.speech.hallucination import is_credit, loops
from interview_kit.speech.voice_spans import VoiceSpans

NEGATIONS = word_set(
    "niet niets niks geen nooit niemand nergens noch nee not no never nothing nobody none nor"
    " cannot"
)
"""Folded words that turn a sentence around, in Dutch and English; so does `n't`."""

UNSURE_NEGATION = 0.7
"""The probability below which a negation is listened to."""

LEAST_MS_A_LETTER = 25
"""A long word that took less was not spoken: fluent talk takes 60 to 80 ms a letter."""

LONG_WORD = 5
"""Letters of a word whose times say something about its pace."""

QUIETER_DB = 30
"""A word so far under the others of the interview was said by nobody."""

WITHIN_SENTENCE_MS = 1_000
"""A sentence goes on after a pause of no more than this."""

_SENTENCE_ENDS = re.compile(r"[.?!…]['\")\]]*$")


def credit_words(words: Sequence[Word]) -> Iterator[int]:
    """The places of words in sentences that are nothing but the credits of a film."""
    for sentence in _sentences(words):
        if is_credit("".join(words[place].text for place in sentence)):
            yield from sentence


def repeated_words(words: Sequence[Word]) -> Iterator[int]:
    """The places of words in what is said again and again in a row."""
    for start, end in loops(words):
        yield from range(start, end)


def negation_words(words: Sequence[Word]) -> Iterator[int]:
    """The places of negations that are unsure, and of words that are one in the draft only."""
    for place, word in enumerate(words):
        is_negation = _negates(word.text)
        is_other = word.alternative is not None and is_negation != _negates(word.alternative)
        if is_other or (is_negation and word.probability < UNSURE_NEGATION):
            yield place


def hurried_words(words: Sequence[Word]) -> Iterator[int]:
    """The places of long words that took less time than anybody needs for them."""
    for place, word in enumerate(words):
        letters = sum(character.isalpha() for character in word.text)
        if letters >= LONG_WORD and word.end_ms - word.start_ms < LEAST_MS_A_LETTER * letters:
            yield place


def spoken_level(turns: Iterable[Turn]) -> float | None:
    """The level that words of an interview have, in dBFS; None where it has one channel."""
    levels = [max(word.levels) for turn in turns for word in turn.words if word.levels]
    return median(levels) if levels else None


def voiceless_words(
    words: Sequence[Word], level: float | None, voices: VoiceSpans
) -> Iterator[int]:
    """The places of words that are far under the `level` of the others, or beside all voices."""
    for place, word in enumerate(words):
        is_quiet = bool(word.levels) and level is not None and max(word.levels) < level - QUIETER_DB
        if is_quiet or not voices.reach(word.start_ms, word.end_ms):
            yield place


def contested_words(words: Sequence[Word], contested_voices: VoiceSpans) -> Iterator[int]:
    """The places of words that sound, for half of their time, more like another voice."""
    for place, word in enumerate(words):
        shared_ms = contested_voices.shared_ms(word.start_ms, word.end_ms)
        if shared_ms and 2 * shared_ms >= word.end_ms - word.start_ms:
            yield place


def breaks_sentence(turn_before: Turn, turn: Turn) -> bool:
    """Whether a turn goes on with a sentence that another speaker began."""
    return (
        turn_before.speaker is not turn.speaker
        and turn.start_ms - turn_before.end_ms <= WITHIN_SENTENCE_MS
        and turn.text[:1].islower()
        and not _SENTENCE_ENDS.search(turn_before.text)
    )


def _sentences(words: Sequence[Word]) -> Iterator[range]:
    """The places of the words of each sentence."""
    start = 0
    for place, word in enumerate(words):
        if _SENTENCE_ENDS.search(word.text) or place == len(words) - 1:
            yield range(start, place + 1)
            start = place + 1


def _negates(text: str) -> bool:
    return any(word in NEGATIONS or word.endswith("n't") for word in fold_words(text))
