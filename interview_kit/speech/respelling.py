"""Words as their language spells them, where a model wrote what it heard: `huis dier`, `oorzaaken`.

A model hears a compound and writes its halves, or hears a word and writes one that does not exist
and sounds the same. Halves are joined where the whole is a word and far commoner than its halves
would meet by chance. A word of no list becomes the one of the list that sounds the same or, where
the model was not sure, the common one that sounds nearly the same. Small models err so often
(docs/BENCHMARKS.md, "Respelling").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.word import Word
from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.lexicon import is_name, marks, with_accents, zipf
from interview_kit.pseudonym.phonetics import sound_key
from interview_kit.speech.spell_checker import LEAST_ZIPF, LISTED_LANGUAGES, words_by_sound

RESPELT_LANGUAGES = ("nl",)
"""The languages that write compounds as one word and whose sounds `sound_key` knows."""

PER_BILLION = 9
"""The Zipf scale counts how often a word occurs in so many powers of ten of words (van Heuven et
al. 2014): two that have nothing to do with each other meet as often as the sum of both less this.
"""

LEAST_ODDS = 3
"""So many powers of ten commoner than its halves would meet by chance is a word that is joined."""

SHORTEST_HEAD, SHORTEST_TAIL, SHORTEST_JOINED = 2, 3, 6
"""Letters of the first half, the second, and both."""

SHORTEST_RESPELT, LONGEST_RESPELT = 4, 16
"""Letters of a word that is spelt otherwise: of shorter ones too many sound alike, and longer ones
are on no list."""

SURE = 0.8
"""A word that is more probable may be one that the lists lack."""

SHORTEST_NEAR, LEAST_NEAR_ZIPF, MOST_EDITS = 6, 3, 2
"""Letters of a word for which one is written that sounds nearly the same, how common that one is,
and by how many letters it may differ."""

SHORTEST_NEAR_SOUND = 5
"""Sounds of that one."""

_WORD = re.compile(r"(\W*)([^\W\d_]+)(\W*)")


def respelt(chunks: Iterable[Chunk], familiar_words: Collection[str] = ()) -> Iterator[Chunk]:
    """The stretches with the words of each sentence as their language spells them.

    `familiar_words` are folded ones that the study knows, which stay as they are, and so do names
    and other words with a capital. What a model wrote in another spelling stands beside the word.
    """
    for chunk in chunks:
        if chunk.language not in RESPELT_LANGUAGES:
            yield chunk
            continue
        segments = (
            Segment(
                tuple(
                    _respelt_word(word, chunk.language, familiar_words)
                    for word in _joined_halves(segment.words, chunk.language, familiar_words)
                )
            )
            for segment in chunk.segments
        )
        yield replace(chunk, segments=tuple(segments))


def _joined_halves(
    words: Sequence[Word], language: str, familiar_words: Collection[str]
) -> Iterator[Word]:
    """The words of a sentence, two as one where they are halves."""
    place = 0
    while place < len(words):
        halves = words[place : place + 2]
        joined_text = _joined_text(halves, language, familiar_words)
        yield _joined(halves, joined_text) if joined_text else words[place]
        place += 2 if joined_text else 1


def _joined_text(halves: Sequence[Word], language: str, familiar_words: Collection[str]) -> str:
    """What two neighbours make together, with the blank and the marks around them; else ''.

    Nobody is asked, so the whole must be far commoner than its halves would meet by chance;
    `expected_errors.joined_word` takes more for halves, to doubt them.
    """
    if len(halves) < 2:
        return ""
    first, last = (_WORD.fullmatch(word.text) for word in halves)
    if first is None or last is None:
        return ""
    (before, head, between), (gap, tail, behind) = first.groups(), last.groups()
    folded_halves = fold(head), fold(tail)
    joined_word = "".join(folded_halves)
    is_apart = between or gap.strip() or not tail.islower()
    is_short = len(head) < SHORTEST_HEAD or len(tail) < SHORTEST_TAIL
    if is_apart or is_short or len(joined_word) < SHORTEST_JOINED:
        return ""
    head_entry, tail_entry, joined_entry = (
        marks(word, language) for word in (*folded_halves, joined_word)
    )
    is_named = not head.islower() and is_name(head_entry)
    by_chance = zipf(head_entry) + zipf(tail_entry) - PER_BILLION
    if (
        is_named
        or "d" not in joined_entry
        or zipf(joined_entry) < max(LEAST_ZIPF, by_chance + LEAST_ODDS)
        or not {*folded_halves}.isdisjoint(familiar_words)
    ):
        return ""
    return f"{before}{_like(head, with_accents(joined_word, language))}{behind}"


def _joined(halves: Sequence[Word], text: str) -> Word:
    """Two words as one, as doubtful as the more doubtful of both."""
    first, last = halves
    alternative = None
    if any(word.alternative is not None for word in halves):
        alternative = "".join(
            word.text if word.alternative is None else word.alternative for word in halves
        )
    return replace(
        first,
        text=text,
        end_ms=last.end_ms,
        probability=min(first.probability, last.probability),
        overlap=first.overlap or last.overlap,
        alternative=alternative,
    )


def _respelt_word(word: Word, language: str, familiar_words: Collection[str]) -> Word:
    """The word as the list spells what it sounds like, where no list has it as it is."""
    match = _WORD.fullmatch(word.text)
    if match is None or not match.group(2).islower():
        return word
    if not SHORTEST_RESPELT <= len(match.group(2)) <= LONGEST_RESPELT:
        return word
    before, letters, behind = match.groups()
    folded_word = fold(letters)
    if folded_word in familiar_words or any(marks(folded_word, code) for code in LISTED_LANGUAGES):
        return word
    spelling = _same_sounding(folded_word, language)
    if not spelling and word.probability < SURE:
        spelling = _near_sounding(folded_word, language)
    if not spelling:
        return word
    return replace(
        word,
        text=f"{before}{with_accents(spelling, language)}{behind}",
        alternative=word.text if word.alternative is None else word.alternative,
    )


def _same_sounding(folded_word: str, language: str) -> str:
    """The word of the list that sounds the same, the commonest; '' where there is none."""
    spellings = words_by_sound(language).get(sound_key(folded_word), ())
    return _commonest(
        (spelling for spelling in spellings if len(spelling) >= SHORTEST_RESPELT), language
    )


@lru_cache(maxsize=4096)
def _near_sounding(folded_word: str, language: str) -> str:
    """The common word that sounds the same but for one sound, not the first; '' where none does."""
    if len(folded_word) < SHORTEST_NEAR:
        return ""
    key, words = sound_key(folded_word), words_by_sound(language)
    near_keys = process.extract(
        key, words.keys(), scorer=Levenshtein.distance, score_cutoff=1, limit=None
    )
    return _commonest(
        (
            spelling
            for near_key, _edits, _place in near_keys
            if near_key[:1] == key[:1] and len(near_key) >= SHORTEST_NEAR_SOUND
            for spelling in words[near_key]
            if zipf(marks(spelling, language)) >= LEAST_NEAR_ZIPF
            and Levenshtein.distance(folded_word, spelling) <= MOST_EDITS
        ),
        language,
    )


def _commonest(spellings: Iterable[str], language: str) -> str:
    """The one that is commoner than all others; '' where there is none or several are as common."""
    frequencies = {spelling: zipf(marks(spelling, language)) for spelling in spellings}
    highest = max(frequencies.values(), default=0)
    commonest = [spelling for spelling, frequency in frequencies.items() if frequency == highest]
    return commonest[0] if len(commonest) == 1 else ""


def _like(letters: str, word: str) -> str:
    """The word with a capital where the letters have one."""
    return word[:1].upper() + word[1:] if letters[:1].isupper() else word
