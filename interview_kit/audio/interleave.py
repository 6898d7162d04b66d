"""Several tracks of one clock, each a channel of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interview_kit.audio.track import Hole, Piece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(slots=True)
class _TrackQueue:
    """What of a track waits for the others."""

    waiting: deque[Piece] = field(default_factory=deque)
    ended: bool = False

    @property
    def ready(self) -> int | None:
        """The frames of the first piece that waits; None where it is over."""
        if not self.waiting:
            return None if self.ended else 0
        first = self.waiting[0]
        return first.frames if isinstance(first, Hole) else len(first)

    def take(self, frames: int) -> NDArray[np.int16] | None:
        """The next samples, or None for a hole or the time after the end."""
        if not self.waiting:
            return None
        first = self.waiting.popleft()
        if isinstance(first, Hole):
            if first.frames > frames:
                self.waiting.appendleft(Hole(first.frames - frames))
            return None
        if len(first) > frames:
            self.waiting.appendleft(first[frames:])
        return first[:frames, 0]


def interleaved(pieces: Iterable[tuple[int, Piece | None]], channels: int) -> Iterator[Piece]:
    """The tracks beside each other, shape (frames, channels).

    `pieces` come with the number of their track, one channel each, and with None where that track
    is over. A hole of one track is silence; a hole of all of them stays one. A track that ends
    before the others is silent from there.
    """
    tracks = [_TrackQueue() for _ in range(channels)]
    for number, piece in pieces:
        if piece is None:
            tracks[number].ended = True
        elif isinstance(piece, Hole) or len(piece):
            tracks[number].waiting.append(piece)
        yield from _ready(tracks)


def _ready(tracks: list[_TrackQueue]) -> Iterator[Piece]:
    import numpy as np

    while True:
        ready = [track.ready for track in tracks]
        frames = min((count for count in ready if count is not None), default=0)
        if not frames:
            return
        parts = [track.take(frames) for track in tracks]
        if all(part is None for part in parts):
            yield Hole(frames)
            continue
        silence = np.zeros(frames, np.int16)
        yield np.stack([silence if part is None else part for part in parts], axis=1)
