from __future__ import annotations

import numpy as np
import pytest

from interview_kit.audio.devices import find_device
from interview_kit.audio.file_source import FileSource
from interview_kit.audio.microphone import MicrophoneSource
from interview_kit.audio.player import Player
from interview_kit.audio.room_sound import Trouble, judge, listen_to_room
from interview_kit.errors import AudioError
from tests.support.tape import Tape, noise

RATE = 48000
TIME = np.arange(4 * RATE) / RATE


def two(left, right):
    return np.stack([left, right], axis=1).astype(np.int16)


def quiet_noise(seed, amplitude=3000):
    return np.random.default_rng(seed).normal(0, amplitude / 4, len(TIME))


SPEECH = quiet_noise(1)
ALIKE = {Trouble.SAME, Trouble.OPPOSITE}
HUM = 4000 * np.sin(2 * np.pi * 50 * TIME) + quiet_noise(3, 300)


@pytest.mark.parametrize(
    ("right", "troubles"),
    [
        (quiet_noise(2), ()),
        (np.zeros(len(TIME)), (Trouble.DEAD,)),
        (quiet_noise(2, 60), (Trouble.QUIET,)),
        (np.clip(quiet_noise(2) * 100, -32768, 32767), (Trouble.CLIPPED,)),
        (HUM, (Trouble.HUM,)),
        (SPEECH, (Trouble.SAME,)),
        (SPEECH / 3, (Trouble.SAME,)),
        (-SPEECH / 3, (Trouble.OPPOSITE,)),
    ],
)
def test_what_is_wrong_with_a_channel_is_named(right, troubles):
    left_channel, right_channel = judge(two(SPEECH, right), RATE)
    assert right_channel.troubles == troubles
    assert left_channel.troubles == tuple(each for each in troubles if each in ALIKE)


def test_a_room_is_heard_as_it_is_and_metered_on_the_way(write_wav):
    played = noise(2, 71)
    levels = []
    heard = listen_to_room(FileSource(write_wav("a.wav", played), "fast"), 1.5, levels.append)
    assert np.array_equal(heard, played[: 3 * RATE // 2])
    assert levels[0].peak_dbfs[0] > -20


def test_a_source_that_ends_early_is_heard_to_its_end(write_wav):
    played = noise(1, 72)
    assert np.array_equal(
        listen_to_room(FileSource(write_wav("a.wav", played), "fast"), 10), played
    )


def test_what_is_played_comes_out_of_the_loudspeaker(room, write_wav):
    played = noise(1, 73)
    tape = Tape(MicrophoneSource(find_device()))
    tape.recorder.start()
    try:
        tape.until_frame(9600)
        player = Player([played[: RATE // 3], played[RATE // 3 :]], RATE, 2)
        player.wait()
        assert not player.is_playing
        tape.until_frame(tape.recorder.frame + RATE // 2)
    finally:
        tape.recorder.stop()
    heard = tape.samples()
    assert np.array_equal(heard[heard.any(axis=1)], played)


def test_a_player_that_is_stopped_is_silent_and_takes_no_more(room):
    taken = []

    def pieces():
        for number in range(10_000):
            taken.append(number)
            yield noise(0.1, number)

    player = Player(pieces(), RATE, 2)
    while not taken:
        pass
    player.stop()
    count = len(taken)
    assert not player.is_playing
    assert len(taken) == count < 10_000
    player.wait()


def test_a_rate_that_no_loudspeaker_has_is_one_sentence(room):
    with pytest.raises(AudioError, match="does not open"):
        Player([noise(0.1, 74)], 1, 2).wait()
