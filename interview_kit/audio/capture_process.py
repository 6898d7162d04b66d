"""The capture process: the only place where PortAudio runs.

    python -m interview_kit.audio.capture_process list
    python -m interview_kit.audio.capture_process record '{"name": …, "rate": …, "channels": …, …}'
    python -m interview_kit.audio.capture_process play '{"rate": …, "channels": …}'
    python -m interview_kit.audio.capture_process stand_by '{"rate": …, "channels": …}'

Answers and sound go out on stdout as the messages of `wire`; sound to `play` comes in on stdin as
bare samples, and to a process that stands by as messages. The process ends when its stdin is
closed, so that it never outlives the program that started it.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
from threading import Thread
from typing import Any, BinaryIO

from interview_kit.audio.capture_protocol import (
    MessageKind,
    messages,
    pack,
    pack_json,
    pack_sound,
    unpack_begin,
)
from interview_kit.audio.loudspeaker import Loudspeaker
from interview_kit.audio.shared_clock import now
from interview_kit.errors import AudioError, error_as_json
from interview_kit.isolation import seal_memory

LATENCY_SECONDS = 0.1  # PortAudio's buffer: long enough for a busy laptop, short enough for a meter
DELAY_SECONDS = LATENCY_SECONDS + 0.05  # mouth to callback, with what a server holds
ALSA_RATE = 48000
PLAY_FRAMES = 4800
TAIL_SECONDS = 0.3
PLAY_LATENCY_SECONDS = 0.05
"""PortAudio's buffer while it stands by: what a key waits for, and what a busy moment may take."""
LOST = pack(MessageKind.LOST)


class NotOpenedError(AudioError):
    """The device does not give sound; told to the process that asked, as an AudioError."""


def main() -> None:
    """Do what the command line asks and say how it went."""
    seal_memory()
    with _private_stdout() as out:
        _serve(out)


def _serve(out: BinaryIO) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program that started us
    try:
        import sounddevice
    except OSError:
        out.write(pack_json(MessageKind.ERROR, error_as_json(_no_portaudio())))
        return
    try:
        if sys.argv[1] == "list":
            out.write(pack_json(MessageKind.ANSWER, _devices(sounddevice)))
        elif sys.argv[1] == "play":
            _play(sounddevice, json.loads(sys.argv[2]))
            out.write(pack(MessageKind.ANSWER))
        elif sys.argv[1] == "stand_by":
            _stand_by(sounddevice, json.loads(sys.argv[2]), out)
        else:
            _record(sounddevice, json.loads(sys.argv[2]), out)
    except NotOpenedError as error:
        out.write(pack_json(MessageKind.ERROR, error_as_json(error)))
    except sounddevice.PortAudioError as error:
        not_opened = NotOpenedError(
            "The sound device does not open: {error}.",
            "Check that it is plugged in and not used by another program.",
            error=error,
        )
        out.write(pack_json(MessageKind.ERROR, error_as_json(not_opened)))


def _no_portaudio() -> NotOpenedError:
    return NotOpenedError(
        "PortAudio, the library that reaches the microphone, is not on this machine.",
        "Debian and Ubuntu: sudo apt-get install libportaudio2.",
    )


def _private_stdout() -> BinaryIO:
    """Stdout for us alone: what ALSA or PortAudio print on fd 1 would break the messages."""
    out = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return out


def _devices(sounddevice: Any) -> list[dict[str, Any]]:
    """Every device that has an input, as the fields of `devices.Device`."""
    apis = sounddevice.query_hostapis()
    default = sounddevice.default.device[0]
    return [
        {
            "index": device["index"],
            "name": device["name"],
            "host_api": apis[device["hostapi"]]["name"],
            "channels": device["max_input_channels"],
            "rate": _rate(sounddevice, device, apis[device["hostapi"]]["name"]),
            "is_default": device["index"] == default,
        }
        for device in sounddevice.query_devices()
        if device["max_input_channels"] > 0
    ]


def _rate(sounddevice: Any, device: dict[str, Any], host_api: str) -> int:
    """The device's own rate.

    On ALSA, PortAudio names 44100 for whatever can be brought to it, while servers and sound cards
    run at 48000; asking for that rate avoids a resampling that nobody wanted.
    """
    default_rate = int(device["default_samplerate"])
    if host_api != "ALSA":
        return default_rate
    try:
        sounddevice.check_input_settings(device["index"], 1, "int16", samplerate=ALSA_RATE)
    except (sounddevice.PortAudioError, ValueError):
        return default_rate
    return ALSA_RATE


def _choose(sounddevice: Any, request: dict[str, Any]) -> dict[str, Any]:
    """The wanted device, or the default where the wanted one is gone and another will do."""
    devices = _devices(sounddevice)
    matching_devices = [
        device
        for device in devices
        if device["name"] == request["name"] and device["host_api"] == request["host_api"]
    ]
    default_devices = (
        [device for device in devices if device["is_default"]] if request["or_default"] else []
    )
    for device in matching_devices + default_devices:
        return device
    raise NotOpenedError(
        "The microphone {name} is not there.",
        "Plug it in, or choose another: interview-kit devices.",
        name=request["name"],
    )


def _record(sounddevice: Any, request: dict[str, Any], out: BinaryIO) -> None:
    """Send sound until stdin closes or the stream ends by itself."""
    Thread(target=_end_with_parent, daemon=True).start()  # first: opening a device may hang
    device = _choose(sounddevice, request)
    channels = min(device["channels"], request["channels"])
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def heard(data: Any, frames: int, _time: Any, status: Any) -> None:
        if status.input_overflow:
            waiting.put(pack(MessageKind.OVERFLOW))
        spoken_at = now() - frames / request["rate"] - DELAY_SECONDS
        waiting.put(pack_sound(spoken_at, bytes(data)))

    stream = sounddevice.RawInputStream(
        samplerate=request["rate"],
        device=device["index"],
        channels=channels,
        dtype="int16",
        latency=LATENCY_SECONDS,
        extra_settings=_extra_settings(sounddevice, device["host_api"]),
        callback=heard,
        finished_callback=lambda: waiting.put(LOST),
    )
    stream.start()
    opened_stream = {"name": device["name"], "channels": channels}
    out.write(pack_json(MessageKind.ANSWER, opened_stream))
    _send(waiting, out)


def _send(waiting: queue.SimpleQueue[bytes], out: BinaryIO) -> None:
    """Pass messages on until the stream is lost or nobody reads."""
    message = b""
    try:
        while message != LOST:
            out.flush()
            message = waiting.get()
            out.write(message)
        out.flush()
    except OSError:
        pass  # the other end is gone: there is no one left to tell
    os._exit(0)  # closing a dead device may hang; there is nothing here to save


def _end_with_parent() -> None:
    """Stdin is closed on purpose, or because the program that started us was killed."""
    sys.stdin.buffer.read()
    os._exit(0)


def _play(sounddevice: Any, request: dict[str, Any]) -> None:
    """Give what comes in on stdin to the default loudspeaker until it ends and is heard."""
    stream = sounddevice.RawOutputStream(
        samplerate=request["rate"], channels=request["channels"], dtype="int16", latency="high"
    )
    frame_bytes = request["channels"] * 2
    with stream:
        while pcm := sys.stdin.buffer.read(PLAY_FRAMES * frame_bytes):
            stream.write(pcm[: len(pcm) // frame_bytes * frame_bytes])
        # What is still on its way when a stream stops may be dropped: let that be silence.
        stream.write(bytes(int(request["rate"] * TAIL_SECONDS) * frame_bytes))
        stream.stop()


def _stand_by(sounddevice: Any, request: dict[str, Any], out: BinaryIO) -> None:
    """Keep a loudspeaker open, and play on it whatever comes in, until stdin closes."""
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    loudspeaker = Loudspeaker(request["rate"], request["channels"], waiting.put)
    stream = sounddevice.RawOutputStream(
        samplerate=request["rate"],
        channels=request["channels"],
        dtype="int16",
        latency=PLAY_LATENCY_SECONDS,
        callback=loudspeaker.fill,
        finished_callback=lambda: waiting.put(LOST),
    )
    stream.start()
    out.write(pack(MessageKind.ANSWER))
    Thread(target=_take_in, args=(loudspeaker,), daemon=True).start()
    _send(waiting, out)


def _take_in(loudspeaker: Loudspeaker) -> None:
    """Pass on what is to be played until stdin is closed."""
    for kind, content in messages(sys.stdin.buffer):
        if kind is MessageKind.BEGIN:
            loudspeaker.begin(unpack_begin(content))
        else:
            loudspeaker.put(content)
    os._exit(0)


def _extra_settings(sounddevice: Any, host_api: str) -> Any:
    """Windows refuses every rate but the device's own unless asked to convert."""
    if host_api == "Windows WASAPI":
        return sounddevice.WasapiSettings(auto_convert=True)
    return None


if __name__ == "__main__":
    main()
