"""A room to record in: a virtual microphone, noise that is played to it, and a second listener."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Thread

import numpy as np
import soundfile
from numpy.typing import NDArray

ROOT = Path(__file__).parents[2]
RATE = 48000
SINK = ("sink_name=room", "norewinds=1", "rate=48000", "format=s16le", "channels=2",
        "channel_map=front-left,front-right")  # fmt: skip
Samples = NDArray[np.int16]


@contextmanager
def room(folder: Path) -> Iterator[None]:
    """The virtual microphone, for this process and those it starts."""
    script = ROOT / "scripts" / "microphone"
    subprocess.run([script, "start", folder], check=True, stdout=subprocess.DEVNULL)
    settings = re.findall(r"^export (\w+)=(.*)$", (folder / "env").read_text(), re.MULTILINE)
    os.environ.update(settings)
    try:
        yield
    finally:
        subprocess.run([script, "stop", folder], check=True)


@contextmanager
def noise(seconds: float, seed: int) -> Iterator[Samples]:
    """Noise that is playing to the room."""
    random_ = np.random.default_rng(seed)
    samples = random_.integers(-9000, 9000, (int(seconds * RATE), 2), np.int16)
    with tempfile.NamedTemporaryFile(suffix=".wav", dir="/tmp") as file:  # not where is searched
        soundfile.write(file.name, samples, RATE, subtype="PCM_16")
        player = subprocess.Popen(["paplay", "--device=room", file.name])
        try:
            yield samples
        finally:
            player.kill()
            player.wait()


class Witness:
    """A second listener in the same room: what could be heard up to now."""

    def __init__(self) -> None:
        command = ("parec", "-d", "room.monitor", "--raw", "--format=s16le", "--channels=2",
                   f"--rate={RATE}", "--latency-msec=10")  # fmt: skip
        self._pcm = bytearray()
        self._lock = Lock()
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE)
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while pcm := self._process.stdout.read1(65536):
            with self._lock:
                self._pcm += pcm

    def heard(self) -> Samples:
        with self._lock:
            whole = len(self._pcm) // 4 * 4
            return np.frombuffer(bytes(self._pcm[:whole]), np.int16).reshape(-1, 2)

    def __enter__(self) -> Witness:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()


def place(sound: Samples, piece: Samples) -> int | None:
    """Where `piece` stands in `sound`, sample for sample."""
    size = 1 << (len(sound) + len(piece)).bit_length()
    spectrum = np.fft.rfft(sound[:, 0], size) * np.conj(np.fft.rfft(piece[:, 0], size))
    start = int(np.fft.irfft(spectrum, size)[: len(sound)].argmax())
    found = sound[start : start + len(piece)]
    return start if np.array_equal(found, piece) else None


def differences(kept: Samples, played: Samples) -> tuple[int, int]:
    """Frames of `played` that are missing in `kept`, and frames that were put between them."""
    step, missing, added = RATE // 2, 0, 0
    at = int(kept.any(axis=1).argmax())
    offset = place(played[: 60 * RATE], kept[at : at + step])
    if offset is None:
        raise SystemExit("what was stored is not what was played")
    while at + step <= len(kept):
        if np.array_equal(kept[at : at + step], played[offset : offset + step]):
            at, offset = at + step, offset + step
            continue
        same = (kept[at : at + step] == played[offset : offset + step]).all(axis=1)
        good = int(same.argmin())
        at, offset = at + good, offset + good
        ahead = next(
            (
                (skip, found)
                for skip in range(0, RATE, 64)
                if (found := place(played[offset : offset + 5 * RATE], kept[at + skip :][:4800]))
                is not None
            ),
            None,
        )
        if ahead is None:
            return missing + len(played) - offset, added
        missing, added = missing + ahead[1], added + ahead[0]
        at, offset = at + ahead[0], offset + ahead[1]
    return missing, added
