"""Words of a study's own that the model may have misspelt: names, medication, institutions.

A model that is handed all of them writes some where nobody said them. So it is handed those alone
that sound like something it wrote by itself, for that piece of sound alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.phonetics import sound_key

NEIGHBOURS = 3
"""A term may have been heard as so many words: `hal doel`."""

SHORTEST = 5
"""Letters; too much sounds like a shorter one."""

LIKENESS = 75
"""Of the sounds, in percent: a model that knows no such word writes something rather unlike it."""


def misheard_terms(text: str, terms: Iterable[str]) -> tuple[str, ...]:
    """The `terms` that, whole or in part, sound somewhat like words of `text` that are not it."""
    heard_words = _heard(text)
    keys = {sound_key(word) for word in heard_words}
    return tuple(
        term
        for term in terms
        if any(
            process.extractOne(sound_key(form), keys, scorer=fuzz.ratio, score_cutoff=LIKENESS)
            for form in _forms(term) - heard_words
        )
    )


def is_better_decoding(text: str, text_before: str, terms: Iterable[str]) -> bool:
    """Whether one of `terms` is in `text`, whole or in part, and was not in `text_before`."""
    gained_words = _heard(text) - _heard(text_before)
    return any(not gained_words.isdisjoint(_forms(term)) for term in terms)


def _heard(text: str) -> set[str]:
    """Every few neighbouring words of `text`, written as one."""
    words = fold_words(text)
    return {
        "".join(words[at : at + count])
        for count in range(1, NEIGHBOURS + 1)
        for at in range(len(words) - count + 1)
    }


def _forms(term: str) -> set[str]:
    """A term as one word, and its words with a capital: of a full name often one alone is said."""
    capital_words = (word for word in term.split() if word[0].isupper())
    forms = ("".join(fold_words(entry)) for entry in (term, *capital_words))
    return {form for form in forms if len(form) >= SHORTEST}
