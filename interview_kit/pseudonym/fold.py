"""Folding: what is left of a word when case, accents and typography do not count."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain, islice

from interview_kit.pseudonym.look_alikes import LOOK_ALIKES

# Marks that combine with a letter, and characters that are drawn as nothing. They stand inside
# words, and a name must not slip through because of them.
_INVISIBLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e007f\U000e0100-\U000e01ef"
)
_MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c2\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06dc\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}{_INVISIBLE}]+[^\W_]*|['’ʼ][^\W_]+)*")
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
_STRETCH = re.compile(r"\S+")
# No `$`, `€` or `+`: they stand for letters in names written in signs.
_SENTENCE_MARKS = ".,;:?…\"()[]«»“”„‘’'"
_DROP = re.compile(rf"[{_MARKS}{_INVISIBLE}]+")
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
    """`text` without case, accents, invisible characters and typographic apostrophes.

    Letters that are drawn like Latin ones are those (`look_alikes`).
    """
    if text.isascii():
        return text.casefold().translate(_APOSTROPHES)
    latin = unicodedata.normalize("NFKD", text).translate(LOOK_ALIKES)
    decomposed = unicodedata.normalize("NFKD", latin.casefold())
    return _DROP.sub("", decomposed).translate(_STROKES).translate(_APOSTROPHES)


def tokens(text: str) -> Iterator[Token]:
    """The words of `text` in order; a hyphen parts words, an apostrophe inside one does not."""
    for match in _WORD.finditer(text):
        folded_text = fold(match.group())
        if folded_text:
            yield Token(match.start(), match.end(), folded_text)


def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of `text`."""
    if text.isascii():  # most is, and needs no more than this
        return tuple(_ASCII_WORD.findall(text.lower()))
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

    @property
    def unlike_stretches(self) -> Iterable[str]:
        """The stretches without white space, each once."""
        return self._parts.keys()

    def places_of(self, stretch: str) -> Iterator[tuple[int, int]]:
        """Where a stretch without white space begins and ends, in code points.

        The marks of the sentence around it are no part of it.
        """
        before = len(stretch) - len(stretch.lstrip(_SENTENCE_MARKS))
        length = len(stretch.strip(_SENTENCE_MARKS))
        for at, each in enumerate(self._spans):
            if each == stretch:
                start = self._starts[at] + before
                yield start, start + length

    def gaps(self, at: int, count: int) -> Iterator[tuple[int, int]]:
        """Where what stands between each two of `count` words begins and ends."""
        for left in range(at, at + count - 1):
            yield self._span(left)[1], self._span(left + 1)[0]

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
