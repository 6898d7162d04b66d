"""Sound slower or faster at the same pitch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]


def lead_frames(rate: int, tempo: float) -> int:
    """By how many frames what `at_tempo` gives is ahead of its place: half a window.

    The window is the least power of two that lasts a 24th of a second, as `atempo` has it.
    """
    return 0 if tempo == 1 else 1 << max(0, (rate // 24 - 1).bit_length() - 1)


def at_tempo(
    pieces: Iterable[Samples], rate: int, channels: int, tempo: float
) -> Iterator[Samples]:
    """Pieces of shape (frames, channels), `tempo` times as fast, 0.5 to 2; pitch stays.

    FFmpeg's `atempo`, which overlaps short windows where they are most alike (WSOLA): frames are
    off their place by half a window, about 20 ms, and no more however long it runs.
    """
    if tempo == 1:
        yield from pieces
        return
    import av
    import numpy as np

    layout = "mono" if channels == 1 else "stereo"
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=rate, format="s16", layout=layout)
    stretch = graph.add("atempo", f"{tempo:g}")
    sink = graph.add("abuffersink")
    source.link_to(stretch)
    stretch.link_to(sink)
    graph.configure()

    def ready() -> Iterator[Samples]:
        while True:
            try:
                frame = graph.pull()
            except (BlockingIOError, EOFError):
                return
            if isinstance(frame, av.AudioFrame):
                yield frame.to_ndarray().reshape(-1, channels).astype(np.int16, copy=False)

    frames_given = 0
    for piece in pieces:
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(piece).reshape(1, -1), format="s16", layout=layout
        )
        frame.sample_rate = rate
        frame.pts = frames_given
        frames_given += len(piece)
        graph.push(frame)
        yield from ready()
    graph.push(None)
    yield from ready()
