"""How long from a key to the painted screen, while sound is recorded and speech is transcribed.

    python scripts/bench/screen.py [--model base] [--rounds 60] [--size 120x40]

The app runs in a terminal of its own (a pseudo-terminal), on a demo study, with two channels of
48 kHz in real time. Beside it a process transcribes the demo's sound over and over on one thread.
The time runs from the key being written to the terminal until the text it causes is read from it.
"""

from __future__ import annotations

import argparse
import os
import pty
import random
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table

from interview_kit.session import commands as ask
from interview_kit.session.events import Answer
from interview_kit.vault.key import Secret
from interview_kit.workflow.conduct import Conductor
from interview_kit.workflow.demo import PASSPHRASE, make_demo_study
from interview_kit.workflow.interviews import prepare
from interview_kit.workflow.shipped import demo_file
from interview_kit.workflow.study import open_study

RATE, CHANNELS, SECONDS = 48_000, 2, 600

APP = """
import sys
from pathlib import Path
from interview_kit.audio.file import FileSource
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.launch import Launch
from interview_kit.vault.key import Secret
from interview_kit.workflow.study import open_study
folder, sound, passphrase, id = sys.argv[1:]
with open_study(Path(folder), Secret(passphrase=passphrase)) as study:
    InterviewKit(Launch(
        folder=Path(folder), unlock=None, open_source=lambda: FileSource(Path(sound)),
        transcriber=None, study=study, screen="interview", interview=id,
    )).run()
"""

LOAD = """
import sys
from pathlib import Path
from interview_kit.audio.file import FileSource
from interview_kit.speech import store
from interview_kit.speech.client import Transcriber
import av
def pcm(path):
    resampler = av.AudioResampler(format="s16", layout="stereo", rate=16000)
    with av.open(path) as container:
        for frame in container.decode(audio=0):
            for piece in resampler.resample(frame):
                yield piece.to_ndarray().tobytes()
with Transcriber(store.verify(sys.argv[2]), threads=1) as transcriber:
    while True:
        for event in transcriber.transcribe(
            pcm(sys.argv[1]), first_frame=0, rate=16000, channels=2, language="en"
        ):
            print("heard", flush=True)
"""

# The keys of a round, and what each paints.
ROUND = (
    ("n", "I would like to get to know"),
    ("a", "✓ asked"),
    ("u", "○ not yet"),
    ("b", "I am glad you are here"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default="base")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--size", default="120x40")
    options = parser.parse_args()
    columns, lines = map(int, options.size.split("x"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "study"
        sound = noise(Path(scratch) / "noise.wav")
        id = prepared(folder)
        arguments = [str(folder), str(sound), PASSPHRASE, id]
        table = Table("key to painted screen, ms", "median", "p95", "longest", "keys")
        for name, load in (("recording", False), ("recording, transcribing", True)):
            with transcribing(options.model, load), terminal(arguments, columns, lines) as screen:
                times = [1000 * t for t in measured(screen, options.rounds)]
            p95 = quantiles(times, n=20)[-1]
            row = (f"{each:.0f}" for each in (median(times), p95, max(times)))
            table.add_row(name, *row, str(len(times)))
    Console().print(table)


def noise(path: Path) -> Path:
    """Sound that no encoder can make small."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(CHANNELS)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for _ in range(SECONDS):
            file.writeframes(random.randbytes(RATE * CHANNELS * 2))
    return path


def prepared(folder: Path) -> str:
    make_demo_study(folder)
    with open_study(folder, Secret(passphrase=PASSPHRASE)) as study:
        id = prepare(study, "P01", language="en").id
        conductor = Conductor(study, id)
        for item in conductor.guide.consent:
            conductor.do(ask.AnswerConsent(item.id, Answer.YES))
    return id


@contextmanager
def transcribing(model: str, load: bool) -> Iterator[None]:
    """A transcription beside the screen, from its first words on."""
    if not load:
        yield
        return
    program = [sys.executable, "-c", LOAD, str(demo_file("interview.ogg")), model]
    with subprocess.Popen(program, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield
        finally:
            process.kill()


@contextmanager
def terminal(arguments: list[str], columns: int, lines: int) -> Iterator[int]:
    """The app in a terminal, once it records; left to go on later."""
    child, screen = pty.fork()
    if not child:
        os.environ["TERM"] = "xterm-256color"
        os.execv(sys.executable, [sys.executable, "-c", APP, *arguments])
    ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    read_until(screen, "● REC")
    drain(screen, 2)
    try:
        yield screen
    finally:
        os.kill(child, 15)
        drain(screen, 1)
        os.close(screen)
        os.waitpid(child, 0)


def measured(screen: int, rounds: int) -> Iterator[float]:
    """Seconds from each key to what it paints."""
    for _ in range(rounds):
        for key, painted in ROUND:
            drain(screen, random.uniform(0.1, 0.3))
            began = time.perf_counter()
            os.write(screen, key.encode())
            read_until(screen, painted)
            yield time.perf_counter() - began


def read_until(screen: int, words: str) -> None:
    seen = b""
    while words.encode() not in seen:
        seen += os.read(screen, 65536)


def drain(screen: int, seconds: float) -> None:
    """Read whatever is painted for so long."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        if select.select([screen], [], [], left)[0]:
            try:
                os.read(screen, 65536)
            except OSError:
                return


if __name__ == "__main__":
    main()
