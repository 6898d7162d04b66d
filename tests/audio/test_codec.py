from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from interview_kit.audio.block_codec import decode_block, encode_block
from interview_kit.errors import AudioError
from tests.support.tape import noise

pytestmark = pytest.mark.pure

SHAPES = st.tuples(st.integers(1, 3000), st.sampled_from([1, 2]))


@given(arrays(np.int16, SHAPES), st.sampled_from([8000, 16000, 44100, 48000, 96000]))
def test_a_block_decodes_to_the_very_samples_it_was_made_of(samples, rate):
    block = encode_block(samples.tobytes(), 77, rate, samples.shape[1])
    assert (block.first_frame, block.frames, block.rate) == (77, len(samples), rate)
    assert np.array_equal(decode_block(block), samples)


def test_a_block_holds_at_least_one_frame():
    with pytest.raises(ValueError, match="at least one frame"):
        encode_block(b"", 0, 48000, 1)


@pytest.mark.parametrize("data", [b"", b"fLaC", b"no sound at all" * 20])
def test_a_damaged_block_is_named_by_its_frame(data):
    block = encode_block(noise(0.1, 1).tobytes(), 4800, 48000, 2)
    with pytest.raises(AudioError, match="from frame 4800 on is damaged"):
        decode_block(replace(block, data=data))


def test_a_block_cut_short_is_not_taken_for_a_shorter_one():
    block = encode_block(noise(1, 1).tobytes(), 0, 48000, 2)
    with pytest.raises(AudioError, match="damaged"):
        decode_block(replace(block, data=block.data[: len(block.data) // 2]))
