"""A microphone as a source: the capture process, read by a thread."""

from __future__ import annotations

import json
import os
import subprocess
from queue import Empty, Queue
from threading import Event, Thread
from typing import BinaryIO, cast

from interview_kit.audio.capture_protocol import MessageKind, messages, unpack_sound
from interview_kit.audio.devices import CAPTURE, Device, refusal, unanswered_error
from interview_kit.audio.sound_source import Deliver, Fault, Report
from interview_kit.errors import AudioError

OPEN_SECONDS = 5


class MicrophoneSource:
    """A device that records, at its own rate, with one or two channels.

    Started again after a loss it opens the same device, or the default one where that is gone,
    at the rate and with the channels of the first time: one interview has one clock. A device
    with a single channel then fills both.
    """

    live = True

    def __init__(self, device: Device, channels: int = 2) -> None:
        self.name = device.name
        self.rate = device.rate
        self.channels = min(channels, device.channels)
        self._device = device
        self._opened = False
        self._process: subprocess.Popen[bytes] | None = None
        self._reader: Thread | None = None
        self._stopping = Event()

    def start(self, deliver: Deliver, report: Report) -> None:
        """Open the device and give its sound; AudioError where it does not open."""
        self._stopping = Event()
        process = subprocess.Popen(
            [*CAPTURE, "record", json.dumps(self._wanted())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix",  # Ctrl-C must reach us, not the microphone
        )
        self._process = process
        answers: Queue[AudioError | dict[str, object]] = Queue()
        self._reader = Thread(
            target=self._read,
            args=(cast(BinaryIO, process.stdout), answers, deliver, report, self._stopping),
            name="microphone",
            daemon=True,
        )
        self._reader.start()
        try:
            answer = answers.get(timeout=OPEN_SECONDS)
        except Empty:
            answer = unanswered_error()
        if isinstance(answer, AudioError):
            self.stop()
            raise answer
        self._opened = True
        self.name = str(answer["name"])

    def stop(self) -> None:
        """End the capture process; the device is free when this returns."""
        process, self._process = self._process, None
        if process is None:
            return
        self._stopping.set()
        process.kill()  # it holds nothing to save, and closing a dead device may hang
        process.wait()
        if self._reader is not None:
            self._reader.join()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def _wanted(self) -> dict[str, object]:
        return {
            "name": self._device.name,
            "host_api": self._device.host_api,
            "rate": self.rate,
            "channels": self.channels,
            "or_default": self._opened,
        }

    def _read(
        self,
        stream: BinaryIO,
        answers: Queue[AudioError | dict[str, object]],
        deliver: Deliver,
        report: Report,
        stopping: Event,
    ) -> None:
        """Pass on what the capture process says until it ends."""
        double = False
        for kind, content in messages(stream):
            if stopping.is_set():
                return
            if kind is MessageKind.SOUND:
                moment, pcm = unpack_sound(content)
                deliver(doubled(pcm) if double else pcm, moment)
            elif kind is MessageKind.OVERFLOW:
                report(Fault.OVERFLOW, "")
            elif kind is MessageKind.ANSWER:
                answer = json.loads(content)
                double = answer["channels"] < self.channels
                answers.put(answer)
            elif kind is MessageKind.ERROR:
                answers.put(refusal(content))
                return
        answers.put(unanswered_error())  # read only if the process ended before it said anything
        if not stopping.is_set():
            report(Fault.LOST, "the device went away")


def doubled(pcm: bytes) -> bytes:
    """One channel of 16-bit samples as two equal ones."""
    import numpy as np

    return np.repeat(np.frombuffer(pcm, np.int16), 2).tobytes()
