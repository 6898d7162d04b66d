"""How many words of a text are probably wrong, from what the machine knows of it.

A logistic model of each word: how probable it was, and its neighbours, whether the draft has
another one, how long and how common it is, and whether it is half of a word. What it was fitted on,
and how far it was from the truth elsewhere, stands in docs/BENCHMARKS.md;
`scripts/fit_expected_errors.py` fits it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from interview_kit.model.word import Word
from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.lexicon import marks, zipf

MODEL_FILE = "expected_errors.json"
"""In the data of this room: weights by the name of the signal, for each kind of text."""

LEAST_PROBABILITY, MOST_PROBABILITY = 0.01, 0.995
"""Beyond these a probability says no more, and its odds have no end."""

LISTED_LANGUAGES = ("nl", "en")
"""The languages whose words are known here; of others it is not said that a word is rare."""

COMMONEST = 6
"""Of the Zipf scale: words that carry every sentence, and none is commoner here."""

FAMILIAR = "4d"
"""What a word of the study counts as, in the marks of the word list: an ordinary word."""

SHORTEST_JOINED = 5
"""Letters of a word that two others may be the halves of: `kerst dagen`."""

SHORTEST_TAIL = 3
"""Letters of the second half: `en`, `je` and `er` make a word of too much."""

FEATURES = (
    "constant",
    "odds",
    "odds below even",
    "lesser neighbour",
    "around",
    "differs",
    "begins",
    "length",
    "rare",
    "unlisted",
    "halves",
)
"""What is known of a word, in the order of its row."""


class Comparison(StrEnum):
    """What a text is and was compared with, on which hangs what its signals mean."""

    DRAFT = "draft"
    SETTLED = "settled"
    WITH_DRAFT = "settled, with a draft beside it"
    READINGS = "settled, and read again"


@dataclass(frozen=True, slots=True)
class ErrorModel:
    """Weights in the order of `FEATURES`, and how many errors one doubtful word stands for."""

    weights: tuple[float, ...]
    errors_each: float


def expected_errors(
    words: Sequence[Word],
    comparison: Comparison,
    language: str,
    familiar_words: Collection[str] = frozenset(),
) -> float:
    """How many errors the words of a turn have, words left out among them; a count, not a share.

    `familiar_words` are folded ones that the study knows: its vocabulary and its roster.
    """
    word_sum = float(word_chances(words, comparison, language, familiar_words).sum())
    return word_sum * errors_each(comparison)


def word_chances(
    words: Sequence[Word],
    comparison: Comparison,
    language: str,
    familiar_words: Collection[str] = frozenset(),
) -> NDArray[np.float64]:
    """For each word of a turn the chance that something is wrong at it, 0 to 1."""
    if not words:
        return np.zeros(0)
    return chances(signals(words, language, familiar_words), _models()[comparison].weights)


def errors_each(comparison: Comparison) -> float:
    """How many errors one doubtful word stands for, words left out behind it among them."""
    return _models()[comparison].errors_each


def chances(rows: NDArray[np.float64], weights: Sequence[float]) -> NDArray[np.float64]:
    """For each row of signals the chance that something is wrong there, 0 to 1."""
    return np.asarray(1 / (1 + np.exp(-(rows @ np.asarray(weights)))), np.float64)


def signals(
    words: Sequence[Word], language: str, familiar_words: Collection[str] = frozenset()
) -> NDArray[np.float64]:
    """What is known of each word of a turn: a row of `FEATURES` each."""
    probability = np.clip([word.probability for word in words], LEAST_PROBABILITY, MOST_PROBABILITY)
    odds = np.log(probability / (1 - probability))
    beside = np.concatenate([odds[:1], odds, odds[-1:]])
    folded_words = ["".join(fold_words(word.text)) for word in words]
    entries = [
        FAMILIAR if word in familiar_words else marks(word, language) for word in folded_words
    ]
    is_listed = language in LISTED_LANGUAGES
    return np.column_stack(
        [
            np.ones(len(words)),
            odds,
            np.minimum(odds, 0),
            np.minimum(beside[:-2], beside[2:]),
            np.full(len(words), odds.mean()),
            [word.alternative is not None for word in words],
            [place == 0 or _ends_sentence(words[place - 1]) for place in range(len(words))],
            np.log([max(1, len(word)) for word in folded_words]),
            [is_listed * _rarity(entry) for entry in entries],
            [is_listed and "d" not in entry for entry in entries],
            _halves(words, language),
        ]
    ).astype(np.float64)


def joined_word(first_half: Word, second_half: Word, language: str) -> str:
    """The word of the list that two neighbours make together, folded; '' where they make none.

    The commonest words of all are no halves. It only raises a doubt, so it takes what `respelling`
    does not dare to join unasked: rare words, and English ones. The weights were fitted to it.
    """
    if language not in LISTED_LANGUAGES or not first_half.text.strip()[-1:].isalpha():
        return ""
    head, tail = ("".join(fold_words(word.text)) for word in (first_half, second_half))
    if len(tail) < SHORTEST_TAIL or len(head) + len(tail) < SHORTEST_JOINED:
        return ""
    if any(zipf(marks(half, language)) > COMMONEST for half in (head, tail)):
        return ""
    entry = marks(head + tail, language)
    return head + tail if "d" in entry and zipf(entry) else ""


def _ends_sentence(word: Word) -> bool:
    return word.text.rstrip()[-1:] in {".", "?", "!", "…"}


def _halves(words: Sequence[Word], language: str) -> NDArray[np.bool_]:
    """Which words are half of one that the list has."""
    is_half = np.zeros(len(words), np.bool_)
    for place, (first_half, second_half) in enumerate(pairwise(words)):
        if joined_word(first_half, second_half, language):
            is_half[place : place + 2] = True
    return is_half


def _rarity(entry: str) -> float:
    """How rare a word is by its marks, 0 to 1."""
    return 1 - min(zipf(entry), COMMONEST) / COMMONEST


def models_json(models: Mapping[Comparison, ErrorModel]) -> str:
    """The file of some models."""
    values = {
        comparison.value: {
            "weights": dict(zip(FEATURES, model.weights, strict=True)),
            "errors_each": model.errors_each,
        }
        for comparison, model in models.items()
    }
    return json.dumps(values, indent=1) + "\n"


@cache
def _models() -> dict[Comparison, ErrorModel]:
    path = files("interview_kit.speech") / "data" / MODEL_FILE
    values = json.loads(path.read_text(encoding="utf-8"))
    return {
        Comparison(name): ErrorModel(
            tuple(model["weights"][feature] for feature in FEATURES), model["errors_each"]
        )
        for name, model in values.items()
    }
