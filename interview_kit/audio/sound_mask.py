"""Stretches of sound that are not to be heard: silence or a tone in their place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from interview_kit.audio.block_codec import decode_block
from interview_kit.model.block import Block
from interview_kit.model.clock import ms_to_frames

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Cover = Literal["silence", "beep"]

BEEP_HERTZ = 1000
BEEP_PEAK = 3277  # -20 dBFS


@dataclass(frozen=True, slots=True)
class Mask:
    """What covers some stretches: pairs of a first frame and the frame after the last."""

    spans: tuple[tuple[int, int], ...]
    cover: Cover = "silence"

    def decode(self, block: Block) -> NDArray[np.int16]:
        """The samples of `block`, shape (frames, channels), covered on all its channels."""
        samples = decode_block(block)
        for first, end in self.spans:
            start, stop = max(first, block.first_frame), min(end, block.end_frame)
            if start < stop:
                position = slice(start - block.first_frame, stop - block.first_frame)
                samples[position] = _covering(self.cover, start, stop, block.rate)
        return samples


def mask(
    spans_ms: Iterable[tuple[int, int]], rate: int, margin_ms: int, cover: Cover = "silence"
) -> Mask:
    """A mask over spans of milliseconds, each wider by `margin_ms` on both sides."""
    return Mask(
        tuple(
            (ms_to_frames(max(0, start - margin_ms), rate), ms_to_frames(end + margin_ms, rate))
            for start, end in spans_ms
        ),
        cover,
    )


def _covering(cover: Cover, start: int, stop: int, rate: int) -> NDArray[np.int16]:
    """What is heard from frame `start` up to `stop`, shape (frames, 1).

    The tone goes by the frame, so that it runs on where a block ends.
    """
    import numpy as np

    frames = np.arange(start, stop)
    loudness = BEEP_PEAK if cover == "beep" else 0
    tone = loudness * np.sin(2 * np.pi * BEEP_HERTZ * frames / rate)
    return tone.astype(np.int16)[:, None]
