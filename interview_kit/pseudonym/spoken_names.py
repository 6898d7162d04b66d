"""How names are said, and where words that were heard may be one of them, badly written.

Generous: a model that is asked about each place decides (`speech/name_weighing.py`). What a text
writes as the name, or sounds just like it, is found there already (`roster_match.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
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

LEAST_LIKENESS = 60
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
class SpanSound:
    """Words from `first` up to `end`, written as one `folded_word`."""

    first: int
    end: int
    folded_word: str

    @property
    def key(self) -> str:
        """Their sounds."""
        return sound_key(self.folded_word)

    @property
    def bones(self) -> str:
        """Their sounds without the kinds of vowels and of near consonants."""
        return skeleton(self.folded_word)


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
        spellings = {
            token.folded: name_text[token.start : token.end] for token in tokens(name_text)
        }
        name = split_name(name_text)
        given_names = ((word,) for word in (*name.given, *name.nicknames))
        tail = (*name.particles, *name.surname)
        forms = [
            " ".join(spellings.get(word, word) for word in words)
            for words in (name.given, (*name.given, *tail), tail, *given_names)
        ]
    return SoughtName(text, tuple(dict.fromkeys(filter(_is_sayable, forms))))


def span_sounds(words: Sequence[str], longest: int) -> list[SpanSound]:
    """How all neighbouring `words`, so many at most, sound that begin and end with letters."""
    has_letters = [any(map(str.isalpha, word)) for word in words]
    return [
        SpanSound(first, end, "".join(fold_words("".join(words[first:end]))))
        for first in range(len(words))
        for end in range(first + 1, min(len(words), first + longest) + 1)
        if has_letters[first] and has_letters[end - 1]
    ]


def likely_places(spans: Sequence[SpanSound], form: str) -> list[LikelyPlace]:
    """Where words sound somewhat like `form`, the likeliest first.

    None where they are written as it: that is no suspicion.
    """
    longest = len(form.split()) + MORE_WORDS
    sought = SpanSound(0, 0, "".join(fold_words(form)))
    written_spans = [span for span in spans if span.folded_word == sought.folded_word]
    return nlargest(
        MOST_PLACES,
        (
            LikelyPlace(span.first, span.end, likeness)
            for span in spans
            if span.end - span.first <= longest
            and not any(
                span.first < other_span.end and other_span.first < span.end
                for other_span in written_spans
            )
            and (likeness := _likeness(span, sought)) >= LEAST_LIKENESS
        ),
        key=lambda place: place.likeness,
    )


def _is_sayable(form: str) -> bool:
    words = [word for word in fold_words(form) if word not in PARTICLES]
    return len("".join(words)) >= SHORTEST and any(map(str.isalpha, words))


def _likeness(span: SpanSound, sought: SpanSound) -> float:
    if not span.folded_word:
        return 0.0
    return float(fuzz.ratio(span.key, sought.key) + fuzz.ratio(span.bones, sought.bones)) / 2
