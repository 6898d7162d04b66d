from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
import soundfile

from interview_kit.audio.devices import find_device
from interview_kit.audio.microphone import MicrophoneSource, doubled
from interview_kit.audio.recorder_events import (
    FlatLine,
    Level,
    Overflow,
    SourceLost,
    SourceReturned,
)
from interview_kit.errors import AudioError
from tests.support.tape import Tape, noise


@contextmanager
def recording(channels: int = 2) -> Iterator[Tape]:
    """A tape that runs; what was played to it before is over when it has heard some silence."""
    tape = Tape(MicrophoneSource(find_device(), channels))
    tape.recorder.start()
    try:
        tape.until_frame(9600)
        yield tape
    finally:
        tape.recorder.stop()


def listen_on(tape: Tape, seconds: float = 0.5) -> None:
    """Let what is on its way arrive."""
    tape.until_frame(tape.recorder.frame + round(seconds * 48000))


def heard(tape: Tape) -> np.ndarray:
    """What was recorded, without the silence around it; the sound played has none within."""
    samples = tape.samples()
    return samples[samples.any(axis=1)]


def test_what_is_played_is_recorded_bit_for_bit_on_two_channels(room, write_wav):
    played = noise(2, 40)
    with recording() as tape:
        room.play(write_wav("a.wav", played))
        listen_on(tape)
    assert np.array_equal(heard(tape), played)
    assert tape.of(Overflow) == tape.of(SourceLost) == []
    assert tape.of(Level)


def test_speech_played_is_found_in_the_recording(room, tmp_path):
    path = tmp_path / "speech.wav"
    subprocess.run(["espeak-ng", "-w", tmp_path / "voice.wav", "How are you today?"], check=True)
    subprocess.run(["sox", "-D", tmp_path / "voice.wav", "-r", "48000", path], check=True)
    pcm, _rate = soundfile.read(path, dtype="int16")
    with recording() as tape:
        room.play(path)
        listen_on(tape)
    left = tape.samples()[:, 0].astype(float)
    size = len(left) + len(pcm)
    match = np.fft.irfft(np.fft.rfft(left, size) * np.conj(np.fft.rfft(pcm.astype(float), size)))
    start = int(match.argmax())
    assert np.corrcoef(left[start : start + len(pcm)], pcm)[0, 1] > 0.99


def test_nothing_said_off_record_is_stored(room, write_wav):
    before, secret, after = noise(1, 41), noise(1, 42), noise(1, 43)
    with recording() as tape:
        room.play(write_wav("before.wav", before))
        listen_on(tape)
        paused = tape.recorder.pause()
        room.play(write_wav("secret.wav", secret))
        assert tape.recorder.resume() == paused  # while the secret's end is still on its way
        listen_on(tape)
        room.play(write_wav("after.wav", after))
        listen_on(tape)
    assert np.array_equal(heard(tape), np.concatenate([before, after]))


def test_a_microphone_that_hears_nothing_raises_the_alarm(room):
    with recording() as tape:
        tape.until(lambda: len(tape.of(FlatLine)) == 2)
    assert all(event.frame <= 5 * 48000 for event in tape.of(FlatLine))


def test_a_microphone_pulled_out_is_noticed_and_recording_goes_on_when_it_is_back(room, write_wav):
    before, after = noise(1, 44), noise(1, 45)
    with recording() as tape:
        room.play(write_wav("before.wav", before))
        listen_on(tape)
        room.unplug()
        try:
            tape.until(lambda: tape.of(SourceLost))
        finally:
            room.plug_in()
        tape.until(lambda: tape.of(SourceReturned))
        room.play(write_wav("after.wav", after))
        listen_on(tape)
    [lost], [back] = tape.of(SourceLost), tape.of(SourceReturned)
    assert back.frame == lost.frame
    assert back.gap_ms > 0
    assert back.source == "default"
    assert any(block.first_frame == back.frame for block in tape.blocks)
    assert np.array_equal(heard(tape), np.concatenate([before, after]))


def test_a_sound_server_that_hangs_is_noticed_and_recording_goes_on_when_it_answers(room):
    with recording() as tape:
        os.kill(room.server, signal.SIGSTOP)
        try:
            tape.until(lambda: tape.of(SourceLost))
        finally:
            os.kill(room.server, signal.SIGCONT)
        tape.until(lambda: tape.of(SourceReturned))
        listen_on(tape)
    assert tape.recorder.committed_frame > tape.of(SourceReturned)[0].frame


def test_a_microphone_that_is_not_there_is_refused_at_the_start(room):
    source = MicrophoneSource(replace(find_device(), name="Jabra"))
    with pytest.raises(AudioError, match="The microphone Jabra is not there"):
        Tape(source).recorder.start()


def test_one_channel_is_recorded_where_one_is_asked_for(room, write_wav):
    played = np.repeat(noise(1, 46, channels=1), 2, axis=1)
    with recording(channels=1) as tape:
        room.play(write_wav("a.wav", played))
        listen_on(tape)
    assert {block.channels for block in tape.blocks} == {1}
    assert np.array_equal(heard(tape), played[:, :1])


def test_a_device_with_one_channel_fills_both_of_an_interview_with_two():
    samples = noise(0.1, 47, channels=1)
    both = np.frombuffer(doubled(samples.tobytes()), np.int16).reshape(-1, 2)
    assert np.array_equal(both, np.repeat(samples, 2, axis=1))
