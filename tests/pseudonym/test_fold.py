"""Folding: the words of a text, and where they stand."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.pseudonym.fold import WordsOf, fold_words, tokens

PIECES = st.sampled_from(
    ["Marieke", "'s", "de-Vries", "Zoe\u0308", "\u00ad", "½", "ª", "\n", " ", "\u2003", "\x1c", ".",
     "<b>", "\x00", "_", "12", "’t", "Ł", "\ufeff", "´"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60))
def test_a_long_text_is_taken_apart_as_a_short_one_is(text: str) -> None:
    spread = WordsOf(text)
    assert tuple(spread.folded) == fold_words(text)
    places = [spread.place(at, 1) for at in range(len(spread.folded))]
    assert places == [(token.start, token.end) for token in tokens(text)]
