"""What the network is told of a word beside its letters: ones and zeros from the word lists."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from interview_kit.pseudonym.word_class import WordClass, word_class
from interview_kit.pseudonym.word_features import Hidden, of_word

# How often, what the lists say, and what kind of word: the letters that `features` puts together.
_MARKS = "0123456789" + "/" + "dgspcn+?#." + "TKAv"
_SHAPES = ("a", "A", "Aa", "x")
_STANDINGS = tuple(WordClass)
COUNT = len(_MARKS) + len(_SHAPES) + len(_STANDINGS)


@lru_cache(maxsize=65536)
def traits(token: str, language: str, hidden_part: Hidden | None = None) -> NDArray[np.float32]:
    """`COUNT` ones and zeros; what is `hidden_part` in training is left out."""
    row = np.zeros(COUNT, np.float32)
    _, marks, own_features = of_word(
        token, language, hidden_part if hidden_part is Hidden.NAMES else None
    )
    row[len(_MARKS) + _SHAPES.index(own_features[0].removeprefix("c="))] = 1
    if hidden_part is not Hidden.ALL:
        row[[_MARKS.index(mark) for mark in marks if mark in _MARKS]] = 1
    if not hidden_part:
        row[len(_MARKS) + len(_SHAPES) + _STANDINGS.index(word_class(token, language))] = 1
    row.flags.writeable = False
    return row
