"""Who speaks is told also where one microphone hears everything louder than the other."""

from __future__ import annotations

import numpy as np
import pytest

from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.speaker import Speaker
from interview_kit.model.word import Word
from interview_kit.speech.channel_balance import imbalance_db
from interview_kit.speech.turn_building import build_turns

pytestmark = pytest.mark.pure

BOTH = (Speaker.INTERVIEWER, Speaker.PARTICIPANT)


def words(leads: list[float]) -> tuple[Word, ...]:
    """A word a second, in which the first channel leads by so many dB."""
    return tuple(
        Word(" yes", 1000 * n, 1000 * n + 500, 1.0, (-30 + lead, -30.0))
        for n, lead in enumerate(leads)
    )


def around(*leads: float, each: int = 40, spread: float = 1.0) -> list[float]:
    """So many leads about each of these, in turns of four words."""
    rng = np.random.default_rng(3)
    return [
        float(lead + rng.normal(0, spread))
        for _turn in range(each // 4)
        for lead in leads
        for _word in range(4)
    ]


@pytest.mark.parametrize("turned_down", [0.0, 6.0, 12.0, -20.0])
def test_a_microphone_that_is_turned_down_changes_no_speaker(turned_down: float) -> None:
    heard = words(around(6 - turned_down, -6 - turned_down))
    assert imbalance_db(heard) == pytest.approx(-turned_down, abs=0.5)
    turns = build_turns([Chunk(0, 1, "nl", (Segment(heard),))], lambda _ms: "", BOTH)
    assert [turn.speaker for turn in turns] == [*BOTH] * 10
    assert [len(turn.words) for turn in turns] == [4] * 20
    assert not any(word.overlap for turn in turns for word in turn.words)
    assert [word for turn in turns for word in turn.words] == list(heard)


def test_one_speaker_by_himself_is_not_made_two() -> None:
    for spread in (0.5, 2.0, 5.0):
        assert imbalance_db(words(around(-9, spread=spread))) == 0


def test_a_few_stray_words_are_no_speaker() -> None:
    assert imbalance_db(words([*around(10), -5.0, -6.0])) == 0


def test_without_words_or_with_one_channel_nothing_is_uneven() -> None:
    assert imbalance_db(()) == 0
    assert imbalance_db(Word(" yes", n, n, 1.0, (-20.0,)) for n in range(50)) == 0
