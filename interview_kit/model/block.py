"""A block: about one second of stored sound."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """Sound that is committed together and can be decoded alone.

    `first_frame` is the position on the interview's clock, `frames` the length, `rate` frames per
    second, `channels` 1 or 2, `data` a complete FLAC file of 16-bit samples.
    """

    first_frame: int
    frames: int
    rate: int
    channels: int
    data: bytes

    @property
    def end_frame(self) -> int:
        """The first frame after this block."""
        return self.first_frame + self.frames
