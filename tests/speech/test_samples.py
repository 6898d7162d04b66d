"""Sound keeps its time and its loudness."""

from __future__ import annotations

import numpy as np
import pytest

from interview_kit.speech.resampling import FLOOR_DBFS, SPEECH_RATE, Resampler, levels

pytestmark = pytest.mark.pure


def test_resampled_sound_stays_in_its_place() -> None:
    time = np.arange(48_000) / 48_000
    tone = (np.sin(2 * np.pi * 440 * time) * 10_000).astype(np.int16)
    heard = Resampler(48_000).push(np.column_stack([tone, tone]), last=True)
    expected = np.sin(2 * np.pi * 440 * np.arange(SPEECH_RATE) / SPEECH_RATE) * 10_000 / 32_768
    assert len(heard) == SPEECH_RATE
    assert np.abs(heard - expected)[100:-100].max() < 1e-3


def test_levels_are_full_scale_decibels_of_each_channel() -> None:
    loud, soft = np.full(1000, 32_767, np.int16), np.full(1000, 3_277, np.int16)
    assert levels(np.column_stack([loud, soft])) == pytest.approx((0.0, -20.0), abs=0.1)


def test_silence_and_nothing_have_the_lowest_level() -> None:
    assert levels(np.zeros((10, 2), np.int16)) == (FLOOR_DBFS, FLOOR_DBFS)
    assert levels(np.zeros((0, 1), np.int16)) == (FLOOR_DBFS,)
