"""The room check before an interview: sound, disk, battery and sleep. It stores nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from interview_kit.audio.player import Player
from interview_kit.audio.recorder_events import Level
from interview_kit.audio.room_sound import ChannelSound, Trouble, judge, listen_to_room
from interview_kit.audio.sound_source import Source
from interview_kit.disk.disk_space import INTERVIEW_HOURS, free_bytes, hours_of_sound
from interview_kit.workflow.machine.power import Awake, Battery, battery

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SECONDS = 10.0
BATTERY_PERCENT = 50
AWAKE_SECONDS = 2


MACHINE_CONCERNS = ("disk", "battery", "sleep")
"""The kinds of concern that are about the machine and not about a channel."""


@dataclass(frozen=True, slots=True)
class Concern:
    """A thing to mend before the start: a `Trouble` of a channel, or disk, battery or sleep.

    `channel` is 0 or 1 where one channel is meant, None for the machine.
    """

    kind: str
    channel: int | None


@dataclass(frozen=True, slots=True)
class RoomCheck:
    """What was heard and found. `samples` has the shape (frames, channels) and is in memory alone.

    `hours` of sound fit on the disk; `battery` is None on a machine without one.
    """

    source: str
    rate: int
    seconds: float
    channels: tuple[ChannelSound, ...]
    hours: float
    battery: Battery | None
    stays_awake: bool
    warnings: tuple[Concern, ...]
    samples: NDArray[np.int16] = field(repr=False, compare=False)


def check_room(
    folder: Path,
    source: Source,
    seconds: float = SECONDS,
    meter: Callable[[Level], None] = lambda _level: None,
    stop: Event | None = None,
    *,
    playing: bool = False,
) -> RoomCheck:
    """Listen to `source` and look at the machine that would store its sound in `folder`.

    `meter` gets levels while it listens; `stop` ends it early. With `playing` what was heard is
    played before this returns. Raises AudioError where the source gives no sound.
    """
    awake = Awake()
    try:
        samples = listen_to_room(source, seconds, meter, stop)
        stays_awake = awake.wait(AWAKE_SECONDS)
    finally:
        awake.release()
    channels = judge(samples, source.rate)
    hours = hours_of_sound(free_bytes(folder))
    power = battery()
    check = RoomCheck(
        source=source.name,
        rate=source.rate,
        seconds=len(samples) / source.rate,
        channels=channels,
        hours=hours,
        battery=power,
        stays_awake=stays_awake,
        warnings=tuple(_warnings(channels, hours, power, stays_awake)),
        samples=samples,
    )
    if playing:
        play(check).wait()
    return check


def play(check: RoomCheck) -> Player:
    """Let what was heard be heard; returns at once. Raises AudioError from the player's `wait`."""
    return Player([check.samples], check.rate, len(check.channels))


def _warnings(
    channels: tuple[ChannelSound, ...], hours: float, power: Battery | None, stays_awake: bool
) -> Iterator[Concern]:
    for number, channel in enumerate(channels):
        for trouble in channel.troubles:
            # That two channels are alike is said once.
            if trouble not in {Trouble.SAME, Trouble.OPPOSITE} or number == 0:
                yield Concern(trouble, number)
    machine = (
        hours < INTERVIEW_HOURS,
        power is not None and not power.is_plugged_in and power.percent < BATTERY_PERCENT,
        not stays_awake,
    )
    for kind, is_there in zip(MACHINE_CONCERNS, machine, strict=True):
        if is_there:
            yield Concern(kind, None)
