"""Folding: what is left of a word when case, accents and typography do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# Marks that combine with a letter, and characters that are drawn as nothing. They stand inside
# words, and a name must not slip through because of them.
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(rf"[^\W_]+(?:[\u0300-\u036f{_INVISIBLE}]+[^\W_]*|['’ʼ][^\W_]+)*")
_DROP = re.compile(rf"[\u0300-\u036f{_INVISIBLE}]+")
_APOSTROPHES = str.maketrans("’ʼ‘`´", "'''''")
# Letters that Unicode does not take apart but that are heard and typed as their neighbours.
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its place in code points, and its folded form."""

    start: int
    end: int
    folded: str


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`text` without case, accents, invisible characters and typographic apostrophes."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return _DROP.sub("", apart).translate(_STROKES).translate(_APOSTROPHES)


def tokens(text: str) -> Iterator[Token]:
    """The words of `text` in order; a hyphen parts words, an apostrophe inside one does not."""
    for match in _WORD.finditer(text):
        folded = fold(match.group())
        if folded:
            yield Token(match.start(), match.end(), folded)


def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of `text`."""
    return tuple(filter(None, map(fold, _WORD.findall(text))))


def word_set(listed: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(listed.split())
