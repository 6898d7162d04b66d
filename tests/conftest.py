"""What every room's tests share: a study, and a microphone that hears what is played to it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.study.open_study import Study, create_study, open_study
from interview_kit.workflow.study.study_settings import Settings
from tests.support.frog_program import FROG
from tests.support.passphrase import PASSPHRASE
from tests.support.virtual_microphone import SCRIPT, Microphone


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


@pytest.fixture
def study(study_folder: Path) -> Iterator[Study]:
    """The study in `study_folder`, open until the test ends."""
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        yield study


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
