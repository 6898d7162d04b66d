"""Lines that know where in the text they stand."""

from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as some
from rich.cells import cell_len

from interview_kit.interface.wrapped_text import column_of, line_of, place_at, wrapped_spans

WORDS = some.lists(some.text("abcdefgh", min_size=1, max_size=9), max_size=20)


@given(WORDS, some.integers(9, 30))
def test_lines_are_those_of_the_standard_library(words: list[str], width: int) -> None:
    text = " ".join(words)
    lines = [text[start:end] for start, end in wrapped_spans(text, width)]
    assert lines == (textwrap.wrap(text, width) or [""])


@given(some.text(max_size=60), some.integers(2, 12))
def test_no_letter_is_lost_and_no_line_too_wide(text: str, width: int) -> None:
    spans = wrapped_spans(text, width)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(
        text.split()
    )
    assert all(cell_len(text[start:end]) <= width or end - start == 1 for start, end in spans)
    assert spans == sorted(spans)


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert wrapped_spans("abcdefghijklm no", 5) == [(0, 5), (5, 10), (10, 13), (14, 16)]
    assert wrapped_spans("日本語 日本", 4) == [(0, 2), (2, 3), (4, 6)]


def test_places_and_columns_lead_to_each_other() -> None:
    text = "it began when I was ten"
    spans = wrapped_spans(text, 10)
    assert [text[start:end] for start, end in spans] == ["it began", "when I was", "ten"]
    assert [line_of(spans, place) for place in (0, 8, 9, 19, 20, 23)] == [0, 0, 1, 1, 2, 2]
    assert place_at(text, spans[1], 5) == 14
    assert place_at(text, spans[2], 50) == 23
    assert column_of(text, spans[1], 14) == 5
