"""Sound to blocks and back, bit for bit."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from interview_kit.errors import AudioError
from interview_kit.model.block import Block

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BYTES_PER_SAMPLE = 2


def as_samples(pcm: bytes, channels: int) -> NDArray[np.int16]:
    """Interleaved 16-bit PCM as an array of shape (frames, channels)."""
    import numpy as np

    return np.frombuffer(pcm, np.int16).reshape(-1, channels)


def encode_block(pcm: bytes, first_frame: int, rate: int, channels: int) -> Block:
    """Interleaved 16-bit PCM as a block that decodes alone; at least one frame."""
    import soundfile

    samples = as_samples(pcm, channels)
    if not len(samples):
        raise ValueError("a block holds at least one frame")
    data = BytesIO()
    soundfile.write(data, samples, rate, format="FLAC", subtype="PCM_16")
    return Block(first_frame, len(samples), rate, channels, data.getvalue())


def decode_block(block: Block) -> NDArray[np.int16]:
    """The samples of a block, shape (frames, channels), as they were before encoding.

    Raises AudioError for a block that is not whole.
    """
    import soundfile

    try:
        samples, _rate = soundfile.read(BytesIO(block.data), dtype="int16", always_2d=True)
    except soundfile.LibsndfileError:
        samples = ()
    if len(samples) != block.frames:
        raise AudioError(
            "The sound from frame {first_frame} on is damaged.",
            "Bring the study back from a backup, or take out the sound around it.",
            first_frame=block.first_frame,
        )
    return samples  # type: ignore[no-any-return]  # soundfile has no types
