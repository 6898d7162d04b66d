from __future__ import annotations

import numpy as np
import pytest

from interview_kit.audio.sound_level import (
    clipped_channels,
    flat_channels,
    hum_share,
    peak_dbfs,
    rms_dbfs,
)
from tests.support.tape import noise

pytestmark = pytest.mark.pure

RATE = 8000


def tone(hertz: float, amplitude: float, seconds: float = 2.0) -> np.ndarray:
    wave = np.sin(2 * np.pi * hertz * np.arange(round(RATE * seconds)) / RATE)
    return (wave * amplitude).astype(np.int16)[:, None]


def test_full_scale_is_nought_and_silence_the_floor():
    loud = np.array([[-32768, 0]], np.int16)
    assert peak_dbfs(loud) == (0.0, -120.0)
    assert rms_dbfs(loud) == (0.0, -120.0)


def test_half_the_amplitude_is_six_decibels_less():
    assert peak_dbfs(tone(440, 16384)) == pytest.approx((-6.02,), abs=0.01)


def test_a_sine_has_three_decibels_less_power_than_peak():
    assert rms_dbfs(tone(440, 32767)) == pytest.approx((-3.01,), abs=0.01)


def test_no_samples_are_silent_and_flat():
    nothing = np.empty((0, 2), np.int16)
    assert peak_dbfs(nothing) == rms_dbfs(nothing) == (-120.0, -120.0)
    assert flat_channels(nothing) == (True, True)


def test_a_dead_channel_is_flat_beside_a_living_one():
    samples = noise(1, 3)
    samples[:, 1] = 12  # some converters rest beside zero
    assert flat_channels(samples) == (False, True)


def test_one_loud_sample_is_not_clipping_but_a_run_is():
    samples = np.zeros((100, 2), np.int16)
    samples[10, 0] = 32767
    samples[10:13, 1] = -32768
    assert clipped_channels(samples) == (False, True)


def test_hum_is_told_from_speech():
    assert hum_share(tone(50, 3000), RATE)[0] > 0.99
    assert hum_share(tone(150, 3000), RATE)[0] > 0.99
    assert hum_share(tone(220, 3000), RATE)[0] < 0.01
    assert hum_share(noise(2, 4, RATE, 1), RATE)[0] < 0.05
    assert hum_share(np.zeros((RATE, 1), np.int16), RATE) == (0.0,)
