"""A speech model and the command line, as a user has them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from interview_kit.workflow.coding.coding_import import import_codes
from interview_kit.workflow.study.open_study import Study
from tests.support.coded_study import TALK, file_uncoded
from tests.support.command_outcome import Outcome
from tests.support.model_folder import model_folder
from tests.support.passphrase import PASSPHRASE
from tests.support.releasable_study import filed_interview, opened


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the multilingual model."""
    return model_folder(tmp_path_factory)


@pytest.fixture
def environment(tmp_path: Path, models: Path) -> dict[str, str]:
    """Nothing of the developer's own: another home, other models, a passphrase."""
    home = tmp_path / "home"
    home.mkdir()
    return os.environ | {
        "HOME": str(home),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_DATA_HOME": str(home / "data"),
        "INTERVIEW_KIT_MODELS": str(models),
        "INTERVIEW_KIT_PASSPHRASE": PASSPHRASE,
        "COLUMNS": "120",
    }


@pytest.fixture
def kit(tmp_path: Path, environment: dict[str, str]) -> Callable[..., Outcome]:
    """Run `interview-kit` in a process of its own, in the study `study` of the test's folder."""

    def run(*arguments: object, study: str = "study", expect: int = 0) -> Outcome:
        command = [sys.executable, "-m", "interview_kit", "--study", str(tmp_path / study)]
        done = subprocess.run(
            [*command, *map(str, arguments)],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=600,
        )
        assert done.returncode == expect, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def uncoded(study_folder: Path, tmp_path: Path) -> Path:
    """A study with eight interviews, and a project with their codings beside it."""
    file_uncoded(study_folder, tmp_path / "out.qdpx")
    return study_folder


@pytest.fixture
def coded(uncoded: Path, tmp_path: Path) -> Path:
    """That study, coded by an import."""
    import_codes(uncoded, str(tmp_path / "out.qdpx"))
    return uncoded


@pytest.fixture
def talk_to_code(study_folder: Path) -> Iterator[tuple[Study, str]]:
    """A study with a filed interview whose vault is open."""
    with opened(study_folder) as study:
        yield study, filed_interview(study, "P07", *TALK)
