"""A block: about one second of stored sound."""

from __future__ import annotations

import hashlib
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

    @property
    def hash(self) -> str:
        """What proves a block that lies in a damaged place to be whole."""
        return content_hash(self.first_frame, self.frames, self.rate, self.channels, self.data)


def content_hash(first_frame: int, frames: int, rate: int, channels: int, data: bytes) -> str:
    """The SHA-256 of a block: its place on the clock, its form and its sound."""
    form = f"{first_frame} {frames} {rate} {channels} ".encode("ascii")
    return hashlib.sha256(form + data).hexdigest()
