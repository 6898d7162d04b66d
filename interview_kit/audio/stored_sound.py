"""Blocks put together again: as samples, and as a sound file to take away."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from interview_kit.audio.block_codec import BYTES_PER_SAMPLE, decode_block
from interview_kit.disk.private_files import refused_for
from interview_kit.errors import AudioError
from interview_kit.language.phrase import phrase
from interview_kit.model.block import Block

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Gaps = Literal["silence", "cut"]
Decode: TypeAlias = "Callable[[Block], NDArray[np.int16]]"

FORMATS = {".flac": "FLAC", ".wav": "WAV"}
WAV_BYTES = 2**32 - 2**16  # a WAV's header counts in 32 bits; beyond that RF64, which is read alike
SILENCE_FRAMES = 48000  # silence is given in pieces, so that an hour of it takes no memory


def join(
    blocks: Iterable[Block],
    first_frame: int,
    end_frame: int,
    gaps: Gaps = "silence",
    decode: Decode = decode_block,
) -> Iterator[NDArray[np.int16]]:
    """The sound from `first_frame` up to `end_frame`, in pieces of shape (frames, channels).

    `blocks` come in the order of their frames, and `decode` gives the samples of each. Frames that
    no block holds, because their sound was struck, become silence or are cut.
    """
    waiting = iter(blocks)
    block = next(waiting, None)
    channels = block.channels if block else 1
    frame = first_frame
    while block is not None and block.first_frame < end_frame:
        if gaps == "silence":
            yield from _silence(block.first_frame - frame, channels)
        start = max(frame, block.first_frame)
        end = min(end_frame, block.end_frame)
        if start < end:
            yield decode(block)[start - block.first_frame : end - block.first_frame]
        frame = max(start, end)
        block = next(waiting, None)
    if gaps == "silence":
        yield from _silence(end_frame - frame, channels)


def with_gains(samples: NDArray[np.int16], gains: tuple[int, int]) -> NDArray[np.int16]:
    """Samples of shape (frames, channels), each of two channels times -1, 0 or 1."""
    import numpy as np

    if samples.shape[1] != len(gains) or gains == (1, 1):
        return samples
    scaled = samples.astype(np.int32) * np.array(gains, np.int32)
    return np.clip(scaled, -32768, 32767).astype(np.int16)


def write_sound(
    path: Path, pieces: Iterable[NDArray[np.int16]], frames: int, rate: int, channels: int
) -> None:
    """Write sound as FLAC or WAV, by the suffix of `path`; readable by its owner only.

    `pieces` have the shape (frames, channels) and hold at most `frames` together. The file appears
    whole or not at all. Raises AudioError for another suffix, OSError where the disk refuses.
    """
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise AudioError(
            "Sound is not written as {suffix}.",
            "Give the file a name that ends in .flac or .wav.",
            suffix=path.suffix or phrase("a file without a suffix"),
        )
    if kind == "WAV" and frames * channels * BYTES_PER_SAMPLE > WAV_BYTES:
        kind = "RF64"
    draft_path = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with refused_for(path.parent):
            _write(draft_path, pieces, rate, channels, kind)
            draft_path.replace(path)
    finally:
        draft_path.unlink(missing_ok=True)


def _write(
    path: Path, pieces: Iterable[NDArray[np.int16]], rate: int, channels: int, kind: str
) -> None:
    import soundfile

    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    frames = 0
    try:
        with soundfile.SoundFile(
            path, "w", samplerate=rate, channels=channels, format=kind, subtype="PCM_16"
        ) as sound:
            for piece in pieces:
                sound.write(piece)
                frames += len(piece)
        written_frames = soundfile.info(path).frames
    except (AssertionError, soundfile.LibsndfileError):
        written_frames = -1
    # libsndfile does not say why a disk took less than it was given, and at the end not even that.
    if written_frames != frames:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _silence(frames: int, channels: int) -> Iterator[NDArray[np.int16]]:
    import numpy as np

    for start in range(0, frames, SILENCE_FRAMES):
        yield np.zeros((min(SILENCE_FRAMES, frames - start), channels), np.int16)
