"""Typing in a text: what keys make of it, whatever is selected."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from interview_kit.interface.typed_text import TypedText

TEXT = "she took risperi don daily"


def test_what_is_typed_takes_the_place_of_what_is_selected() -> None:
    typed = TypedText(TEXT).selected(9, 20).typed("r").typed("i")
    assert (typed.text, typed.place) == ("she took ri daily", 11)


def test_erasing_takes_a_letter_a_word_or_what_is_selected() -> None:
    behind = TypedText(TEXT, 20, 20)
    assert behind.erased(behind.place - 1).text == "she took risperi do daily"
    assert behind.erased(behind.word_before).text == "she took risperi  daily"
    assert behind.selected(0, 4).erased(behind.place - 1).text == "took risperi don daily"


def test_words_are_passed_whole() -> None:
    assert TypedText(TEXT, 12, 12).word_before == 9
    assert TypedText(TEXT, 9, 9).word_before == 4
    assert TypedText(TEXT, 8, 8).word_after == 16


def test_what_is_kept_has_one_blank_between_words() -> None:
    assert TypedText("  so  it   goes ").words == "so it goes"


@given(some.text(max_size=30), some.integers(-5, 40), some.integers(-5, 40), some.text(max_size=5))
def test_a_cursor_stays_in_its_text(text: str, place: int, anchor: int, letters: str) -> None:
    moved = TypedText(text).moved(anchor).moved(place, is_extending=True)
    start, end = moved.selection
    assert 0 <= start <= end <= len(text)
    typed = moved.typed(letters)
    assert typed.text == text[:start] + letters + text[end:]
    assert typed.selection == (start + len(letters),) * 2
