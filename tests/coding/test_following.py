"""A passage goes where its words go, and says so where they changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.coding.following import LossReason, Passage, TextChange, TurnText
from interview_kit.export.text_encoding import one_line, one_line_sources

BEFORE = [
    TurnText(1, "Hoe ging het toen?"),
    TurnText(2, "Nou, ik nam mijn medicijn en ging slapen. Dat hielp."),
    TurnText(3, "Ja."),
    TurnText(4, "Mijn zus kwam langs, dat was fijn 😀."),
]


def passage(key, words):
    text = next(turn.text for turn in BEFORE if turn.key == key)
    first = text.index(words)
    return Passage(key, first, first + len(words))


def followed(after, key, words):
    place = TextChange(BEFORE, after).follow(passage(key, words))
    texts = {turn.key: turn.text for turn in after}
    return [texts[p.key][p.first_char : p.end_char] for p in place.passages], place


def test_a_passage_moves_with_what_is_put_before_it():
    after = [BEFORE[0], TurnText(2, f"Eh. Tja. {BEFORE[1].text}"), *BEFORE[2:]]
    words, place = followed(after, 2, "ging slapen")
    assert (words, place.has_changed, place.reason) == (["ging slapen"], False, None)


def test_a_corrected_word_goes_along_and_says_so():
    after = [BEFORE[0], TurnText(2, BEFORE[1].text.replace("medicijn", "medicijnen")), *BEFORE[2:]]
    words, place = followed(after, 2, "mijn medicijn")
    assert (words, place.has_changed) == (["mijn medicijnen"], True)
    words, place = followed(after, 2, "medicijn en ging")
    assert (words, place.has_changed) == (["medicijnen en ging"], True)


def test_a_turn_in_two_makes_two_pieces():
    halves = [TurnText(2, "Nou, ik nam mijn medicijn"), TurnText(5, "en ging slapen. Dat hielp.")]
    after = [BEFORE[0], *halves, *BEFORE[2:]]
    words, place = followed(after, 2, "medicijn en ging slapen")
    assert (words, place.has_changed) == (["medicijn", "en ging slapen"], False)


def test_words_that_moved_to_another_turn_are_found_there():
    after = [BEFORE[3], BEFORE[0], TurnText(9, "Iets. Dat hielp. Iets anders.")]
    words, place = followed(after, 2, "Dat hielp.")
    assert (words, place.has_changed) == (["Dat hielp."], False)


def test_what_is_gone_or_stands_there_twice_has_no_place():
    assert followed([BEFORE[0]], 2, "ging slapen")[1].reason is LossReason.GONE
    twice = [TurnText(7, "Dat hielp. En verder. Dat hielp.")]
    place = followed(twice, 2, "ging slapen. Dat hielp")[1]
    assert place.has_changed or place.reason
    with pytest.raises(ValueError, match="999"):
        TextChange(BEFORE, BEFORE).follow(Passage(2, 5, 999))


WORDS = st.lists(
    st.sampled_from(["ja", "nee", "ik", "hoop 😀", "de hond.", "é", "Het,", "[zus van P07]"]),
    min_size=1, max_size=12,
).map(" ".join)  # fmt: skip
TURNS = st.lists(WORDS, min_size=1, max_size=6).map(
    lambda texts: [TurnText(number, text) for number, text in enumerate(texts)]
)


@given(TURNS, TURNS, st.data())
def test_a_place_is_inside_its_turn_and_an_unchanged_one_says_the_same(before, after, data):
    after = [TurnText(100 + turn.key, turn.text) for turn in after]
    turn = data.draw(st.sampled_from(before))
    first = data.draw(st.integers(0, len(turn.text) - 1))
    end = data.draw(st.integers(first + 1, len(turn.text)))
    place = TextChange(before, after).follow(Passage(turn.key, first, end))
    texts = {other.key: other.text for other in after}
    pieces = [texts[p.key][p.first_char : p.end_char] for p in place.passages]
    assert all(piece and piece == piece.strip() for piece in pieces)
    assert bool(place.passages) == (place.reason is None)
    if place.passages and not place.has_changed:
        assert " ".join(pieces).split() == turn.text[first:end].split()


@given(TURNS, st.data())
def test_in_the_same_text_every_passage_stays(before, data):
    turn = data.draw(st.sampled_from(before))
    first = data.draw(st.integers(0, len(turn.text) - 1))
    end = data.draw(st.integers(first + 1, len(turn.text)))
    here = Passage(turn.key, first, end)
    assert TextChange(before, before).follow(here).passages == (here,)


@given(st.text())
def test_the_sources_of_a_line_are_its_characters(text):
    line = one_line(text)
    sources = one_line_sources(text)
    assert len(sources) == len(line)
    for character, source in zip(line, sources, strict=True):
        assert character == text[source] or (character == " " and text[source].isspace())
