"""How long from a key to the painted screen, while sound is recorded and speech is transcribed.

    python scripts/bench/screen.py [--rounds 60] [--size 120x40] [--before CHECKOUT]

The app runs in a terminal of its own (a pseudo-terminal), on a demo study, with two channels of
48 kHz in real time: the demo's conversation over and over, with noise that no encoder makes small.
The time runs from the key being written to the terminal until the text it causes is read from it.
Live words are heard by the app's own worker; "transcribing beside it" is a process that transcribes
without a break. With `--before`, a checkout of an earlier state is measured in turns with this one.
"""

from __future__ import annotations

import argparse
import os
import pty
import random
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from statistics import median, quantiles

import av
import numpy as np
import soundfile
from painted_terminal import drain, read_until
from rich.console import Console
from rich.table import Table

from interview_kit.workflow.demo_study import PASSPHRASE
from interview_kit.workflow.study.shipped_files import demo_file

RATE, CHANNELS, SECONDS = 48_000, 2, 600

APP = """
import sys
from pathlib import Path
from interview_kit.audio.file_source import FileSource
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.launch import Launch
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.study.open_study import open_study
folder, sound, passphrase, id, live = sys.argv[1:]
live_words = None
if live:
    from interview_kit.workflow.capture.live_captions import live_captions as live_words
with open_study(Path(folder), Secret(passphrase=passphrase)) as study:
    InterviewKit(Launch(
        folder=Path(folder), unlock=None, open_source=lambda: FileSource(Path(sound)),
        transcriber=None, study=study, screen="interview", interview=id, live_words=live_words,
    )).run()
"""

LOAD = """
import sys
from pathlib import Path
from interview_kit.audio.file_source import FileSource
from interview_kit.speech import model_store as store
from interview_kit.speech.speech_client import Transcriber
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
    ("r", "▲ raised"),
    ("u", "○ not yet"),
    ("c", "● covered"),
    ("u", "○ not yet"),
    ("b", "I am glad you are here"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default="base")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--size", default="120x40")
    parser.add_argument("--before", type=Path, help="a checkout of an earlier state")
    options = parser.parse_args()
    columns, lines = map(int, options.size.split("x"))
    here = Path(__file__).parents[2]
    states = {"before": options.before, "now": here} if options.before else {"now": here}
    loads = ["recording", "transcribing beside it", "live words"]
    times: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        sound = talk(Path(scratch) / "talk.wav")
        for load in loads:
            for state, package in states.items():
                if load == "live words" and state == "before":
                    continue
                folder = Path(scratch) / f"{state} {load}"
                id = prepared(folder, package)
                arguments = [str(folder), str(sound), PASSPHRASE, id, load.partition("live")[1]]
                with (
                    transcribing(options.model, load == "transcribing beside it"),
                    terminal(arguments, package, columns, lines) as screen,
                ):
                    times[load, state] = [1000 * t for t in measured(screen, options.rounds)]
    table = Table("key to painted screen, ms", "state", "median", "p95", "longest", "keys")
    for (load, state), found in times.items():
        row = (median(found), quantiles(found, n=20)[-1], max(found))
        table.add_row(load, state, *(f"{each:.0f}" for each in row), str(len(found)))
    Console().print(table)
    print("load average:", *(f"{each:.1f}" for each in os.getloadavg()))


def talk(path: Path) -> Path:
    """A conversation over and over, under noise that no encoder can make small."""
    resampler = av.AudioResampler(format="s16", layout="stereo", rate=RATE)
    pieces = []
    with av.open(str(demo_file("interview.ogg"))) as container:
        for frame in container.decode(audio=0):
            for piece in resampler.resample(frame):
                pieces.append(piece.to_ndarray().reshape(-1, CHANNELS))
    said = np.concatenate(pieces).astype(np.int32)
    chance = np.random.default_rng(4)
    with soundfile.SoundFile(path, "w", RATE, CHANNELS, "PCM_16") as file:
        for _ in range(SECONDS * RATE // len(said) + 1):
            noise = chance.integers(-64, 64, said.shape)
            file.write(np.clip(said + noise, -32768, 32767).astype(np.int16))
    return path


PREPARE = """
import sys
from pathlib import Path
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import Answer
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.demo_study import PASSPHRASE, make_demo_study
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.study.open_study import open_study
folder = Path(sys.argv[1])
make_demo_study(folder)
with open_study(folder, Secret(passphrase=PASSPHRASE)) as study:
    id = prepare(study, "P01", language="en").id
    conductor = Conductor(study.interview(id))
    for item in conductor.guide.consent:
        conductor.do(ask.AnswerConsent(item.id, Answer.YES))
print(id)
"""


def prepared(folder: Path, package: Path) -> str:
    program = [sys.executable, "-c", PREPARE, str(folder)]
    done = subprocess.run(program, cwd=package, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.split()[-1]


@contextmanager
def transcribing(model: str, load: bool) -> Iterator[None]:
    """A transcription beside the screen, from its first words on."""
    if not load:
        yield
        return
    program = [sys.executable, "-c", LOAD, str(demo_file("interview.ogg")), model]
    with subprocess.Popen(program, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        if not process.stdout.readline():
            raise SystemExit("the transcription beside it did not begin")
        try:
            yield
        finally:
            process.kill()


@contextmanager
def terminal(arguments: list[str], package: Path, columns: int, lines: int) -> Iterator[int]:
    """The app in a terminal, once it records; left to go on later."""
    child, screen = pty.fork()
    if not child:
        os.environ["TERM"] = "xterm-256color"
        os.chdir(package)
        os.execv(sys.executable, [sys.executable, "-c", APP, *arguments])
    ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    read_until(screen, "● REC".encode())
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
            read_until(screen, painted.encode())
            yield time.perf_counter() - began


if __name__ == "__main__":
    main()
