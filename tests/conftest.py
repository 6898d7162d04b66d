"""What every room's tests share: a study, and a microphone that hears what is played to it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from interview_kit.workflow.study.open_study import create_study
from interview_kit.workflow.study.study_settings import Settings

# Studies are in Dutch unless they say otherwise, and the tests read what commands say in English.
os.environ["INTERVIEW_KIT_LANGUAGE"] = "en"

PASSPHRASE = "four plain test words"
SCRIPT = Path(__file__).parents[1] / "scripts" / "microphone"
ROOM = (
    "sink_name=room",
    "norewinds=1",
    "rate=48000",
    "format=s16le",
    "channels=2",
    "channel_map=front-left,front-right",
)


@dataclass(frozen=True, slots=True)
class Microphone:
    """A running virtual microphone: 48 kHz, two channels, the device `default`.

    `env` is what a process needs in its environment, before it loads PortAudio, to hear it;
    `server` is the process id of the sound server.
    """

    env: dict[str, str]
    server: int

    def play(self, path: Path) -> None:
        """Play a sound file to the microphone; returns when it has been heard."""
        self._run("paplay", "--device=room", str(path))

    def unplug(self) -> None:
        """Take the microphone away."""
        self._run("pactl", "unload-module", "module-null-sink")

    def plug_in(self) -> None:
        """Bring it back."""
        self._run("pactl", "load-module", "module-null-sink", *ROOM)

    def _run(self, *command: str) -> None:
        subprocess.run(command, env=os.environ | self.env, check=True, capture_output=True)


@pytest.fixture(scope="session")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Microphone]:
    """One virtual microphone for the whole test run."""
    folder = tmp_path_factory.mktemp("microphone")
    subprocess.run([SCRIPT, "start", folder], check=True, stdout=subprocess.DEVNULL)
    try:
        settings = re.findall(r"^export (\w+)=(.*)$", (folder / "env").read_text(), re.MULTILINE)
        yield Microphone(dict(settings), int((folder / "pid").read_text()))
    finally:
        subprocess.run([SCRIPT, "stop", folder], check=True)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study nobody has worked in yet, to copy: making one takes a while on purpose."""
    folder = tmp_path_factory.mktemp("blank") / "study"
    create_study(folder, PASSPHRASE, Settings(name="study"))
    return folder


@pytest.fixture
def study_folder(tmp_path: Path, blank: Path) -> Path:
    """A study of the test's own, in the folder `study`; its passphrase is PASSPHRASE."""
    return Path(shutil.copytree(blank, tmp_path / "study"))


FROG = """#!{python}
import re, sys
names, log = {names}, open({log!r}, "a")
for line in sys.stdin:
    print(line.strip(), file=log, flush=True)
    inside = False
    for number, word in enumerate(line.split(), start=1):
        if word == "dies":
            sys.exit(1)
        tag = ("I-PER" if inside else "B-PER") if word in names else "O"
        inside = word in names
        print(number, word, *"-----", tag, sep="\\t")
    print(flush=True)
"""


@pytest.fixture
def frog_program(tmp_path, monkeypatch):
    """A program in the place of frog on the PATH: call it with the words it takes for names.

    What it gives is a function that says which lines the program was given.
    """

    def place(*names):
        log, folder = tmp_path / "frog.log", tmp_path / "programs"
        folder.mkdir()
        program = folder / "frog"
        program.write_text(FROG.format(python=sys.executable, names=names, log=str(log)))
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        return lambda: log.read_text().splitlines()

    return place
