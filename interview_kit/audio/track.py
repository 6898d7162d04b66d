"""One sound track of a file, at its place on the file's clock.

Where the time stamps run ahead of the sound, sound is missing: a call that broke off, a picture
that began before the sound. What comes is a hole, so that what follows keeps its time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import av
    import numpy as np
    from av.audio.stream import AudioStream
    from numpy.typing import NDArray

LEAST_HOLE_S = 0.15
"""Stamps of calls and of variable frames go to and fro by less."""

BACK_S = 1.0
"""Stamps that fall back by more have begun anew: what was put together of several files."""

LONGEST_HOLE_S = 6 * 3600
"""Stamps that leap further are damaged."""

FROM_ZERO = frozenset(("matroska", "webm", "mov", "mp4", "avi", "asf"))
"""Formats whose clock begins at nought, so that a later first stamp is sound that begins late."""


@dataclass(frozen=True, slots=True)
class Hole:
    """So many frames of the clock hold no sound."""

    frames: int


Piece: TypeAlias = "NDArray[np.int16] | Hole"


class Track:
    """Brings the frames of a stream to 16 bit at one rate and number of channels.

    `begin_s` is where the file's clock begins. What changes its rate or channels on the way is
    brought to those of the stream.
    """

    def __init__(self, stream: AudioStream, rate: int, channels: int, begin_s: float) -> None:
        self.ended = False
        self._rate = rate
        self._channels = channels
        self._begin_s = begin_s
        self._seconds = 0.0
        self._time_base = stream.time_base
        self._kind: tuple[str, str, int] | None = None
        self._resampler: av.AudioResampler | None = None

    def take(self, frame: av.AudioFrame) -> Iterator[Piece]:
        """What is ready of the sound, shape (frames, channels), and holes before it."""
        import av

        hole_s = self._hole_before(frame)
        if hole_s:
            yield from self.rest()
            frames = round(hole_s * self._rate)
            self._seconds += hole_s
            yield Hole(frames)
        kind = (frame.format.name, frame.layout.name, frame.sample_rate)
        if kind != self._kind or self._resampler is None:
            yield from self.rest()
            self._kind = kind
            layout = "mono" if self._channels == 1 else "stereo"
            self._resampler = av.AudioResampler("s16", layout, self._rate)
        self._seconds += frame.samples / frame.sample_rate
        frame.pts = None
        for converted in self._resampler.resample(frame):
            yield self._samples(converted)

    def rest(self) -> Iterator[Piece]:
        """What was held back."""
        import av

        with suppress(av.error.FFmpegError):
            for converted in self._resampler.resample(None) if self._resampler else ():
                yield self._samples(converted)
        self._resampler = None

    def _hole_before(self, frame: av.AudioFrame) -> float:
        """The seconds without sound before a frame, 0.0 where there are none to speak of."""
        base = frame.time_base or self._time_base
        if frame.pts is None or base is None:
            return 0.0
        ahead_s = float(frame.pts * base) - self._begin_s - self._seconds
        if ahead_s < -BACK_S or ahead_s > LONGEST_HOLE_S:
            self._begin_s += ahead_s
            return 0.0
        return ahead_s if ahead_s >= LEAST_HOLE_S else 0.0

    def _samples(self, frame: av.AudioFrame) -> NDArray[np.int16]:
        import numpy as np

        used = frame.samples * frame.layout.nb_channels * 2
        data = bytes(frame.planes[0])[:used]
        return np.frombuffer(data, np.int16).reshape(-1, self._channels)
