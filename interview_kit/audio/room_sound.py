"""Listening to a room before anything is stored: sound in memory, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from threading import Event
from typing import TYPE_CHECKING

from interview_kit.audio.block_codec import as_samples
from interview_kit.audio.channel_comparison import compared_layout
from interview_kit.audio.recorder_events import Level
from interview_kit.audio.sound_level import (
    clipped_channels,
    flat_channels,
    hum_share,
    peak_dbfs,
    rms_dbfs,
)
from interview_kit.audio.sound_source import Fault, Source
from interview_kit.errors import AudioError
from interview_kit.model.channel_layout import ChannelLayout

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

QUIET_DBFS = -36.0  # speech at arm's length peaks some 20 dB above this
HUM_SHARE = 0.5
WAIT_SECONDS = 5  # how much longer than the sound itself a source may take


class Trouble(StrEnum):
    """What a channel may suffer from."""

    DEAD = "dead"
    """It carries nothing at all: muted, or not plugged in."""
    QUIET = "quiet"
    CLIPPED = "clipped"
    HUM = "hum"
    SAME = "same"
    """It carries the same voices as the other channel: one recording, twice."""
    OPPOSITE = "opposite"
    """It carries the same voices as the other channel, upside down."""


@dataclass(frozen=True, slots=True)
class ChannelSound:
    """How one channel sounds, in dBFS, and what is wrong with it."""

    peak_dbfs: float
    rms_dbfs: float
    troubles: tuple[Trouble, ...]


def listen_to_room(
    source: Source,
    seconds: float,
    meter: Callable[[Level], None] = lambda _level: None,
    stop: Event | None = None,
) -> NDArray[np.int16]:
    """The next `seconds` of a source, shape (frames, channels), kept in memory alone.

    Shorter where the source ends or `stop` is set. `meter` gets the level of each piece, from a
    thread of the source. Raises AudioError where the source gives no sound.
    """
    wanted_bytes = int(seconds * source.rate) * source.channels * 2
    pcm = bytearray()
    finish = Event() if stop is None else stop

    def deliver(piece: bytes, _moment: float) -> None:
        if finish.is_set():
            return
        pcm.extend(piece)
        samples = as_samples(piece, source.channels)
        frame = len(pcm) // source.channels // 2
        meter(Level(frame, peak_dbfs(samples), rms_dbfs(samples)))
        if len(pcm) >= wanted_bytes:
            finish.set()

    def report(fault: Fault, _detail: str, frames: int = 0) -> None:
        del frames
        if fault not in {Fault.OVERFLOW, Fault.MISSING}:
            finish.set()

    source.start(deliver, report)
    try:
        finish.wait(seconds + WAIT_SECONDS)
    finally:
        source.stop()
    if not pcm:
        raise AudioError(
            "{name} gives no sound.",
            "Check that it is plugged in and switched on.",
            name=source.name,
        )
    return as_samples(bytes(pcm[:wanted_bytes]), source.channels)


def judge(samples: NDArray[np.int16], rate: int) -> tuple[ChannelSound, ...]:
    """How each channel sounds; judge ten seconds in which somebody speaks."""
    peaks, powers = peak_dbfs(samples), rms_dbfs(samples)
    dead, clips, hums = flat_channels(samples), clipped_channels(samples), hum_share(samples, rate)
    channels = len(peaks)
    layout = compared_layout(samples, rate) if channels > 1 and not any(dead) else None
    opposite = layout is ChannelLayout.OPPOSITE
    is_dual_mono = layout not in {None, ChannelLayout.APART, ChannelLayout.OPPOSITE}
    return tuple(
        ChannelSound(
            peaks[channel],
            powers[channel],
            tuple(
                trouble
                for trouble, is_there in (
                    (Trouble.DEAD, dead[channel]),
                    (Trouble.QUIET, not dead[channel] and peaks[channel] < QUIET_DBFS),
                    (Trouble.CLIPPED, clips[channel]),
                    (Trouble.HUM, not dead[channel] and hums[channel] > HUM_SHARE),
                    (Trouble.SAME, is_dual_mono),
                    (Trouble.OPPOSITE, opposite),
                )
                if is_there
            ),
        )
        for channel in range(channels)
    )
