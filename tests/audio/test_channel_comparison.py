"""One recording on two channels is told from two microphones, whatever leaks between them."""

from __future__ import annotations

import numpy as np
import pytest

from interview_kit.audio.channel_comparison import ChannelComparison
from interview_kit.model.channel_layout import ChannelLayout
from tests.support.two_voices import RATE, in_a_room, later, softer, stereo, talk

ASKS, TELLS = talk()
BOTH = ASKS + TELLS


def layout(samples, whole=True):
    comparison = ChannelComparison(RATE)
    for start in range(0, len(samples), 5000):
        comparison.add(samples[start : start + 5000])
    return comparison.layout(whole=whole)


@pytest.mark.parametrize("hiss", [-90, -60, -50])
@pytest.mark.parametrize("lag_ms", [0, 0.4, 0.8])
@pytest.mark.parametrize("weaker_db", [0, 3, 12])
def test_one_recording_on_both_channels_is_one_whatever_their_level_and_lag(
    hiss, lag_ms, weaker_db
):
    samples = stereo(BOTH, softer(later(BOTH, lag_ms), weaker_db), hiss)
    assert layout(samples) is ChannelLayout.TOGETHER


@pytest.mark.parametrize("room", [0.3, 1.0])
def test_a_recorder_between_two_speakers_is_one_recording(room):
    left = in_a_room(ASKS, 1, room) + softer(in_a_room(TELLS, 2, room), 3)
    right = softer(in_a_room(ASKS, 3, room), 2) + in_a_room(TELLS, 4, room)
    assert layout(stereo(left, right)) is ChannelLayout.TOGETHER


@pytest.mark.parametrize("lag_ms", [0, 0.3])
def test_a_channel_upside_down_is_told(lag_ms):
    assert layout(stereo(BOTH, -softer(later(BOTH, lag_ms), 4))) is ChannelLayout.OPPOSITE


@pytest.mark.parametrize("rest", [0 * BOTH, softer(BOTH, 45)])
@pytest.mark.parametrize("hiss", [-100, -60])
def test_a_channel_without_a_voice_is_told(rest, hiss):
    assert layout(stereo(BOTH, rest, hiss)) is ChannelLayout.LEFT
    assert layout(stereo(rest, BOTH, hiss)) is ChannelLayout.RIGHT


def test_while_it_is_recorded_a_channel_may_still_get_its_voice():
    assert layout(stereo(BOTH, 0 * BOTH), whole=False) is ChannelLayout.APART


@pytest.mark.parametrize("bleed_db", [6, 10, 15, 25])
@pytest.mark.parametrize("lag_ms", [0, 0.5, 2, 4])
@pytest.mark.parametrize("hiss", [-75, -55])
def test_two_microphones_are_two_whatever_leaks_between_them(bleed_db, lag_ms, hiss):
    left = ASKS + softer(later(TELLS, lag_ms), bleed_db)
    right = TELLS + softer(later(ASKS, lag_ms), bleed_db)
    assert layout(stereo(left, right, hiss)) is ChannelLayout.APART


@pytest.mark.parametrize("bleed_db", [10, 20])
def test_two_microphones_in_a_room_that_rings_are_two(bleed_db):
    left = in_a_room(ASKS, 1, 0.1) + softer(in_a_room(later(TELLS, 3), 2, 1.0), bleed_db)
    right = in_a_room(TELLS, 3, 0.1) + softer(in_a_room(later(ASKS, 3), 4, 1.0), bleed_db)
    assert layout(stereo(left, right, -60)) is ChannelLayout.APART


def test_two_microphones_of_which_one_is_far_too_soft_are_two():
    left = ASKS + softer(later(TELLS, 2), 15)
    right = softer(TELLS + softer(later(ASKS, 2), 15), 14)
    assert layout(stereo(left, right)) is ChannelLayout.APART


def test_who_says_little_counts_too():
    asks, tells = talk(60, 0.08)
    left, right = asks + softer(later(tells, 2), 15), tells + softer(later(asks, 2), 15)
    assert layout(stereo(left, right)) is ChannelLayout.APART


def test_a_monologue_that_the_other_microphone_hears_later_is_no_one_recording():
    right = softer(in_a_room(later(TELLS, 3), 5, 1.0), 12)
    assert layout(stereo(TELLS, right, -65)) is ChannelLayout.APART


def test_hiss_alone_and_a_word_or_two_say_nothing():
    assert layout(stereo(0 * BOTH, 0 * BOTH)) is None
    assert layout(stereo(BOTH, BOTH)[: RATE // 2]) is None
    assert layout(np.zeros((0, 2), np.int16)) is None
