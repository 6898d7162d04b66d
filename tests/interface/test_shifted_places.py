"""Places in a text go along with it, and those that were changed are gone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from interview_kit.interface.shifted_places import shifted_spans


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
