"""Sound that is played at once, stopped, gone on with, and known by its place."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from interview_kit.audio.devices import find_device
from interview_kit.audio.microphone import MicrophoneSource
from interview_kit.audio.transport import Transport
from tests.support.tape import Tape, noise

RATE = 48000
SOUND = noise(4, 90)


def read(first_frame: int, end_frame: int) -> Iterator[tuple[int, NDArray[np.int16]]]:
    """Sound in blocks of half a second; from 2 to 3 s there is none."""
    for start in range(0, len(SOUND), RATE // 2):
        first, end = max(start, first_frame), min(start + RATE // 2, end_frame, len(SOUND))
        if first < end and not 2 * RATE <= start < 3 * RATE:
            yield first, SOUND[first:end]


@pytest.fixture
def transport(room: object) -> Iterator[Transport]:
    transport = Transport(read, RATE, 2)
    yield transport
    transport.close()


@pytest.fixture
def tape(room: object) -> Iterator[Tape]:
    tape = Tape(MicrophoneSource(find_device(), 2))
    tape.recorder.start()
    tape.until_frame(9600)
    yield tape
    tape.recorder.stop()


def until(done: Callable[[], object]) -> None:
    while not done():
        time.sleep(0.005)


def heard(tape: Tape) -> NDArray[np.int16]:
    """What was recorded, without the silence around it."""
    tape.until_frame(tape.recorder.frame + RATE // 2)
    tape.recorder.flush()
    samples = tape.samples()
    return samples[samples.any(axis=1)]


def test_a_stretch_is_heard_bit_for_bit_and_what_holds_no_sound_is_passed_over(
    transport: Transport, tape: Tape
) -> None:
    transport.play(RATE, round(3.5 * RATE))
    places = []
    while (frame := transport.heard_frame) is not None:
        places.append(frame)
        time.sleep(0.01)
    assert places == sorted(places)
    assert not any(2.1 * RATE < frame < 3 * RATE for frame in places)
    expected = np.concatenate([SOUND[RATE : 2 * RATE], SOUND[3 * RATE : round(3.5 * RATE)]])
    assert np.array_equal(heard(tape), expected)
    assert transport.failure() is None


def test_after_stopping_nothing_is_heard_and_the_place_is_known(
    transport: Transport, tape: Tape
) -> None:
    transport.play(0, 2 * RATE)
    until(lambda: (transport.heard_frame or 0) > RATE // 2)
    frame = transport.stop()
    assert frame is not None
    assert RATE // 2 < frame < 2 * RATE
    assert transport.heard_frame is None
    assert transport.stop() is None
    samples = heard(tape)
    assert len(samples) < 2 * RATE
    assert np.array_equal(samples, SOUND[: len(samples)])


def test_a_stretch_is_heard_over_and_over_until_it_is_stopped(
    transport: Transport, tape: Tape
) -> None:
    transport.play(RATE, RATE + 4800, is_looped=True)
    began = tape.recorder.frame
    tape.until_frame(began + RATE)
    assert RATE <= (transport.heard_frame or 0) < RATE + 4800
    transport.stop()
    samples = heard(tape)
    assert len(samples) > 3 * 4800
    assert np.array_equal(samples[: 3 * 4800], np.tile(SOUND[RATE : RATE + 4800], (3, 1)))


def test_where_no_sound_is_stored_playing_is_over_at_once(transport: Transport) -> None:
    transport.play(2 * RATE, 3 * RATE, is_looped=True)
    until(lambda: transport.heard_frame is None)


def test_a_loudspeaker_that_was_lost_is_opened_again(transport: Transport, tape: Tape) -> None:
    transport.play(0, 2 * RATE)
    until(lambda: (transport.heard_frame or 0) > 0)
    assert transport._process is not None
    transport._process.kill()
    until(lambda: transport.heard_frame is None)
    transport.play(RATE, 2 * RATE)
    until(lambda: (transport.heard_frame or 0) > RATE)
    until(lambda: transport.heard_frame is None)
    assert np.array_equal(heard(tape)[-RATE:], SOUND[RATE : 2 * RATE])


def test_without_a_loudspeaker_it_is_said_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/dev/null")
    transport = Transport(read, RATE, 2)
    try:
        transport.play(0, RATE)
        until(lambda: transport.heard_frame is None)
        failure = transport.failure()
        assert failure is not None
        assert failure.hint
    finally:
        transport.close()
