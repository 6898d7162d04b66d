"""Words that the machine doubts count as errors that are to be expected."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from interview_kit.model.word import Word
from interview_kit.speech.expected_errors import (
    FEATURES,
    Comparison,
    ErrorModel,
    chances,
    expected_errors,
    models_json,
    signals,
)

pytestmark = pytest.mark.pure


def said(*probabilities: float) -> list[Word]:
    return [
        Word(" woorden", 600 * place, 600 * place + 500, probability)
        for place, probability in enumerate(probabilities)
    ]


@pytest.mark.parametrize("comparison", list(Comparison))
def test_doubtful_words_are_more_often_wrong(comparison: Comparison) -> None:
    sure, doubted = said(*[0.98] * 20), said(*[0.3] * 20)
    assert 0 < expected_errors(sure, comparison, "nl") < 3
    assert expected_errors(doubted, comparison, "nl") > 2 * expected_errors(sure, comparison, "nl")
    assert expected_errors(doubted, comparison, "nl") < 30


def test_a_word_that_the_draft_has_otherwise_is_more_often_wrong() -> None:
    same = said(0.9, 0.9, 0.9)
    other = [same[0], replace(same[1], alternative=" worden"), same[2]]
    assert expected_errors(other, Comparison.WITH_DRAFT, "nl") > 1.2 * expected_errors(
        same, Comparison.WITH_DRAFT, "nl"
    )


def test_no_words_have_no_errors() -> None:
    assert expected_errors([], Comparison.SETTLED, "nl") == 0


def test_every_signal_is_a_number_whatever_a_word_is() -> None:
    odd = [Word("", 0, 0, 0.0), Word(" .", 5, 5, 1.0), Word(" ja", 900, 100, 0.5)]
    rows = signals(odd, "nl")
    assert rows.shape == (3, len(FEATURES))
    assert np.isfinite(rows).all()
    assert (chances(rows, [0.1] * len(FEATURES)) >= 0).all()


def test_the_file_of_models_names_each_weight() -> None:
    model = ErrorModel(tuple(range(len(FEATURES))), 1.1)
    text = models_json({Comparison.DRAFT: model})
    assert all(f'"{feature}"' in text for feature in FEATURES)
