from __future__ import annotations

import errno
import logging
import sys
from subprocess import run

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.audio.file_source import FileSource
from interview_kit.audio.recorder import Recorder
from interview_kit.audio.recorder_events import (
    LayoutJudged,
    Level,
    Overflow,
    RecorderFailed,
    SourceEnded,
)
from interview_kit.audio.sound_source import Fault
from interview_kit.errors import StudyError
from interview_kit.model.channel_layout import ChannelLayout
from tests.support.tape import PushedSource, Tape, noise
from tests.support.two_voices import RATE as SPOKEN_RATE
from tests.support.two_voices import stereo, talk

RATE = PushedSource.rate
SOUND = noise(10, 20, RATE, 1)


def pushed(**options) -> Tape:
    tape = Tape(PushedSource(), **options)
    tape.recorder.start()
    return tape


def test_importing_the_recorder_loads_no_sound_library():
    heavy = "{'sounddevice', 'soundfile', 'numpy', 'av'}"
    modules = "recorder, microphone, file_source, devices, stored_sound, sound_level"
    code = (
        f"import sys; from interview_kit.audio import {modules}; print({heavy} & set(sys.modules))"
    )
    assert run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"


def test_blocks_are_a_second_long_and_follow_each_other(tmp_path):
    soundfile.write(tmp_path / "a.wav", noise(3.4, 21), 48000)
    tape = Tape(FileSource(tmp_path / "a.wav", "fast"), first_frame=96000)
    tape.recorder.start()
    assert tape.recorder.wait(30)
    assert [block.first_frame for block in tape.blocks] == [96000, 144000, 192000, 240000]
    assert [block.frames for block in tape.blocks] == [48000, 48000, 48000, 19200]
    assert tape.recorder.frame == tape.recorder.committed_frame == 259200
    assert tape.of(SourceEnded) == [SourceEnded(259200)]


@given(st.lists(st.one_of(st.integers(1, 1500), st.sampled_from(["pause", "resume"])), min_size=1))
@settings(max_examples=50, deadline=None)
def test_not_one_sample_of_a_pause_is_stored_and_not_one_other_is_lost(steps):
    tape = pushed()
    kept, at, on_record = [np.empty((0, 1), np.int16)], 0, True
    for step in steps:
        if step == "pause":
            frame, on_record = tape.recorder.pause(), False
            assert frame == sum(map(len, kept))
        elif step == "resume":
            frame, on_record = tape.recorder.resume(), True
            assert frame == sum(map(len, kept))
        else:
            piece = np.resize(SOUND[at % 5000 :], (step, 1))
            tape.source.push(piece)
            at += step
            kept += [piece] if on_record else []
    stored = np.concatenate(kept)
    assert tape.recorder.stop() == len(stored)
    if len(stored):
        assert np.array_equal(tape.samples(), stored)


def test_a_pause_ends_its_block_so_that_all_before_it_is_safe():
    committed = []
    tape = pushed(commit=lambda block: committed.append(block.end_frame))
    tape.source.push(SOUND[:1300])
    assert tape.recorder.pause() == 1300
    tape.recorder.resume()
    tape.source.push(SOUND[:200])
    tape.recorder.stop()
    assert committed == [1000, 1300, 1500]


def test_a_flush_returns_when_all_sound_so_far_is_committed_and_goes_on():
    tape = pushed()
    tape.source.push(SOUND[:1300])
    assert tape.recorder.flush() == tape.recorder.committed_frame == 1300
    tape.source.push(SOUND[1300:1500])
    assert tape.recorder.stop() == 1500
    assert tape.recorder.flush() == 1500
    assert np.array_equal(tape.samples(), SOUND[:1500])


def test_a_flush_does_not_wait_for_a_disk_that_is_full():
    def commit(_block):
        raise OSError(errno.ENOSPC, "No space left on device")

    tape = pushed(commit=commit)
    tape.source.push(SOUND[:300])
    assert tape.recorder.flush() == 0


def test_stopping_commits_the_last_piece_and_takes_no_more():
    tape = pushed()
    tape.source.push(SOUND[:1234])
    assert tape.recorder.stop() == 1234
    tape.source.push(SOUND[:1000])
    assert tape.recorder.resume() == tape.recorder.stop() == tape.recorder.frame == 1234
    assert np.array_equal(tape.samples(), SOUND[:1234])


def test_a_recorder_that_never_started_stops_without_ado():
    assert Tape(PushedSource(), first_frame=7).recorder.stop() == 7


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (StudyError("The vault is full."), "The vault is full."),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            "The sound could not be stored: No space left on device.",
        ),
        (RuntimeError("Anna said"), "The sound could not be stored: RuntimeError."),
    ],
)
def test_sound_that_cannot_be_stored_ends_the_recording_and_is_told(error, sentence):
    committed = []

    def commit(block):
        if len(committed) == 2:
            raise error
        committed.append(block)

    tape = pushed(commit=commit)
    for start in range(0, 5000, 500):
        tape.source.push(SOUND[start : start + 500])
    assert tape.recorder.wait(30)
    assert tape.events[-1] == RecorderFailed(2000, sentence)
    assert tape.recorder.stop() == tape.recorder.frame == 2000


def test_a_file_that_waits_for_a_full_disk_is_let_go(tmp_path):
    soundfile.write(tmp_path / "a.wav", noise(60, 22, 8000, 1), 8000)

    def commit(_block):
        raise OSError(errno.ENOSPC, "No space left on device")

    tape = Tape(FileSource(tmp_path / "a.wav", "fast"), commit=commit)
    tape.recorder.start()
    assert tape.recorder.wait(30)
    assert tape.of(RecorderFailed)


def test_a_listener_that_fails_does_not_end_the_recording(caplog):
    def listen(_event):
        raise RuntimeError("Anna said")

    blocks = []
    source = PushedSource()
    recorder = Recorder(source, blocks.append, listen)
    recorder.start()
    source.push(SOUND)
    assert recorder.stop() == len(SOUND)
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * len(caplog.records)
    assert caplog.records
    assert "Anna" not in caplog.text


def test_levels_name_every_channel_and_come_with_a_frame(tmp_path):
    sound = noise(0.5, 23)
    sound[:, 1] = 0
    soundfile.write(tmp_path / "a.wav", sound, 48000)
    tape = Tape(FileSource(tmp_path / "a.wav", "real"))
    tape.recorder.start()
    assert tape.recorder.wait(30)
    levels = tape.of(Level)
    assert 1 <= len(levels) <= 8
    for level in levels:
        assert 0 < level.frame <= len(sound)
        assert -13 < level.peak_dbfs[0] < -10
        assert level.peak_dbfs[1] == level.rms_dbfs[1] == -120


def test_an_overflow_is_told_once_a_second_at_most():
    tape = pushed()
    for _ in range(10):
        tape.source.report(Fault.OVERFLOW, "")
    tape.source.push(SOUND[:1500])
    tape.source.report(Fault.OVERFLOW, "")
    tape.recorder.stop()
    assert tape.of(Overflow) == [Overflow(0, 0), Overflow(1500, 0)]


def test_a_file_that_goes_away_while_it_is_read_is_a_failure_with_all_before_it_kept():
    tape = pushed()
    tape.source.push(SOUND[:1500])
    tape.source.report(Fault.ENDED, "There is no file a.wav.")
    assert tape.recorder.wait(30)
    assert tape.events[-1] == RecorderFailed(1500, "There is no file a.wav.")


def test_channels_that_carry_one_recording_are_told_while_it_goes_on(tmp_path):
    first, second = talk(24)
    both = first + second
    soundfile.write(tmp_path / "a.wav", stereo(both, both), SPOKEN_RATE)
    tape = Tape(FileSource(tmp_path / "a.wav", "fast"))
    tape.recorder.start()
    assert tape.recorder.wait(30)
    (judged,) = tape.of(LayoutJudged)
    assert judged.layout is ChannelLayout.TOGETHER
    assert judged.frame < 15 * SPOKEN_RATE


def test_two_microphones_are_nothing_to_speak_of(tmp_path):
    soundfile.write(tmp_path / "a.wav", stereo(*talk(24)), SPOKEN_RATE)
    tape = Tape(FileSource(tmp_path / "a.wav", "fast"))
    tape.recorder.start()
    assert tape.recorder.wait(30)
    assert not tape.of(LayoutJudged)
