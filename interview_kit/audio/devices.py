"""The devices that can record, as they are at this moment."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from difflib import get_close_matches
from io import BytesIO

from interview_kit.audio.capture_protocol import MessageKind, messages
from interview_kit.errors import AudioError, error_from_json

ANSWER_SECONDS = 20
# -P: a file in the current folder must not be taken for a module of ours.
CAPTURE = (sys.executable, "-P", "-m", "interview_kit.audio.capture_process")


@dataclass(frozen=True, slots=True)
class Device:
    """A device with at least one input.

    `index` is PortAudio's number and changes when devices come and go; `name` with `host_api`
    stays. `rate` is the device's own, in frames per second; `channels` how many it can record.
    """

    index: int
    name: str
    host_api: str
    channels: int
    rate: int
    is_default: bool


def list_devices() -> tuple[Device, ...]:
    """Every device that can record now; empty where there is none.

    Raises AudioError where PortAudio is missing or does not answer.
    """
    try:
        process = subprocess.run(
            [*CAPTURE, "list"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=ANSWER_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise unanswered_error() from None
    return tuple(Device(**device) for device in json.loads(_answer(process.stdout)))


def find_device(query: str | int | None = None) -> Device:
    """The device with this name or index; the system's default for None.

    A name may be a part of one device's name, in any case. Raises AudioError that names the
    nearest where there is no such device.
    """
    devices = list_devices()
    if not devices:
        raise AudioError(
            "There is no microphone on this machine.",
            "Plug one in, or use a sound file in its place: --source FILE.",
        )
    matches = _matching(devices, query)
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise AudioError(
            "{count} microphones are called {wanted!r}.",
            "Name one by its number: {numbers}.",
            count=len(matches),
            wanted=query,
            numbers=", ".join(f"{device.index} {device.name}" for device in matches),
        )
    names = [device.name for device in devices]
    nearest = get_close_matches(str(query), names, n=1, cutoff=0)[0]
    raise AudioError(
        "There is no microphone {wanted!r}.",
        "Did you mean {nearest!r}? All of them: interview-kit devices.",
        wanted=query,
        nearest=nearest,
    )


def _matching(devices: tuple[Device, ...], query: str | int | None) -> list[Device]:
    """The devices meant by `wanted`: by default, number, whole name, then part of a name."""
    if query is None:
        return [device for device in devices if device.is_default] or [devices[0]]
    if isinstance(query, int) or query.isdecimal():
        return [device for device in devices if device.index == int(query)]
    whole = [device for device in devices if device.name == query]
    # The same device is often listed under several host APIs; the first is the system's choice.
    return whole[:1] or [device for device in devices if query.lower() in device.name.lower()]


def unanswered_error() -> AudioError:
    """The capture process said nothing in time."""
    return AudioError(
        "The sound system of this machine does not answer.",
        "Close other programs that record, unplug and plug in the microphone, and try again.",
    )


def refusal(content: bytes) -> AudioError:
    """The AudioError that the capture process sent."""
    return error_from_json(json.loads(content), AudioError)


def _answer(output: bytes) -> bytes:
    """The one answer in what the capture process said; its refusal as an AudioError."""
    for kind, content in messages(BytesIO(output)):
        if kind is MessageKind.ERROR:
            raise refusal(content)
        return content
    raise unanswered_error()
