"""Sound at another tempo: as long as it should be, at the pitch that it had."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from interview_kit.audio.tempo import at_tempo, lead_frames

RATE = 48000


def tone(seconds: float, hertz: float = 440) -> np.ndarray:
    wave = 9000 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)
    return np.stack([wave, wave], axis=1).astype(np.int16)


def pitch(samples: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(samples[:, 0] * np.hanning(len(samples))))
    return float(spectrum.argmax() * RATE / len(samples))


@pytest.mark.parametrize("tempo", [0.5, 0.75, 1.0, 1.5, 2.0])
def test_it_takes_its_time_and_keeps_its_pitch(tempo: float) -> None:
    played = tone(4)
    heard = np.concatenate(list(at_tempo(np.split(played, 4), RATE, 2, tempo)))
    assert len(heard) == pytest.approx(len(played) / tempo, rel=0.02)
    assert pitch(heard) == pytest.approx(440, abs=2)


def test_as_fast_as_it_was_said_it_is_untouched() -> None:
    pieces = np.split(tone(2), 2)
    assert all(a is b for a, b in zip(at_tempo(pieces, RATE, 2, 1), pieces, strict=True))


@pytest.mark.parametrize("tempo", [0.5, 0.8, 1.3, 2.0])
def test_what_is_heard_stands_where_it_is_said_to(tempo: float) -> None:
    """A click at each second, found within 15 ms of where its place is counted."""
    played = np.zeros((8 * RATE, 1), np.int16)
    for second in range(1, 8):
        played[second * RATE : second * RATE + 480] = 20000
    heard = np.concatenate(list(at_tempo(np.split(played, 8), RATE, 1, tempo)))[:, 0]
    loud = np.flatnonzero(np.abs(heard) > 9000)
    onsets = [loud[0], *(b for a, b in pairwise(loud) if b - a > RATE // 8)]
    places = [onset * tempo + lead_frames(RATE, tempo) for onset in onsets]
    off = [abs(place / RATE - round(place / RATE)) for place in places]
    assert len(onsets) >= 7
    assert max(off) < 0.025
