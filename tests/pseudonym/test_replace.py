"""Replacement in a turn: what stays, and what is gone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.pseudonym.replace import replace, replace_turn


def turn_of(text: str, words: list[str] | None = None) -> Turn:
    said = text.split() if words is None else words
    timed = tuple(Word(f" {word}", i * 500, i * 500 + 400, 0.9) for i, word in enumerate(said))
    return Turn(3, Speaker.PARTICIPANT, 0, 9000, "q1", text, timed)


def spoken(turn: Turn) -> str:
    return " ".join("".join(word.text for word in turn.words).split())


def test_the_first_word_carries_the_pseudonym_and_the_time_of_all() -> None:
    turn = replace_turn(turn_of("toen zei Jan de Vries, ja"), [(9, 21, "[persoon 1]")])
    assert turn.text == "toen zei [persoon 1], ja"
    assert [w.text for w in turn.words] == [" toen", " zei", " [persoon 1],", " ja"]
    assert (turn.words[2].start_ms, turn.words[2].end_ms) == (1000, 2400)


def test_what_is_not_replaced_keeps_its_words_as_they_are() -> None:
    before = turn_of("ik ging naar Almere toe")
    after = replace_turn(before, [(13, 19, "[plaats 1]")])
    assert after.words[:3] == before.words[:3]
    assert after.words[4:] == before.words[4:]


def test_a_word_that_was_corrected_away_is_nowhere_left() -> None:
    turn = turn_of("mijn zus Marieke zei", ["mijn", "zus", "Maria", "ke", "zij", "zei"])
    after = replace_turn(turn, [(9, 16, "[zus van P07]")])
    assert spoken(after) == after.text == "mijn zus [zus van P07] zei"


def test_a_deleted_word_is_dropped_even_where_nothing_is_replaced() -> None:
    assert spoken(replace_turn(turn_of("ja goed", ["ja", "Piet", "goed"]), [])) == "ja goed"


def test_a_word_that_was_split_by_the_corrector_shares_its_time() -> None:
    after = replace_turn(turn_of("bij de vries thuis", ["bij", "devries", "thuis"]), [(4, 12, "X")])
    assert [w.text for w in after.words] == [" bij", " X", " thuis"]


def test_overlapping_replacements_leave_nothing_of_either() -> None:
    assert replace("Jan de Vries zei", [(0, 3, "A"), (0, 12, "B"), (7, 16, "C")]) == "B"


def test_a_turn_without_words_is_replaced_in_its_text() -> None:
    assert replace_turn(turn_of("dag Jan", []), [(4, 7, "A")]).text == "dag A"


WORDS = st.lists(st.sampled_from(["ja", "Jan", "de", "Vries,", "uh", "Zoë", "naar"]), max_size=8)


@given(WORDS, WORDS, st.data())
def test_number_times_and_speaker_stay_and_words_say_the_text(
    written: list[str], heard: list[str], data: st.DataObject
) -> None:
    text = " ".join(written)
    spans = []
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        spans = [(start, data.draw(st.integers(start + 1, len(text))), "[persoon 1]")]
    turn = turn_of(text, heard)
    after = replace_turn(turn, spans)
    same = ("number", "speaker", "start_ms", "end_ms", "question")
    assert all(getattr(turn, name) == getattr(after, name) for name in same)
    assert all(word.start_ms <= word.end_ms for word in after.words)
    assert all(a.start_ms <= b.start_ms for a, b in zip(after.words, after.words[1:], strict=False))
    if after.words:
        assert spoken(after).replace(" ", "") == after.text.replace(" ", "")
