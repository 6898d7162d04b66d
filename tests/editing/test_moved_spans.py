"""Stretches of a text that is corrected are found again where their words stand now."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.editing.moved_spans import MovedSpan, TurnStretch, moved_spans


def moved(before: dict[int, str], after: dict[int, str], turn: int, words: str) -> str | None:
    """What stands where `words` of a turn went; None where they are gone."""
    start = before[turn].index(words)
    span = TurnStretch(turn, start, start + len(words))
    place = moved_spans(before, after, [span]).get(span)
    if place is None:
        return None
    return after[place.span.turn][place.span.start : place.span.end]


@pytest.mark.parametrize(
    ("before", "after", "words", "found"),
    [
        ("Said, Karim en Noor.", "Said, Kareem en Noor.", "Noor", "Noor"),
        ("Said, Karim en Noor.", "Said, Kareem en Noor.", "Karim", "Kareem"),
        ("Toen kwam Ans de Wit.", "En toen kwam Ans de Wit!", "Ans de Wit", "Ans de Wit"),
        (
            "de enige dierenars hier",
            "de enige dierenarts hier",
            "enige dierenars",
            "enige dierenarts",
        ),
        ("Dat zei Storm.", "Dat zei.", "Storm", None),
    ],
)
def test_words_are_found_again_in_the_corrected_turn(before, after, words, found):
    assert moved({1: before}, {1: after}, 1, words) == found


def test_turns_that_are_split_or_joined_are_one_text():
    whole, parts = {1: "Dat zei Noor. En Ans ook."}, {1: "Dat zei Noor.", 9: "En Ans ook."}
    assert moved(whole, parts, 1, "Ans") == "Ans"
    assert moved(parts, whole, 9, "Ans") == "Ans"
    assert moved({1: "Ans de Wit"}, {1: "Ans", 9: "de Wit"}, 1, "Ans de Wit") is None


def test_what_stands_around_a_stretch_counts_up_to_the_third_word():
    span = TurnStretch(1, 5, 9)
    for after, near in (
        ("mijn Roos is daar nu heen", True),
        ("mijn Roos is daar nu weer", True),
        ("mijn Roos was daar nu heen", False),
        ("haar Roos is daar nu heen", False),
    ):
        (place,) = moved_spans({1: "mijn Roos is daar nu heen"}, {1: after}, [span]).values()
        assert place == MovedSpan(span, True, near)


TEXTS = st.lists(st.sampled_from(["Ans", "de", "Wit", ",", "kwam", "."]), min_size=1).map(" ".join)


@given(TEXTS, TEXTS)
def test_what_is_said_to_be_the_same_is(before, after):
    spans = [TurnStretch(1, start, end) for start in range(len(before)) for end in (start + 3,)]
    spans = [span for span in spans if span.end <= len(before)]
    for span, place in moved_spans({1: before}, {1: after}, spans).items():
        new_text = after[place.span.start : place.span.end]
        assert new_text
        assert place.is_same == (before[span.start : span.end] == new_text)


@given(TEXTS)
def test_a_text_that_stays_keeps_every_word_where_it_is(text):
    spans, at = [], 0
    for word in text.split():
        spans.append(TurnStretch(1, at, at + len(word)))
        at += len(word) + 1
    assert moved_spans({1: text}, {1: text}, spans) == {
        span: MovedSpan(span, True, True) for span in spans
    }
