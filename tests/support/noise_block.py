"""A second of sound that is like no other, as a block."""

from __future__ import annotations

import numpy as np

from interview_kit.audio.block_codec import encode_block
from interview_kit.model.block import Block


def noise(seed: int) -> Block:
    """One second at 16 kHz; another for every seed."""
    rng = np.random.default_rng(seed)
    samples = rng.integers(-20_000, 20_000, 16_000, dtype=np.int16)
    return encode_block(samples.tobytes(), 0, 16_000, 1)
