"""The correcting screen: opening, typing and scrolling while sound plays, the sound and its word.

    python scripts/bench/editor.py [--turns 1500] [--keys 100] [--size 120x40]

A made-up interview of 3.6 s a turn, a click at the beginning of each word, is opened in a terminal
of its own (a pseudo-terminal), with a sound server without a sound card (`scripts/microphone`).
What is told:

    opening    from the key on the list of interviews until the first turn is read back
    typing     from a letter until it is read back, while sound plays
    scrolling  from the keys that lead to the next turn until it is painted, while sound plays
    start      from the key until the first sample leaves the sound server
    word       from a word's click leaving the sound server until the word is lit, either sign

Each with its median, p95 and longest in ms; what opening took of a processor, and the app in all.
"""

from __future__ import annotations

import argparse
import os
import pty
import random
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fcntl import ioctl
from pathlib import Path
from statistics import median, quantiles
from threading import Thread

import numpy as np
import psutil
from painted_terminal import drain, read_until
from rich.console import Console
from rich.table import Table

from interview_kit.audio.block_codec import encode_block
from interview_kit.audio.shared_clock import now
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.session import interview_events as did
from interview_kit.vault import blocks, journal, transcripts
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.demo_study import PASSPHRASE, make_demo_study
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.study.open_study import Study, open_study

RATE, CHANNELS = 48_000, 2
WORDS, WORD_MS, TURN_MS = 9, 400, 3600
QUIET_SECONDS = 0.2
LIT = re.compile(rb"\x1b\[1;7;[^m]*mw(\d+)x")

APP = """
import sys
from pathlib import Path
from interview_kit.errors import KitError
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.launch import Launch
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.study.open_study import open_study
folder, passphrase = sys.argv[1:]
def no_model(_study):
    raise KitError("No words are looked for in the sound here.")
with open_study(Path(folder), Secret(passphrase=passphrase)) as study:
    InterviewKit(Launch(
        folder=Path(folder), unlock=None, open_source=None, transcriber=no_model, study=study,
    )).run()
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=1500)
    parser.add_argument("--keys", type=int, default=100)
    parser.add_argument("--size", default="120x40")
    options = parser.parse_args()
    columns, lines = map(int, options.size.split("x"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "study"
        make_interview(folder, options.turns)
        with (
            sound_server(Path(scratch) / "sound"),
            Ear() as ear,
            terminal([str(folder), PASSPHRASE], columns, lines) as (screen, app),
        ):
            times = measured(screen, app, ear, options.keys, options.turns)
    table = Table("ms", "median", "p95", "longest", "times")
    for name, found in times.items():
        milliseconds = sorted(1000 * each for each in found)
        p95 = quantiles(milliseconds, n=20)[-1] if len(milliseconds) > 1 else milliseconds[0]
        table.add_row(
            name,
            *(f"{each:.0f}" for each in (median(milliseconds), p95, milliseconds[-1])),
            str(len(milliseconds)),
        )
    Console().print(table)
    print("load average:", *(f"{each:.1f}" for each in os.getloadavg()))


def make_interview(folder: Path, turns: int) -> None:
    """A demo study with one interview, whose every word begins with a click and has a number."""
    make_demo_study(folder)
    with open_study(folder, Secret(passphrase=PASSPHRASE)) as study:
        id = prepare(study, "P01", language="en").id
        seconds = turns * TURN_MS // 1000 + 2
        journal.append(study.vault, id, 0, [did.RecordingStarted(RATE, CHANNELS, "made")])
        lay_sound(study, id, seconds)
        journal.append(study.vault, id, seconds * RATE, [did.Ended()])
        run = transcripts.open_run(study.vault, id, "base", {})
        transcripts.finish_run(study.vault, run, [turn(number) for number in range(1, turns + 1)])


def lay_sound(study: Study, id: str, seconds: int) -> None:
    """A click of 10 ms every `WORD_MS`: two seconds of it, over and over."""
    samples = np.zeros((2 * RATE, CHANNELS), np.int16)
    tone = (20_000 * np.sin(2 * np.pi * 1000 * np.arange(RATE // 100) / RATE)).astype(np.int16)
    for start in range(0, 2 * RATE, WORD_MS * RATE // 1000):
        samples[start : start + len(tone)] = tone[:, None]
    pair = [
        encode_block(half.tobytes(), 0, RATE, CHANNELS) for half in (samples[:RATE], samples[RATE:])
    ]
    all_blocks = [replace(pair[second % 2], first_frame=second * RATE) for second in range(seconds)]
    blocks.append(study.vault, id, *all_blocks)


def turn(number: int) -> Turn:
    start_ms = (number - 1) * TURN_MS
    words = tuple(
        Word(
            f" w{(number - 1) * WORDS + at}x",
            start_ms + at * WORD_MS,
            start_ms + (at + 1) * WORD_MS - 10,
            0.99,
        )
        for at in range(WORDS)
    )
    speaker = (Speaker.INTERVIEWER, Speaker.PARTICIPANT)[number % 2]
    text = "".join(word.text for word in words).strip()
    return Turn(number, speaker, start_ms, start_ms + TURN_MS - 10, "", text, words)


@contextmanager
def sound_server(folder: Path) -> Iterator[None]:
    """A sound server without a sound card, for the app and for the ear."""
    script = Path(__file__).parents[1] / "microphone"
    subprocess.run([script, "start", folder], check=True, stdout=subprocess.DEVNULL)
    settings = {
        "PULSE_SERVER": f"unix:{folder}/socket",
        "PULSE_COOKIE": f"{folder}/cookie",
        "ALSA_CONFIG_PATH": f"{folder}/alsa.conf",
    }
    os.environ.update(settings)
    try:
        yield
    finally:
        subprocess.run([script, "stop", folder], check=True)


class Ear:
    """Hears what leaves the sound server: `clicks` are the moments at which each begins."""

    def __enter__(self) -> Ear:
        self.clicks: list[float] = []
        self._parec = subprocess.Popen(
            [
                *("parec", "-d", "room.monitor", "--format=s16le", f"--rate={RATE}"),
                *("--channels=1", "--latency-msec=5"),
            ],
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._parec.kill()
        self._parec.wait()

    def _listen(self) -> None:
        assert self._parec.stdout is not None
        quiet = RATE
        while data := self._parec.stdout.read(4096):
            at = now()
            loud = np.abs(np.frombuffer(data[: len(data) // 2 * 2], np.int16).astype(int)) > 4000
            places = np.flatnonzero(loud)
            previous = -quiet
            for place in places:
                if place - previous > QUIET_SECONDS * RATE:
                    self.clicks.append(at - (len(loud) - place) / RATE)
                previous = place
            quiet = len(loud) - previous if len(places) else quiet + len(loud)


@contextmanager
def terminal(
    arguments: list[str], columns: int, lines: int
) -> Iterator[tuple[int, psutil.Process]]:
    """The app in a terminal, on the list of interviews."""
    child, screen = pty.fork()
    if not child:
        os.environ |= {"TERM": "xterm-256color"}
        os.environ.pop("NO_COLOR", None)
        os.execv(sys.executable, [sys.executable, "-c", APP, *arguments])
    ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    read_until(screen, b"P01-1")
    drain(screen, 3)
    app = psutil.Process(child)
    try:
        yield screen, app
    finally:
        print(f"processor time of the app: {processor_seconds(app):.1f} s")
        os.kill(child, 15)
        drain(screen, 1)
        os.close(screen)
        os.waitpid(child, 0)


def processor_seconds(app: psutil.Process) -> float:
    times = app.cpu_times()
    return float(times.user + times.system)


def measured(
    screen: int, app: psutil.Process, ear: Ear, keys: int, turns: int
) -> dict[str, list[float]]:
    """Seconds, by what was measured."""
    found: dict[str, list[float]] = {}
    before = processor_seconds(app)
    found["opening"] = [pressed(screen, b"r", b"w0x")]
    found["opening, processor"] = [processor_seconds(app) - before]
    drain(screen, 6)
    found["start"] = []
    for _ in range(15):
        click_count = len(ear.clicks)
        began = now()
        os.write(screen, b"\x1bOS")  # F4
        while len(ear.clicks) == click_count:
            drain(screen, 0.005)
        found["start"].append(ear.clicks[click_count] - began)
        os.write(screen, b"\x1bOS")
        drain(screen, random.uniform(0.5, 0.7))
    found["word"] = lit_words(screen, ear, 20)
    os.write(screen, b"\x1b[6~\r\x1b[F")  # a page down, into the text, to its end
    os.write(screen, b"\x1bOS")
    drain(screen, 1)
    found["typing"] = []
    for letter in ("ж", "щ") * (keys // 2):
        found["typing"].append(pressed(screen, letter.encode(), letter.encode()))
        drain(screen, random.uniform(0.05, 0.2))
    os.write(screen, b"\x1b")
    drain(screen, 0.5)
    os.write(screen, b"\x1b[H\r")
    drain(screen, 1)
    found["scrolling"] = []
    for number in range(2, min(keys, turns) + 2):
        seconds = (number - 1) * TURN_MS // 1000
        painted = f"00:{seconds // 60:02d}:{seconds % 60:02d}".encode()
        found["scrolling"].append(pressed(screen, b"\x1b[1;5F\x1b[C", painted))
        drain(screen, random.uniform(0.05, 0.2))
    return found


def lit_words(screen: int, ear: Ear, seconds: float) -> list[float]:
    """Seconds from the click of each word to its being lit, played from the beginning on."""
    os.write(screen, b"\x1b[H")
    drain(screen, 0.5)
    ear.clicks.clear()
    os.write(screen, b"\x1bOS")
    end = time.perf_counter() + seconds
    lit: dict[int, float] = {}
    seen = b""
    while time.perf_counter() < end:
        if select.select([screen], [], [], 0.05)[0]:
            seen = seen[-200:] + os.read(screen, 65536)
            at = now()
            for match in LIT.finditer(seen):
                lit.setdefault(int(match[1]), at)
    os.write(screen, b"\x1bOS")
    drain(screen, 1)
    first = min(lit)
    return [
        lit[number] - ear.clicks[number - first]
        for number in sorted(lit)
        if number - first < len(ear.clicks) and number > first
    ]


def pressed(screen: int, key: bytes, painted: bytes) -> float:
    """Seconds from a key until what it paints is read."""
    began = time.perf_counter()
    os.write(screen, key)
    read_until(screen, painted)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
