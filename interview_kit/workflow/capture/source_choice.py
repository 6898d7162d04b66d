"""What there is to record with at this moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from interview_kit.audio.devices import Device, find_device, list_devices
from interview_kit.audio.file_source import FileSource
from interview_kit.audio.microphone import MicrophoneSource
from interview_kit.audio.sound_source import Source as Source
from interview_kit.errors import AudioError


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """One microphone, or a sound file in its place; `open` gives a source of it, not yet started.

    `rate` is in frames per second, `channels` one or two.
    """

    name: str
    rate: int
    channels: int
    open: Callable[[], Source]


def open_source(device: str = "", path: Path | None = None, pace: str = "real") -> Source:
    """A sound file, or else the microphone of this name or number. Raises AudioError.

    `pace` says how a file runs: `real` or `fast`.
    """
    if path is not None:
        return FileSource(path, pace="fast" if pace == "fast" else "real")
    return MicrophoneSource(find_device(int(device) if device.isdigit() else device or None))


def source_choices(open_given_source: Callable[[], Source]) -> tuple[SourceChoice, ...]:
    """What `open_given_source` opens comes first, then every other microphone of this machine.

    Empty where there is none at all. Raises AudioError where there is nothing to choose because
    the sound system does not answer.
    """
    try:
        first = [_source_choice(open_given_source(), open_given_source)]
    except AudioError:
        first = []
    try:
        devices = list_devices()
    except AudioError:
        if not first:
            raise
        devices = ()
    return (*first, *(_of(device) for device in devices if _is_other(device, first)))


def _is_other(device: Device, listed_choices: list[SourceChoice]) -> bool:
    return all(device.name != entity.name for entity in listed_choices)


def _source_choice(source: Source, opener: Callable[[], Source]) -> SourceChoice:
    return SourceChoice(source.name, source.rate, source.channels, opener)


def _of(device: Device) -> SourceChoice:
    def opener() -> Source:
        return MicrophoneSource(device)

    return _source_choice(opener(), opener)
