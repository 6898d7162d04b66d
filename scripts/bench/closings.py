"""Terminals that are closed in the middle of an interview: does the program end, and what is kept?

    python scripts/bench/closings.py [--rounds 200] [--source FILE] [--seed 1]

Each round goes on with one interview, in a terminal of its own, with the microphone or the sound of
FILE in real time, presses keys by chance, and closes the terminal at a moment of chance, in one of
four ways: closed; closed after it was not read from for a while; told to hang up while nobody
reads; asked to stop. Then the program must be gone within five seconds, its lock free, the
interview interrupted, and its sound as it was heard, up to the second before.
"""

from __future__ import annotations

import argparse
import os
import pty
import random
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fcntl import ioctl
from pathlib import Path
from statistics import median

from interview_kit.errors import KitError
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import (
    Answer,
    CameOnRecord,
    Continued,
    Interrupted,
    Paused,
    RecordingStarted,
    Resumed,
    WentOffRecord,
)
from interview_kit.session.interview_state import Phase
from interview_kit.session.journal_entry import JournalEntry
from interview_kit.vault.vault_key import Secret, read_holders, unwrap
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.demo_study import PASSPHRASE, make_demo_study
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.study.open_study import KEY, Study, open_study, open_with_key
from interview_kit.workflow.study.vault_integrity import refuse_damaged_sound

ENDING_SECONDS = 5
BOUND_SECONDS = 60  # what has not ended by then is killed, and counts as hanging
WAYS = ("closed", "not read, then closed", "not read, then hung up", "asked to stop")
KEYS = ("n", "a", "b", "u", "r", "c", "g", "f2", "oo", "pp", "j\x1b", "q\x1b", "mnote\r", "?\x1b")


@dataclass(frozen=True, slots=True)
class Closing:
    """How one closing went: `seconds` to the end of the process, and what was wrong after it."""

    way: str
    seconds: float
    faults: tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--source", type=Path, help="sound in the place of the microphone")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    closings: list[Closing] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "study"
        id = prepared(folder)
        key = unwrap(read_holders(folder / KEY), Secret(passphrase=PASSPHRASE))
        for number in range(options.rounds):
            closing = closed(folder, key, id, options.source, WAYS[number % len(WAYS)], chance)
            closings.append(closing)
            said = "; ".join(closing.faults) or "kept"
            print(
                f"{number + 1:>4}  {closing.way:<24} {closing.seconds:5.2f} s  {said}", flush=True
            )
    for way in WAYS:
        seconds = [closing.seconds for closing in closings if closing.way == way]
        if seconds:
            middle, longest = median(seconds), max(seconds)
            print(f"{way}: {len(seconds)}, median {middle:.2f} s, longest {longest:.2f} s")
    faults = Counter(fault for closing in closings for fault in closing.faults)
    clean = sum(not closing.faults for closing in closings)
    print(f"{clean} of {len(closings)} closings ended in time with everything kept", dict(faults))
    sys.exit(clean < len(closings))


def prepared(folder: Path) -> str:
    """A demo study with an interview that may be recorded."""
    make_demo_study(folder)
    with open_study(folder, Secret(passphrase=PASSPHRASE)) as study:
        id = prepare(study, "P01", language="en").id
        conductor = Conductor(study.interview(id))
        for item in conductor.guide.consent:
            conductor.do(ask.AnswerConsent(item.id, Answer.YES))
    return id


def closed(
    folder: Path, key: bytes, id: str, source: Path | None, way: str, chance: random.Random
) -> Closing:
    """Go on with the interview, close its terminal in a `way`, and look what is left."""
    with open_with_key(folder, key) as study:
        frames_before = study.interview(id).sound.end_frame
    child, terminal = opened(folder, id, source)
    if not painted(terminal, "● REC"):
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return Closing(way, 0, ("did not begin",))
    press(terminal, chance, chance.uniform(0.2, 3), reads=True)
    if "not read" in way:
        press(terminal, chance, chance.uniform(0.2, 4), reads=False)
    closing = time.perf_counter()
    if way == "asked to stop":
        os.kill(child, signal.SIGTERM)
    elif way.endswith("hung up"):
        os.kill(child, signal.SIGHUP)
    else:
        os.close(terminal)
    status = ended(child, terminal if way == "asked to stop" else -1)
    seconds = time.perf_counter() - closing
    if way in ("asked to stop", "not read, then hung up"):
        os.close(terminal)
    faults = [] if seconds < ENDING_SECONDS else [f"took more than {ENDING_SECONDS} s"]
    faults += [] if status == 0 else [f"ended with {status}"]
    try:
        with open_with_key(folder, key) as study:
            faults += losses(study, id, frames_before)
    except KitError as error:
        faults.append(error.message)
    return Closing(way, seconds, tuple(faults))


def losses(study: Study, id: str, frames_before: int) -> list[str]:
    """What is not kept of an interview that went on, going by the times in its journal."""
    interview = study.interview(id)
    faults = [] if interview.state.phase is Phase.INTERRUPTED else ["was not noted"]
    stored = (interview.sound.end_frame - frames_before) / interview.rate
    missing = recorded_seconds(interview.entries) - stored
    if missing > 1:
        faults.append(f"{missing:.1f} s of sound are missing")
    refuse_damaged_sound(study.vault, id)
    return faults


def recorded_seconds(journal: Sequence[JournalEntry]) -> float:
    """How long sound was to be stored since the interview went on for the last time."""
    seconds, since = 0.0, None
    for entry in journal:
        moment = datetime.fromisoformat(entry.at)
        if isinstance(entry.event, Continued | RecordingStarted):
            seconds, since = 0.0, moment
        elif isinstance(entry.event, Resumed | CameOnRecord):
            since = moment
        elif isinstance(entry.event, Paused | WentOffRecord | Interrupted) and since is not None:
            seconds, since = seconds + (moment - since).total_seconds(), None
    return seconds


def opened(folder: Path, id: str, source: Path | None) -> tuple[int, int]:
    """The program in a terminal of its own: its process, and our end of the terminal."""
    child, terminal = pty.fork()
    if not child:
        os.environ |= {"TERM": "xterm-256color", "INTERVIEW_KIT_PASSPHRASE": PASSPHRASE}
        sound = ["--source", str(source), "--pace", "real"] if source else []
        command = ["--study", str(folder), "interview", "--resume", id, "--no-live", *sound]
        os.execv(sys.executable, [sys.executable, "-m", "interview_kit", *command])
    ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    return child, terminal


def painted(terminal: int, words: str) -> bool:
    """Read until `words` are painted; False where they are not within a minute."""
    seen, end = b"", time.perf_counter() + BOUND_SECONDS
    while words.encode() not in seen:
        if time.perf_counter() > end or not select.select([terminal], [], [], 1)[0]:
            if time.perf_counter() > end:
                return False
            continue
        try:
            seen += os.read(terminal, 65536)
        except OSError:
            return False
    return True


def press(terminal: int, chance: random.Random, seconds: float, *, reads: bool) -> None:
    """Press keys by chance for so long, and read what they paint, or do not."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        os.write(terminal, chance.choice(KEYS).encode())
        pause = min(left, chance.uniform(0.02, 0.3))
        until = time.perf_counter() + pause
        while (rest := until - time.perf_counter()) > 0:
            if reads and select.select([terminal], [], [], rest)[0]:
                os.read(terminal, 65536)
            elif not reads:
                time.sleep(rest)


def ended(child: int, terminal: int) -> int:
    """Wait for the end of a process; its exit status. `terminal` is read from meanwhile."""
    end = time.perf_counter() + BOUND_SECONDS
    while time.perf_counter() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        if terminal >= 0 and select.select([terminal], [], [], 0.01)[0]:
            try:
                os.read(terminal, 65536)
            except OSError:
                terminal = -1
        else:
            time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    main()
