"""How names are said, and where words that were heard may be one of them, badly written.

Generous: a model that is asked about each place decides (`speech/name_hearing.py`). What a text
writes as the name, or sounds just like it, is found there already (`roster_match.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest

from rapidfuzz import fuzz

from interview_kit.pseudonym.fold import fold_words, tokens
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.person_name import PARTICLES, split_name
from interview_kit.pseudonym.phonetics import skeleton, sound_key

SHORTEST = 3
"""Letters; what is shorter sounds like too much."""

MORE_WORDS = 3
"""A name may have been heard as so many words more than it has: `ze heeft het in` for Seyfettin."""

LEAST_LIKENESS = 45
"""Of the sounds, in percent, for a place to be asked about at all."""

MOST_PLACES = 3
"""So many places of a stretch of talk, the likeliest, are asked about for each form of a name."""


@dataclass(frozen=True, slots=True)
class LikelyPlace:
    """Words from `first` up to `end` that may be a name; `likeness` is that of sounds, 0 to 100."""

    first: int
    end: int
    likeness: float


@dataclass(frozen=True, slots=True)
class SoughtName:
    """A name that is looked for in the sound, as it was typed, and in what forms it is said."""

    text: str
    forms: tuple[str, ...]


def sought_name(text: str, type: MentionType) -> SoughtName:
    """A name with its forms, as they are written: whole, first name, surname, nickname.

    Of what is no person, the whole. A form without capitals gets them, as a model would write it.
    """
    name_text = text.title() if text.islower() else text
    if type is not MentionType.PERSON:
        forms = [" ".join(name_text.split())]
    else:
        written = {token.folded: name_text[token.start : token.end] for token in tokens(name_text)}
        name = split_name(name_text)
        given_names = ((word,) for word in (*name.given, *name.nicknames))
        tail = (*name.particles, *name.surname)
        forms = [
            " ".join(written.get(word, word) for word in words)
            for words in (name.given, (*name.given, *tail), tail, *given_names)
        ]
    return SoughtName(text, tuple(dict.fromkeys(filter(_is_sayable, forms))))


def likely_places(words: Sequence[str], form: str) -> list[LikelyPlace]:
    """Where neighbouring `words` sound somewhat like `form`, the likeliest first.

    None where they are written as it: that is no suspicion.
    """
    sound = _sound("".join(fold_words(form)))
    return nlargest(
        MOST_PLACES,
        (
            LikelyPlace(first, end, likeness)
            for first, end in _spans(words, len(form.split()) + MORE_WORDS)
            if (likeness := _likeness(words[first:end], sound)) >= LEAST_LIKENESS
        ),
        key=lambda place: place.likeness,
    )


def _is_sayable(form: str) -> bool:
    words = [word for word in fold_words(form) if word not in PARTICLES]
    return len("".join(words)) >= SHORTEST and any(map(str.isalpha, words))


def _spans(words: Sequence[str], longest: int) -> Iterator[tuple[int, int]]:
    """The neighbouring words, so many at most, that begin and end with letters."""
    lettered = [any(map(str.isalpha, word)) for word in words]
    return (
        (first, end)
        for first in range(len(words))
        for end in range(first + 1, min(len(words), first + longest) + 1)
        if lettered[first] and lettered[end - 1]
    )


def _sound(folded_word: str) -> tuple[str, str, str]:
    """A word as it is written, its sounds, and its sounds without the vowels' kinds."""
    return folded_word, sound_key(folded_word), skeleton(folded_word)


def _likeness(words: Sequence[str], sound: tuple[str, str, str]) -> float:
    heard_word = "".join(fold_words("".join(words)))
    if not heard_word or heard_word == sound[0]:
        return 0.0
    _word, key, bones = _sound(heard_word)
    return float(fuzz.ratio(key, sound[1]) + fuzz.ratio(bones, sound[2])) / 2
