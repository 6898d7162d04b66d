"""A stretch without sound stands where it was, also in the middle of what somebody said."""

from __future__ import annotations

import pytest

from interview_kit.interface.missing_sound import gaps_inside
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.session.timeline import Gap

WORDS = tuple(
    Word(f" {text}", 1000 * n, 1000 * n + 900, 0.9)
    for n, text in enumerate(["and", "then", "I", "was", "so", "tired"])
)


def turn(text="and then I was so tired", words=WORDS):
    return Turn(1, Speaker.PARTICIPANT, 0, 6000, "today", text, words)


@pytest.mark.parametrize(
    ("at_s", "place"), [(2, 2), (2.95, 3), (0.5, 1), (5.1, 5), (0, None), (6, None), (9, None)]
)
def test_it_stands_after_the_words_before_it(at_s, place):
    gap = Gap("pause", round(at_s * 100), 4000)
    wanted = () if place is None else ((place, gap),)
    assert gaps_inside(turn(), [gap], rate=100) == wanted


def test_in_a_corrected_text_it_stands_at_the_same_share_of_it():
    gap = Gap("pause", 300, 4000)
    corrected = turn("And then, you know, I was really so very tired")
    assert gaps_inside(corrected, [gap], rate=100) == ((5, gap),)
    assert gaps_inside(turn("Tired."), [gap], rate=100) == ()


def test_without_words_of_the_machine_time_is_the_share():
    gaps = [Gap("struck", 450, 0, 100), Gap("pause", 300, 4000)]
    places = gaps_inside(turn(words=()), gaps, rate=100)
    assert [place for place, _ in places] == [3, 4]
