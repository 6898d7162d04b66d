"""Places in a text go along with it, and those that were changed are gone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from interview_kit.interface.shifted_places import same_place, shifted_spans


def test_what_stands_behind_a_change_moves_and_what_was_changed_goes() -> None:
    spans = [(0, 3), (4, 8), (9, 13)]
    assert shifted_spans(spans, "one twoo four", "one two four") == {
        (0, 3): (0, 3),
        (9, 13): (8, 12),
    }
    assert shifted_spans(spans, "one twoo four", "one twoo four") == {span: span for span in spans}


@given(some.text("ab ", max_size=20), some.text("ab ", max_size=20))
def test_a_place_that_is_kept_says_the_same(before: str, after: str) -> None:
    spans = [(start, end) for start in range(len(before)) for end in range(start, len(before) + 1)]
    for (start, end), (new_start, new_end) in shifted_spans(spans, before, after).items():
        assert before[start:end] == after[new_start:new_end]


@given(some.text("ab ", max_size=20), some.text("ab ", max_size=20), some.integers(0, 20))
def test_a_place_is_within_the_other_text(text: str, other_text: str, place: int) -> None:
    assert 0 <= same_place(min(place, len(text)), text, other_text) <= len(other_text)


def test_a_place_behind_a_change_is_the_same_place_of_the_other_text() -> None:
    assert same_place(len("one three "), "one three four", "one two four") == len("one two ")
    assert same_place(4, "one two", "one two") == 4
