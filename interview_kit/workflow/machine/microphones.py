"""The microphones of this machine."""

from __future__ import annotations

from interview_kit.audio.devices import Device, list_devices


def microphones() -> tuple[Device, ...]:
    """What can be recorded with. Raises AudioError where the sound system does not answer."""
    return tuple(list_devices())
