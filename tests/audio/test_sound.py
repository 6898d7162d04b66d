from __future__ import annotations

import resource
import stat
from contextlib import contextmanager

import numpy as np
import pytest
import soundfile

from interview_kit.audio.block_codec import encode_block
from interview_kit.audio.stored_sound import join, write_sound
from interview_kit.disk.disk_errors import as_sentence
from interview_kit.errors import AudioError
from tests.support.tape import noise

RATE = 1000
SAMPLES = noise(5, 5, RATE)


def blocks(*seconds: int):
    """The given seconds of SAMPLES as blocks."""
    return [
        encode_block(SAMPLES[s * RATE : (s + 1) * RATE].tobytes(), s * RATE, RATE, 2)
        for s in seconds
    ]


def joined(pieces) -> np.ndarray:
    return np.concatenate([np.empty((0, 2), np.int16), *pieces])


def test_blocks_join_to_the_sound_they_were_cut_from():
    assert np.array_equal(joined(join(blocks(0, 1, 2, 3, 4), 0, 5000)), SAMPLES)


def test_a_stretch_begins_and_ends_within_a_block():
    assert np.array_equal(joined(join(blocks(0, 1, 2), 250, 2750)), SAMPLES[250:2750])


def test_struck_sound_becomes_silence_of_the_same_length():
    silenced = SAMPLES.copy()
    silenced[1000:3000] = 0
    assert np.array_equal(joined(join(blocks(0, 3, 4), 0, 5000)), silenced)


def test_struck_sound_can_be_cut():
    kept = np.concatenate([SAMPLES[:1000], SAMPLES[3000:]])
    assert np.array_equal(joined(join(blocks(0, 3, 4), 0, 5000, "cut")), kept)


def test_silence_reaches_to_both_ends_of_the_stretch():
    silenced = np.zeros((5000, 2), np.int16)
    silenced[2000:3000] = SAMPLES[2000:3000]
    assert np.array_equal(joined(join(blocks(2), 0, 5000)), silenced)


def written(path, first_frame=0, end_frame=5000):
    pieces = join(blocks(0, 1, 2, 3, 4), first_frame, end_frame)
    write_sound(path, pieces, end_frame - first_frame, RATE, 2)


@pytest.mark.parametrize("name", ["sound.flac", "sound.wav", "SOUND.WAV"])
def test_a_written_file_holds_the_sound_and_is_for_its_owner_only(tmp_path, name):
    path = tmp_path / name
    written(path, 500, 4500)
    samples, rate = soundfile.read(path, dtype="int16")
    assert rate == RATE
    assert np.array_equal(samples, SAMPLES[500:4500])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_another_suffix_is_refused(tmp_path):
    with pytest.raises(AudioError, match=r"not written as \.mp3"):
        written(tmp_path / "sound.mp3")


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(FileNotFoundError) as raised:
        written(tmp_path / "none" / "sound.wav")
    assert str(as_sentence(raised.value)).startswith(f"{tmp_path / 'none'} is not there any more.")


@contextmanager
def room_for(size: int):
    """The disk takes no file longer than `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("suffix", [".wav", ".flac"])
@pytest.mark.parametrize("size", [0, 10, 5000])
def test_a_disk_that_takes_too_little_keeps_what_was_there(tmp_path, suffix, size):
    path = tmp_path / f"sound{suffix}"
    path.write_bytes(b"before")
    with room_for(size), pytest.raises(OSError, match=r"large|space") as raised:
        written(path)
    assert str(as_sentence(raised.value)).startswith("The disk is full.")
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]
