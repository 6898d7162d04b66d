"""What is lost when a recording goes wrong, and what is left that should not be.

    python scripts/bench/capture.py [--kills 100] [--minutes 60] [--load-nice 0] [--row NAME ...]

Every row records through the audio server of `scripts/microphone`, to which noise is played that
never repeats; a second program listens to the same room, so that what was stored can be held
against what could be heard. Needs the right to mount a small disk for `disk full`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import numpy as np
import soundfile
from live_screen import LiveScreen, memory_mb
from rich.console import Console
from rich.table import Table
from room import RATE, ROOT, SINK, Samples, Witness, differences, noise, place, room

from interview_kit.audio.devices import find_device
from interview_kit.audio.microphone import MicrophoneSource
from interview_kit.audio.recorder_events import Level, RecorderEvent, SourceLost, SourceReturned
from interview_kit.interface.texts import say
from interview_kit.pseudonym.roster import parse_roster
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import Answer, DeviceLost, Overflowed
from interview_kit.vault import blocks, journal
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.interviews.interview_overview import overview, prepare
from interview_kit.workflow.study.open_study import Study, create_study, open_study
from interview_kit.workflow.study.study_settings import Settings

sys.path.append(str(ROOT))
from tests.support.vault_traces import decrypted_pages, likeness, stored

PASSPHRASE = "four plain test words"
NAMES = ("Zwaantje", "Wiardi", "Brobbelhoek")
SETTLED_SECONDS = 60


@dataclass
class Bench:
    """A folder with a room to record in; `studies` are looked through at the end."""

    folder: Path
    kills: int
    seed: int
    minutes: float
    load_nice: int
    studies: list[Path] = field(default_factory=list)

    def study(self, name: str, parent: Path | None = None) -> Path:
        """A new study."""
        folder = (parent or self.folder) / name / "study"
        blank = self.folder / "blank"
        if not blank.exists():
            create_study(blank, Secret(PASSPHRASE), Settings(name="bench"), guides=True)
        shutil.copytree(blank, folder)
        self.studies.append(folder)
        return folder

    def command(self, study: Path) -> list[str]:
        """How `interview-kit` is called on a study."""
        return [sys.executable, "-m", "interview_kit", "--study", str(study)]

    def kit(self, study: Path, *arguments: object, **options: object) -> subprocess.Popen[str]:
        """`interview-kit` in a process of its own."""
        return subprocess.Popen(
            [*self.command(study), *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
            **options,
        )

    def record(self, study: Path, *more: object) -> subprocess.Popen[str]:
        """`interview-kit record`; returns when it stores sound."""
        process = self.kit(study, "record", "--json", *more)
        if not process.stdout.readline():
            raise SystemExit(process.stderr.read())
        return process


NEW = ("--participant", "P07", "--consent", "recording")


def is_whole(study: Path) -> bool:
    with open_study(study, Secret(PASSPHRASE)) as opened:
        seals = list(opened.vault.db.query("PRAGMA cipher_integrity_check"))
        check = next(opened.vault.db.query("PRAGMA integrity_check"))
        return not seals and check["integrity_check"] == "ok"


def killed(bench: Bench) -> tuple[str, str]:
    """`kill -9` at random moments: what is lost, and whether the interview goes on."""
    moments, lost, whole, resumed = random.Random(bench.seed), [], 0, 0
    for number in range(bench.kills):
        study = bench.study(f"kill-{number}")
        with noise(30, 100 * bench.seed + number), Witness() as witness:
            process = bench.record(study, *NEW)
            sleep(moments.uniform(0, 5))
            process.kill()
            heard = witness.heard()
            process.communicate()
        whole += is_whole(study)
        with open_study(study, Secret(PASSPHRASE)) as opened:
            kept = stored(opened, "P07-1")
        begins = int(kept.any(axis=1).argmax())
        start = place(heard, kept[begins:])
        if start is None:
            raise SystemExit(f"{study}: what was stored is not what was heard")
        lost.append((len(heard) - start - len(kept[begins:])) / RATE)
        process = bench.record(study, "--resume", "P07-1")
        process.terminate()
        ended = json.loads(process.communicate()[0].splitlines()[-1])
        kinds = [(gap["kind"], gap["frame"]) for gap in ended["gaps"]]
        resumed += kinds == [("interrupted", len(kept))] and is_whole(study)
        print(f"kill {number + 1}: {lost[-1]:.2f} s lost", file=sys.stderr)
    found = (
        f"{len(lost)} kills: {max(lost):.2f} s at most, {np.mean(lost):.2f} s on average; "
        f"{whole} databases intact, {resumed} resumed"
    )
    return "1.5 s at most, intact, resumes", found


def busy(bench: Bench) -> tuple[str, str]:
    """An interview held on the screen while both cores are kept busy."""
    study, seconds = bench.study("busy"), bench.minutes * 60
    with open_study(study, Secret(PASSPHRASE)) as opened:
        id = allowed(opened).interview.id
    command = [*bench.command(study), "interview", "--resume", id]
    with loaded(bench.load_nice), noise(seconds + 90, 1000) as played:
        with LiveScreen(command) as screen:
            screen.until(say("interview.rec", Settings().language))
            screen.use()
            grown = growth_mb(screen.process.pid, seconds)
            screen.rest()
            screen.press("q", "\x1b[B", "\r")
            screen.until(say("debrief.title", Settings().language))
        with open_study(study, Secret(PASSPHRASE)) as opened:
            kept = stored(opened, id)
            entries = journal.read(opened.vault, id)
    events = [entry.event for entry in entries]
    overflows = sum(isinstance(event, Overflowed) for event in events)
    lost = sum(isinstance(event, DeviceLost) for event in events)
    missing, added = differences(kept, played)
    return "0 overflows, 0 frames missing, under 20 MB", (
        f"{len(kept) / RATE / 60:.1f} min: {overflows} overflows, {lost} times no sound, "
        f"{missing} frames missing, {added} frames of silence put in by the player, "
        f"memory {grown:+.1f} MB; {screen.keys} keys, {screen.painted / 1e6:.1f} MB painted, "
        f"load {os.getloadavg()[2]:.1f}"
    )


@contextmanager
def loaded(nice: int) -> Iterator[None]:
    """Two processes that want a core each."""
    command = ["nice", "-n", str(nice), sys.executable, "-c", "while True: pass"]
    loads = [subprocess.Popen(command) for _ in range(2)]
    try:
        yield
    finally:
        for load in loads:
            load.kill()
            load.wait()


def growth_mb(pid: int, seconds: float) -> float:
    """How much the memory of a process and its children grows at most, from a minute on."""
    first, end = min(SETTLED_SECONDS, seconds / 2), monotonic() + seconds
    sleep(first)
    begun = most = memory_mb(pid)
    while (left := end - monotonic()) > 0:
        sleep(min(SETTLED_SECONDS, left))
        now = memory_mb(pid)
        most = max(most, now)
        print(f"busy: {left / 60:.0f} min left, {now:.1f} MB, {now - begun:+.1f}", file=sys.stderr)
    return most - begun


class Listener:
    """What the recorder tells, with the moment at which it told it."""

    def __init__(self) -> None:
        self.told: list[tuple[float, RecorderEvent]] = []
        self._news = Event()

    def __call__(self, event: RecorderEvent) -> None:
        self.told.append((monotonic(), event))
        self._news.set()

    def until(self, kind: type, count: int = 1, seconds: float = 30) -> float:
        """Wait for the `count`-th event of a kind; the moment it came."""
        limit = monotonic() + seconds
        while monotonic() < limit:
            moments = [moment for moment, event in self.told if isinstance(event, kind)]
            if len(moments) >= count:
                return moments[count - 1]
            self._news.wait(0.1)
            self._news.clear()
        raise SystemExit(f"no {kind.__name__} came")

    def least_lag(self, since: float, until: float) -> float:
        """How far the clock on the wall is ahead of the interview's, at the least."""
        return min(
            moment - event.frame / RATE
            for moment, event in self.told
            if isinstance(event, Level) and since <= moment <= until
        )


def allowed(study: Study, listen: Callable[[RecorderEvent], None] = print) -> Conductor:
    """A prepared interview, with names and with consent to everything."""
    roster = parse_roster(f"zus: {NAMES[0]} {NAMES[1]}\nplaats: {NAMES[2]}\n", "P07")
    conductor = Conductor(
        study.interview(prepare(study, "P07", language="nl", roster=roster).id), listen
    )
    for item in conductor.guide.consent:
        conductor.do(ask.AnswerConsent(item.id, Answer.YES))
    return conductor


@contextmanager
def conducted(study: Path, listener: Listener) -> Iterator[Conductor]:
    """An interview from the room."""
    with open_study(study, Secret(PASSPHRASE)) as opened:
        conductor = allowed(opened, listener)
        conductor.record(MicrophoneSource(find_device()))
        listener.until(Level)
        yield conductor
        conductor.close()


def unplugged(bench: Bench) -> tuple[str, str]:
    """The microphone goes away and comes back."""
    noticed, back, errors = [], [], []
    for number in range(5):
        listener = Listener()
        with conducted(bench.study(f"unplugged-{number}"), listener):
            sleep(4)
            gone = monotonic()
            subprocess.run(["pactl", "unload-module", "module-null-sink"], check=True)
            noticed.append(listener.until(SourceLost) - gone)
            sleep(1 + number)
            loading = ["pactl", "load-module", "module-null-sink", *SINK]
            subprocess.run(loading, check=True, stdout=subprocess.DEVNULL)
            there = monotonic()
            on = listener.until(SourceReturned)
            back.append(on - there)
            sleep(4)
            lag = listener.least_lag(on, on + 4) - listener.least_lag(gone - 3, gone)
            [gap_ms] = [
                event.gap_ms for _, event in listener.told if isinstance(event, SourceReturned)
            ]
            errors.append(abs(gap_ms / 1000 - lag))
    return "noticed in 5 s, back in 3 s, gap to 0.2 s", (
        f"{len(back)} times: noticed in {max(noticed):.1f} s, back in {max(back):.1f} s, "
        f"gap right to {max(errors):.2f} s"
    )


def full(bench: Bench) -> tuple[str, str]:
    """The disk fills up while sound comes in."""
    disk = bench.folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False).returncode:
        return "a sentence, all readable", "not run: no right to mount a disk"
    try:
        study = bench.study("full", disk)
        with noise(90, 2000), Witness() as witness:
            _, said = bench.record(study, *NEW).communicate()
            heard = witness.heard()
        target = bench.folder / "full.wav"
        bench.kit(study, "audio", "P07-1", "--to", target).communicate()
        kept, _rate = soundfile.read(target, dtype="int16", always_2d=True)
        target.unlink()
        begins = int(kept.any(axis=1).argmax())
        same = place(heard, kept[begins:]) is not None
        subprocess.run(["mount", "-o", "remount,size=40m", str(disk)], check=True)
        sound = is_whole(study)
        kept_s, read = len(kept) / RATE, "as heard" if same else "NOT as heard"
        bench.studies.append(Path(shutil.copytree(study, bench.folder / "full" / "study")))
    finally:
        bench.studies.remove(study)
        subprocess.run(["umount", "-l", str(disk)], check=True)
    return "a sentence, all readable", (
        f"“{said.splitlines()[-2]}” {kept_s:.0f} s kept, {read}; database "
        f"{'intact' if sound else 'DAMAGED'}"
    )


def taken_back(bench: Bench) -> tuple[str, str]:
    """Off record and struck sound, searched for in what is stored."""
    study, listener, secrets = bench.study("taken-back"), Listener(), {}
    with conducted(study, listener) as conductor, Witness() as witness:

        def spoken(seed: int) -> Samples:
            with noise(4, seed) as samples:
                sleep(4.5)
            return samples

        said = spoken(3000)
        conductor.do(ask.GoOffRecord())
        secrets["off record"] = spoken(3001)
        conductor.do(ask.GoOnRecord())
        first = conductor.frame
        secrets["struck"] = spoken(3002)
        vault = conductor._study.vault
        sleep(1)
        flac = [b.data for b in blocks.read(vault, "P07-1", first) if b.first_frame > first][:2]
        before = decrypted_pages(study, PASSPHRASE)
        conductor.do(ask.Strike(first))
        during = decrypted_pages(study, PASSPHRASE)
        spoken(3003)
        conductor.do(ask.End())
        heard = witness.heard()
        kept = stored(conductor._study, "P07-1")
    needles = [data[at : at + 24] for data in flac for at in range(2000, len(data) - 24, 499)]
    pages = during + decrypted_pages(study, PASSPHRASE)
    found = {name: likeness(kept, sound[RATE : 2 * RATE]) for name, sound in secrets.items()}
    control = likeness(kept, said[RATE : 2 * RATE])
    in_room = min(likeness(heard, sound[RATE : 2 * RATE]) for sound in secrets.values())
    were, hits = (sum(each in where for each in needles) for where in (before, pages))
    return "not there", (
        ", ".join(f"{name} {value:.3f}" for name, value in found.items())
        + f" (kept sound {control:.3f}, the same sounds in the room {in_room:.3f}); "
        f"{hits} pieces of its blocks in the vault's raw pages, {were} before"
    )


def scanned(bench: Bench) -> tuple[str, str]:
    """Everything written so far, byte by byte."""
    needles = {name.encode() for name in NAMES} | {b"fLaC", b"RIFF"}
    for study in bench.studies:
        with open_study(study, Secret(PASSPHRASE), writing=False) as opened:
            for row in overview(opened):
                if row.length_ms:
                    pcm = stored(opened, row.id)
                    pcm = pcm[int(pcm.any(axis=1).argmax()) :]
                    places = np.linspace(0, len(pcm) - 8, 20, dtype=int)
                    needles |= {pcm[at : at + 8].tobytes() for at in places}
    needles = {each for each in needles if any(each)}
    size = files = hits = 0
    for folder in [*bench.studies, bench.folder / "home", bench.folder / "temp"]:
        for path in folder.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                files, size = files + 1, size + len(content)
                hits += sum(needle in content for needle in needles)
    return "no sample, name or word", (
        f"{hits} of {len(needles)} samples and names in {files} files, {size / 1e6:.0f} MB"
    )


ROWS: dict[str, Callable[[Bench], tuple[str, str]]] = {
    "kill": killed,
    "busy": busy,
    "unplug": unplugged,
    "disk": full,
    "taken-back": taken_back,
    "scan": scanned,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=9, help="Of the moments at which is killed.")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--load-nice", type=int, default=0, help="How politely the load asks.")
    parser.add_argument("--row", choices=ROWS, action="append", help="Only these; scan comes last.")
    options = parser.parse_args()
    table = Table("what", "promised", "found")
    with tempfile.TemporaryDirectory(prefix="capture-") as name:
        folder = Path(name)
        for each in ("home", "temp"):
            (folder / each).mkdir()
        os.environ.update(
            HOME=str(folder / "home"),
            XDG_STATE_HOME=str(folder / "home"),
            TMPDIR=str(folder / "temp"),
            INTERVIEW_KIT_PASSPHRASE=PASSPHRASE,
        )
        bench = Bench(folder, options.kills, options.seed, options.minutes, options.load_nice)
        with room(folder / "room"):
            for row, run in ROWS.items():
                if options.row is None or row in options.row:
                    promised, found = run(bench)
                    print(f"{row}: {found}", file=sys.stderr)
                    table.add_row(
                        (run.__doc__ or row).partition(":")[0].strip("."), promised, found
                    )
    Console(width=160).print(table)


if __name__ == "__main__":
    main()
