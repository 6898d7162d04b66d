"""What every room's tests share: a study, and a microphone that hears what is played to it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from interview_kit.vault.vault_key import Secret, read_holders, unwrap
from interview_kit.workflow.study.open_study import KEY, Study, create_study, open_with_key
from interview_kit.workflow.study.study_settings import Settings
from tests.support.frog_program import FROG
from tests.support.passphrase import PASSPHRASE
from tests.support.rings import ALONE, RINGS, place
from tests.support.virtual_microphone import SCRIPT, Microphone

# Studies are in Dutch unless they say otherwise, and the tests read what commands say in English.
os.environ["INTERVIEW_KIT_LANGUAGE"] = "en"


def pytest_configure(config: pytest.Config) -> None:
    """The rings are marks."""
    for ring, needs in RINGS.items():
        config.addinivalue_line("markers", f"{ring}: {needs}")
    config.addinivalue_line("markers", f"{ALONE}: needs the machine to itself")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put every test in its ring.

    Several workers take whole modules, since their tests share what was dear to make, and then the
    tests of front ends one by one.
    """
    rings = {item: place(item) for item in items}
    if not hasattr(config, "workerinput"):
        return
    for item, ring in rings.items():
        if ring != "screen":
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    order = ("model", "store", "sound", "pure", "screen")
    modules: dict[Path, int] = {}
    for item, ring in rings.items():
        modules[item.path] = min(modules.get(item.path, len(order)), order.index(ring))
    items.sort(key=lambda item: (rings[item] == "screen", modules[item.path], str(item.path)))


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
    create_study(folder, Secret(PASSPHRASE), Settings(name="study"))
    return folder


@pytest.fixture
def study_folder(tmp_path: Path, blank: Path) -> Path:
    """A study of the test's own, in the folder `study`; its passphrase is PASSPHRASE."""
    return Path(shutil.copytree(blank, tmp_path / "study"))


@cache
def key_of(folder: Path) -> bytes:
    """The key of a study: unwrapping one is slow on purpose."""
    return unwrap(read_holders(folder / KEY), Secret(PASSPHRASE))


@pytest.fixture
def vault_key(blank: Path) -> bytes:
    """The key of the blank study and of its copies; folders have blank studies of their own."""
    return key_of(blank)


@pytest.fixture
def study(study_folder: Path, vault_key: bytes) -> Iterator[Study]:
    """The study in `study_folder`, open until the test ends."""
    with open_with_key(study_folder, vault_key) as study:
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
