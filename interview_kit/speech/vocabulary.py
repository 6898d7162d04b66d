"""Words of a study's own that the model may have misspelt: medication, institutions.

A model that is handed all of them writes some where nobody said them. So it is handed those alone
that sound like something it wrote by itself, for that piece of sound alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.sound import sound_key

NEIGHBOURS = 3
"""A term may have been heard as so many words: `hal doel`."""

SHORTEST = 5
"""Letters; too much sounds like a shorter one."""

LIKENESS = 75
"""Of the sounds, in percent: a model that knows no such word writes something rather unlike it."""


def misheard(text: str, terms: Iterable[str]) -> tuple[str, ...]:
    """The `terms` that are not in `text`, but sound somewhat like words of it."""
    heard = _heard(text)
    keys = {sound_key(each) for each in heard}
    return tuple(
        term
        for term in terms
        if len(name := _one_word(term)) >= SHORTEST
        and name not in heard
        and process.extractOne(sound_key(name), keys, scorer=fuzz.ratio, score_cutoff=LIKENESS)
    )


def holds_any(text: str, terms: Iterable[str]) -> bool:
    """Whether one of `terms` is in `text`."""
    return not _heard(text).isdisjoint(map(_one_word, terms))


def _heard(text: str) -> set[str]:
    """Every few neighbouring words of `text`, written as one."""
    words = fold_words(text)
    return {
        "".join(words[at : at + count])
        for count in range(1, NEIGHBOURS + 1)
        for at in range(len(words) - count + 1)
    }


def _one_word(term: str) -> str:
    return "".join(fold_words(term))
