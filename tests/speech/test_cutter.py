"""Stretches end where the sound says so, however it arrives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from interview_kit.speech.chunker import WINDOW, Chunker, ChunkSound, VoiceDetector

pytestmark = pytest.mark.pure

RATE = 16_000


class Loudness:
    """A detector for which every loud window is voice."""

    def listen(self) -> VoiceDetector:
        return lambda sound: (np.abs(sound).reshape(-1, WINDOW).max(axis=1) > 0.1).astype("f4")


def sound(*parts: tuple[float, int], rate: int = RATE) -> NDArray[np.int16]:
    """Tones and silences: seconds and amplitude of each part."""
    pieces = []
    for seconds, amplitude in parts:
        time = np.arange(int(seconds * rate)) / rate
        pieces.append(amplitude * np.sin(2 * np.pi * 300 * time))
    return np.concatenate(pieces).astype(np.int16)[:, None]


def cut(
    samples: NDArray[np.int16], *, first_frame: int = 0, rate: int = RATE, steps: list[int] | None
) -> list[ChunkSound]:
    cutter = Chunker(Loudness(), first_frame, rate, samples.shape[1])
    data, cuts, place = samples.tobytes(), [], 0
    for step in steps or [len(data)]:
        cuts += cutter.feed(data[place : place + step])
        place += step
    return [*cuts, *cutter.feed(data[place:]), *cutter.finish()]


def ends_s(cuts: list[ChunkSound]) -> list[float]:
    return [round(piece.end_frame / piece.rate, 1) for piece in cuts]


TALK = sound((3, 9000), (0.7, 0), (11, 9000), (0.7, 0), (4, 9000), (2, 0), (34, 9000), (13, 0))


def test_stretches_join_without_gap_and_keep_every_sample() -> None:
    cuts = cut(TALK, first_frame=500, steps=None)
    firsts = [piece.first_frame for piece in cuts]
    assert firsts == [500, *(piece.end_frame for piece in cuts[:-1])]
    assert np.array_equal(np.concatenate([piece.samples for piece in cuts]), TALK)


def test_a_stretch_ends_at_a_short_pause_only_when_it_is_filled() -> None:
    short_pauses = sound((3, 9000), (0.7, 0), (11, 9000), (0.7, 0), (4, 9000))
    assert ends_s(cut(short_pauses, steps=None)) == pytest.approx([15.0, 19.4], abs=0.15)


def test_a_stretch_ends_at_any_long_pause() -> None:
    assert ends_s(cut(sound((1, 9000), (2, 0), (1, 9000)), steps=None))[0] == pytest.approx(
        1.8, abs=0.15
    )


def test_talk_without_a_pause_is_cut_at_its_quietest_moment() -> None:
    breathless = sound((15, 9000), (0.2, 4000), (20, 9000))
    assert ends_s(cut(breathless, steps=None))[0] == pytest.approx(15.1, abs=0.1)


def test_no_stretch_is_longer_than_twenty_seconds() -> None:
    assert max(len(piece.samples) for piece in cut(TALK, steps=None)) <= 20 * RATE


def test_silence_is_a_stretch_without_voice() -> None:
    cuts = cut(sound((12, 0)), steps=None)
    assert ends_s(cuts)[-1] == 12
    assert not any(piece.voiced.any() for piece in cuts)


def test_no_sound_gives_no_stretch() -> None:
    assert cut(sound((0, 0)), steps=None) == []


def test_the_last_sample_is_heard_at_every_rate() -> None:
    for rate in (8_000, 22_050, 44_100, 48_000):
        talk = sound((1.2345, 9000), (1.8, 0), (0.777, 9000), rate=rate)
        cuts = cut(talk, rate=rate, steps=None)
        assert cuts[-1].end_frame == len(talk)
        assert len(cuts) == 2


@settings(deadline=None, max_examples=15)
@given(st.lists(st.integers(1, 300_000), max_size=30))
def test_the_pieces_in_which_sound_arrives_do_not_matter(steps: list[int]) -> None:
    whole, pieces = cut(TALK, steps=None), cut(TALK, steps=steps)
    assert [piece.end_frame for piece in pieces] == [piece.end_frame for piece in whole]
    assert all(np.array_equal(a.sound, b.sound) for a, b in zip(pieces, whole, strict=True))


@pytest.mark.parametrize("rate", [16_000, 44_100])
def test_a_run_taken_up_at_any_stretch_goes_on_alike(rate: int) -> None:
    talk = sound((9, 9000), (2, 0), (14, 9000), (0.7, 0), (9, 9000), (7, 0), (5, 9000), rate=rate)
    whole = cut(talk, rate=rate, steps=None)
    for done, piece in enumerate(whole):
        rest = cut(talk[piece.first_frame :], first_frame=piece.first_frame, rate=rate, steps=None)
        assert [part.end_frame for part in rest] == [part.end_frame for part in whole[done:]]
        assert all(
            np.array_equal(a.sound, b.sound) and np.array_equal(a.voiced, b.voiced)
            for a, b in zip(rest, whole[done:], strict=True)
        )
