"""Folding: what is left of a word when case, accents and typography do not count."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain, islice

# Marks that combine with a letter, and characters that are drawn as nothing. They stand inside
# words, and a name must not slip through because of them.
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(rf"[^\W_]+(?:[\u0300-\u036f{_INVISIBLE}]+[^\W_]*|['’ʼ][^\W_]+)*")
_STRETCH = re.compile(r"\S+")
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
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _DROP.sub("", decomposed).translate(_STROKES).translate(_APOSTROPHES)


def tokens(text: str) -> Iterator[Token]:
    """The words of `text` in order; a hyphen parts words, an apostrophe inside one does not."""
    for match in _WORD.finditer(text):
        folded_text = fold(match.group())
        if folded_text:
            yield Token(match.start(), match.end(), folded_text)


def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of `text`."""
    return tuple(filter(None, map(fold, _WORD.findall(text))))


class WordsOf:
    """The folded words of a long text, in order; where they stand is worked out when asked.

    Most texts repeat themselves, and of most words nobody asks the place: so each stretch without
    white space is taken apart once, which is many times as fast as `tokens`.
    """

    def __init__(self, text: str) -> None:
        """Take `text` apart."""
        self.text = text
        stretches = text.split()
        self._parts = {phrase: fold_words(phrase) for phrase in set(stretches)}
        self._spans = stretches
        self.folded = list(chain.from_iterable(map(self._parts.__getitem__, stretches)))

    def place(self, at: int, count: int) -> tuple[int, int]:
        """Where the `count` words from the word at `at` on begin and end, in code points."""
        return self._span(at)[0], self._span(at + count - 1)[1]

    @cached_property
    def _counts(self) -> list[int]:
        """How many words there are up to and with each stretch."""
        return list(accumulate(map(len, map(self._parts.__getitem__, self._spans))))

    @cached_property
    def _starts(self) -> list[int]:
        return [match.start() for match in _STRETCH.finditer(self.text)]

    def _span(self, at: int) -> tuple[int, int]:
        stretch = bisect_right(self._counts, at)
        within = at - (self._counts[stretch - 1] if stretch else 0)
        token = next(islice(tokens(self._spans[stretch]), within, None))
        return self._starts[stretch] + token.start, self._starts[stretch] + token.end


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(text.split())
