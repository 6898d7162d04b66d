"""Where in a turn's text its words stand, whatever was corrected around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from interview_kit.model.turn import Turn
from interview_kit.model.unclear_mark import marks
from interview_kit.model.word import Word
from interview_kit.pseudonym.fold import Token, fold_words, tokens


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word in the text of a turn, `start` and `end` in code points.

    `number` is its place among the turn's timed words; a word of the text that none of them says
    is None there, and lies between the times of its neighbours.
    """

    start: int
    end: int
    start_ms: int
    end_ms: int
    number: int | None


def placed_words(turn: Turn) -> tuple[PlacedWord, ...]:
    """The words of a turn's text in order, each with its time; marks are no words."""
    mark_spans = marks(turn.text)
    written_words = [
        token
        for token in tokens(turn.text)
        if not any(start <= token.start < end for start, end in mark_spans)
    ]
    timed_words = [
        (number, folded_word)
        for number, word in enumerate(turn.words)
        for folded_word in fold_words(word.text)
    ]
    numbers = _numbers(written_words, timed_words)
    places: list[PlacedWord] = []
    reached_ms = turn.start_ms
    for token, number in zip(written_words, numbers, strict=True):
        last_place = places[-1] if places else None
        if number is not None and last_place is not None and last_place.number == number:
            # A word with a hyphen or an apostrophe is several words of the text.
            word = turn.words[number]
            places[-1] = PlacedWord(last_place.start, token.end, word.start_ms, word.end_ms, number)
            continue
        if number is None:
            places.append(PlacedWord(token.start, token.end, reached_ms, reached_ms, None))
        else:
            word = turn.words[number]
            reached_ms = max(reached_ms, word.end_ms)
            places.append(PlacedWord(token.start, token.end, word.start_ms, word.end_ms, number))
    return _with_ends(places, turn.end_ms)


def _numbers(
    written_words: Sequence[Token], timed_words: Sequence[tuple[int, str]]
) -> list[int | None]:
    """For each word of the text the number of the timed word that it is, or None."""
    written_sounds = [token.folded for token in written_words]
    timed_sounds = [sound for _number, sound in timed_words]
    if written_sounds == timed_sounds:
        return [number for number, _sound in timed_words]
    numbers: list[int | None] = [None] * len(written_words)
    for block in Levenshtein.opcodes(written_sounds, timed_sounds):
        if block.tag == "equal":
            for offset in range(block.src_end - block.src_start):
                numbers[block.src_start + offset] = timed_words[block.dest_start + offset][0]
    return numbers


def _with_ends(places: Sequence[PlacedWord], end_ms: int) -> tuple[PlacedWord, ...]:
    """The places, where those without a time last until the next one that has one."""
    timed_places: list[PlacedWord] = []
    next_ms = end_ms
    for place in reversed(places):
        if place.number is None:
            place = PlacedWord(
                place.start, place.end, place.start_ms, max(place.start_ms, next_ms), None
            )
        else:
            next_ms = place.start_ms
        timed_places.append(place)
    return tuple(reversed(timed_places))


def machine_words(turns: Sequence[Turn]) -> frozenset[tuple[int, str]]:
    """What tells words of a machine from those that a person put in: when each begins, its text."""
    return frozenset(word_key(word) for turn in turns for word in turn.words)


def word_key(word: Word) -> tuple[int, str]:
    """When a word begins, in ms, and how it reads without case and signs.

    A word is known by it when turns change around it.
    """
    return word.start_ms, " ".join(fold_words(word.text))
