"""How many words of a text are probably wrong, from what the machine knows of it.

A logistic model of each word: how probable it was, and its neighbours, how long it was for its
letters, whether the draft has another one, and how common it is. What it was fitted on, and how far
it was from the truth elsewhere, stands in docs/BENCHMARKS.md; `scripts/fit_expected_errors.py` fits
it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from interview_kit.model.word import Word
from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.lexicon import marks
from interview_kit.pseudonym.suspicious import is_known

MODEL_FILE = "expected_errors.json"
"""In the data of this room: weights by the name of the signal, for each kind of text."""

LEAST_PROBABILITY, MOST_PROBABILITY = 0.01, 0.995
"""Beyond these a probability says no more, and its odds have no end."""

SHORT_LETTERS = 3
"""Words of so many letters at most are mistaken for each other, and left out."""

FAST_MS, SLOW_MS = 45, 200
"""A word that takes less for a letter, or more, was hardly spoken as it is written."""

LISTED_LANGUAGES = ("nl", "en")
"""The languages whose words are known here; of others it is not said that a word is rare."""

COMMONEST = 6
"""Of the Zipf scale: words that carry every sentence, and none is commoner here."""

FEATURES = (
    "constant",
    "odds",
    "lesser neighbour",
    "around",
    "short",
    "fast",
    "slow",
    "differs",
    "rare",
    "unknown",
    "beside a difference",
)
"""What is known of a word, in the order of its row."""


class Reading(StrEnum):
    """What a text is, on which hangs what its signals mean."""

    DRAFT = "draft"
    SETTLED = "settled"
    COMPARED = "settled, with a draft beside it"


@dataclass(frozen=True, slots=True)
class ErrorModel:
    """Weights in the order of `FEATURES`, and how many errors one doubtful word stands for."""

    weights: tuple[float, ...]
    errors_each: float


def expected_errors(words: Sequence[Word], reading: Reading, language: str) -> float:
    """How many errors the words of a turn have, words left out among them; a count, not a share."""
    return float(word_chances(words, reading, language).sum()) * errors_each(reading)


def word_chances(words: Sequence[Word], reading: Reading, language: str) -> NDArray[np.float64]:
    """For each word of a turn the chance that something is wrong at it, 0 to 1."""
    if not words:
        return np.zeros(0)
    return chances(signals(words, language), _models()[reading].weights)


def errors_each(reading: Reading) -> float:
    """How many errors one doubtful word stands for, words left out behind it among them."""
    return _models()[reading].errors_each


def chances(rows: NDArray[np.float64], weights: Sequence[float]) -> NDArray[np.float64]:
    """For each row of signals the chance that something is wrong there, 0 to 1."""
    return np.asarray(1 / (1 + np.exp(-(rows @ np.asarray(weights)))), np.float64)


def signals(words: Sequence[Word], language: str) -> NDArray[np.float64]:
    """What is known of each word of a turn: a row of `FEATURES` each."""
    probability = np.clip([word.probability for word in words], LEAST_PROBABILITY, MOST_PROBABILITY)
    odds = np.log(probability / (1 - probability))
    beside = np.concatenate([odds[:1], odds, odds[-1:]])
    letters = np.array([max(1, len(word.text.strip(" .,?!"))) for word in words])
    pace_ms = np.array([word.end_ms - word.start_ms for word in words]) / letters
    differs = np.array([word.alternative is not None for word in words])
    around = np.concatenate([[False], differs, [False]])
    familiarity = np.array([_familiarity(word.text, language) for word in words])
    return np.column_stack(
        [
            np.ones(len(words)),
            odds,
            np.minimum(beside[:-2], beside[2:]),
            np.full(len(words), odds.mean()),
            letters <= SHORT_LETTERS,
            pace_ms < FAST_MS,
            pace_ms > SLOW_MS,
            differs,
            familiarity,
            ~differs & (around[:-2] | around[2:]),
        ]
    ).astype(np.float64)


def _familiarity(text: str, language: str) -> tuple[float, bool]:
    """How rare a word is, 0 to 1, and whether no list knows it."""
    folded_words = fold_words(text)
    if language not in LISTED_LANGUAGES or not folded_words:
        return 0.0, False
    entries = [marks(word, language) for word in folded_words]
    zipf = min(int(entry[0]) if entry else 0 for entry in entries)
    is_unknown = not all(is_known(word, language) for word in folded_words)
    return 1 - min(zipf, COMMONEST) / COMMONEST, is_unknown


def models_json(models: Mapping[Reading, ErrorModel]) -> str:
    """The file of some models."""
    values = {
        reading.value: {
            "weights": dict(zip(FEATURES, model.weights, strict=True)),
            "errors_each": model.errors_each,
        }
        for reading, model in models.items()
    }
    return json.dumps(values, indent=1) + "\n"


@cache
def _models() -> dict[Reading, ErrorModel]:
    path = files("interview_kit.speech") / "data" / MODEL_FILE
    values = json.loads(path.read_text(encoding="utf-8"))
    return {
        Reading(name): ErrorModel(
            tuple(model["weights"][feature] for feature in FEATURES), model["errors_each"]
        )
        for name, model in values.items()
    }
