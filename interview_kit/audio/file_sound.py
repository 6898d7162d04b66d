"""A whole sound file in memory; for a short one that is played and never stored."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import numpy as np
from numpy.typing import NDArray

from interview_kit.audio.block_codec import as_samples
from interview_kit.audio.file_source import FileSource
from interview_kit.audio.sound_source import Fault


def file_sound(path: Path) -> tuple[NDArray[np.int16], int]:
    """The samples of a sound file, shape (frames, channels), and its rate.

    Raises AudioError for a file that holds no sound.
    """
    source = FileSource(path, pace="fast")
    over = Event()
    pcm = bytearray()

    def report(fault: Fault, _detail: str, /, frames: int = 0) -> None:  # noqa: ARG001
        if fault is Fault.ENDED:
            over.set()

    source.start(lambda piece, _moment: pcm.extend(piece), report)
    over.wait()
    source.stop()
    return as_samples(bytes(pcm), source.channels), source.rate
