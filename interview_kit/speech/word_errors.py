"""How far a text is from what was said: the word error rate.

The least number of words that are to be replaced, put in and taken out (Levenshtein), as a share of
the words that were said; case and punctuation do not count. A language without blanks between words
has no such rate.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from interview_kit.model.unclear_mark import without_marks

_APOSTROPHES = str.maketrans("’ʼ", "''")
# Letters and figures, with the vowel signs that are written over Latin, Arabic and Hebrew ones.
_WORD = re.compile(r"[\w\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+(?:'\w+)*")


@dataclass(frozen=True, slots=True)
class WordErrors:
    """What was to be changed in a text to get the `words` that were said."""

    words: int
    substituted: int = 0
    inserted: int = 0
    deleted: int = 0

    @property
    def percent(self) -> float | None:
        """The word error rate; None where nothing was said."""
        errors = self.substituted + self.inserted + self.deleted
        return 100 * errors / self.words if self.words else None

    def __add__(self, other: WordErrors) -> WordErrors:
        """The errors of two texts together."""
        return WordErrors(
            self.words + other.words,
            self.substituted + other.substituted,
            self.inserted + other.inserted,
            self.deleted + other.deleted,
        )


def compared_words(text: str) -> list[str]:
    """The words that are compared: without case, punctuation and marks of unclear words."""
    plain_text = unicodedata.normalize("NFC", without_marks(text)).translate(_APOSTROPHES)
    return _WORD.findall(plain_text.casefold())


def word_errors(said: str, heard: str) -> WordErrors:
    """How `heard` differs from what was `said`."""
    said_words = compared_words(said)
    kinds = [edit.tag for edit in Levenshtein.editops(said_words, compared_words(heard))]
    return WordErrors(
        len(said_words), kinds.count("replace"), kinds.count("insert"), kinds.count("delete")
    )


def total_errors(parts: Iterable[WordErrors]) -> WordErrors:
    """The errors of several texts together."""
    return sum(parts, WordErrors(0))
