"""The word error rate counts words, whatever their case, marks and script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.speech.word_errors import (
    WordErrors,
    compared_words,
    total_errors,
    word_errors,
)

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("said", "heard", "errors"),
    [
        ("Ja, dat is zo.", "ja dat is zo", WordErrors(4)),
        ("een twee drie vier vijf", "een drie vier vijf zes", WordErrors(5, 0, 1, 1)),
        ("zo’n huis", "zo'n huis", WordErrors(2)),
        ("", "iets", WordErrors(0, 0, 1, 0)),
        ("de [unclear: kat] slaapt", "de kat slaapt", WordErrors(3)),
        ("İzmir'e gittik", "i̇zmir'e gittik", WordErrors(2)),
        ("één", "een", WordErrors(1, 1)),
        ("ذهبت معه", "ذهبت", WordErrors(2, 0, 0, 1)),
    ],
)
def test_errors_by_kind(said: str, heard: str, errors: WordErrors) -> None:
    assert word_errors(said, heard) == errors


def test_the_rate_is_a_share_of_what_was_said() -> None:
    assert WordErrors(8, 1, 1, 0).percent == 25
    assert WordErrors(0, 0, 3, 0).percent is None
    assert total_errors([WordErrors(4, 1), WordErrors(6, 0, 2, 1)]) == WordErrors(10, 1, 2, 1)


words = st.lists(st.sampled_from(["een", "twee", "drie", "ja", "nee"]), max_size=12).map(" ".join)


@given(words, words)
def test_errors_turn_what_was_heard_into_what_was_said(said: str, heard: str) -> None:
    errors = word_errors(said, heard)
    said_count, heard_count = len(compared_words(said)), len(compared_words(heard))
    assert heard_count - errors.inserted + errors.deleted == said_count
    assert (errors == WordErrors(said_count)) == (said == heard)
    assert errors.substituted + errors.inserted + errors.deleted <= max(said_count, heard_count)
