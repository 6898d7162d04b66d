"""Covering stretches of sound."""

from __future__ import annotations

import numpy as np
import pytest

from interview_kit.audio.block_codec import encode_block
from interview_kit.audio.sound_mask import BEEP_PEAK, Mask, mask
from interview_kit.audio.stored_sound import join
from tests.support.tape import noise

pytestmark = pytest.mark.pure

RATE = 8000
SAMPLES = noise(3, 7, RATE)


def covered(mask: Mask, first: int = 0, end: int = 3 * RATE) -> np.ndarray:
    blocks = [
        encode_block(SAMPLES[start : start + RATE].tobytes(), start, RATE, 2)
        for start in range(0, 3 * RATE, RATE)
    ]
    return np.concatenate(list(join(blocks, first, end, decode=mask.decode)))


def test_a_covered_stretch_is_silent_on_both_channels_and_all_around_it_stays():
    wanted = SAMPLES.copy()
    wanted[int(0.7 * RATE) : int(1.4 * RATE)] = 0
    assert np.array_equal(covered(mask([(800, 1300)], RATE, 100)), wanted)


def test_a_stretch_that_reaches_over_the_beginning_is_covered_from_there():
    heard = covered(mask([(50, 100)], RATE, 100), RATE // 10)
    assert not heard[: RATE // 10].any()
    assert np.array_equal(heard[RATE // 10 :], SAMPLES[RATE // 5 :])


def test_a_tone_takes_the_place_of_the_sound_and_runs_on_over_the_edge_of_a_block():
    heard = covered(mask([(500, 1500)], RATE, 0, "beep"))[RATE // 2 : 3 * RATE // 2]
    assert np.array_equal(heard[:, 0], heard[:, 1])
    spectrum = np.abs(np.fft.rfft(heard[:, 0] / BEEP_PEAK)) / (len(heard) / 2)
    assert spectrum.argmax() == 1000
    assert spectrum[1000] > 0.99
    assert np.delete(spectrum, 1000).max() < 0.01


def test_without_spans_every_sample_stays():
    assert np.array_equal(covered(Mask(())), SAMPLES)
