from __future__ import annotations

import numpy as np
import pytest

from interview_kit.audio.recorder_events import Clipping, FlatLine, RecorderAlive
from interview_kit.audio.signal_watch import ClockWatch, SoundWatch
from tests.support.tape import noise

pytestmark = pytest.mark.pure

RATE = 1000


def seen(samples: np.ndarray, piece: int = 100) -> list[FlatLine | RecorderAlive | Clipping]:
    watch = SoundWatch(RATE, samples.shape[1])
    return [
        event
        for start in range(0, len(samples), piece)
        for event in watch.see(samples[start : start + piece], start)
    ]


@pytest.mark.parametrize("piece", [1, 7, 100, 480])
def test_a_microphone_that_dies_is_noticed_within_five_seconds_and_told_once(piece):
    samples = noise(20, 30, RATE)
    samples[3000:, 1] = 0
    events = seen(samples, piece)
    assert [type(event) for event in events] == [FlatLine]
    assert events[0].channel == 1
    assert 7000 <= events[0].frame <= 8000


def test_a_microphone_that_dies_twice_and_comes_back_is_told_each_time():
    samples = noise(20, 31, RATE, 1)
    samples[1000:6000] = samples[8000:14000] = 0
    assert [type(event) for event in seen(samples)] == [
        FlatLine,
        RecorderAlive,
        FlatLine,
        RecorderAlive,
    ]


def test_a_quiet_room_is_not_a_dead_microphone():
    quiet = np.random.default_rng(32).integers(-8, 9, (10 * RATE, 1)).astype(np.int16)
    assert seen(quiet) == []


def test_clipping_is_told_once_a_second_for_each_channel():
    samples = noise(3, 33, RATE)
    samples[:, 0] = 32767
    assert [event for event in seen(samples) if isinstance(event, Clipping)] == [
        Clipping(0, 0),
        Clipping(1000, 0),
        Clipping(2000, 0),
    ]


def heard(pieces: list[tuple[float, int]]) -> list[int]:
    """What the clock watch finds missing, given moments and frames heard until then."""
    watch = ClockWatch(RATE)
    return [missing for moment, frames in pieces if (missing := watch.hear(moment, frames))]


def regular(seconds: float, lost_at: float = 1e9, lost: float = 0.0) -> list[tuple[float, int]]:
    moments = np.arange(0.1, seconds, 0.1)
    return [(m, round((m - (lost if m > lost_at else 0)) * RATE)) for m in moments]


def test_sound_in_time_is_not_missing():
    assert heard(regular(60)) == []


def test_sound_that_was_lost_without_a_flag_is_measured():
    [missing_ms] = heard(regular(60, lost_at=30, lost=12.5))
    assert missing_ms == pytest.approx(12_500, abs=150)


def test_sound_that_comes_late_but_whole_is_not_missing():
    stall = [(m if m < 20 or m > 25 else 25.0, frames) for m, frames in regular(60)]
    assert heard(stall) == []


def test_a_sound_card_whose_second_is_a_little_long_loses_nothing():
    assert heard([(m * 1.0003, frames) for m, frames in regular(3 * 3600)]) == []
