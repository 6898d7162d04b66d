"""The packages in examples/: installed as anybody would, tested by their own tests, and used."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from interview_kit.testing import PASSPHRASE, make_study

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/pyproject.toml"))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which the examples are installed beside the program, without a network."""
    sources = tmp_path_factory.mktemp("sources")
    copies = [shutil.copytree(example, sources / example.name) for example in EXAMPLES]
    return install_beside(tmp_path_factory.mktemp("installed"), *copies)


def install_beside(target: Path, *packages: Path) -> dict[str, str]:
    """The environment in which packages, installed into `target`, are found beside the program."""
    install = (
        *(sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"),
        *("--no-build-isolation", "--disable-pip-version-check", "--target", str(target)),
        *map(str, packages),
    )
    subprocess.run(install, check=True)
    path = os.pathsep.join([str(target), str(ROOT)])
    return os.environ | {"PYTHONPATH": path, "INTERVIEW_KIT_PASSPHRASE": PASSPHRASE}


def kit(installed: dict[str, str], *arguments: str | Path, is_fine: bool = True) -> str:
    """What a command prints, which may find fault with the machine where not all `is_fine`."""
    command = [sys.executable, "-m", "interview_kit", *map(str, arguments)]
    done = subprocess.run(command, env=installed, capture_output=True, text=True, check=False)
    assert done.returncode == 0 or not is_fine, done.stderr
    return done.stdout


def shown_package(folder: Path, name: str, group: str) -> Path:
    """The package `name` as docs/plugins.md shows it, with a test beside its two files."""
    page = (ROOT / "docs" / "plugins.md").read_text("utf-8")
    (project,) = re.findall(r"^```toml\n(.*?)^```", page, re.M | re.S)
    for old, new in (("interview_kit.exporters", group), ("markdown", name)):
        project = project.replace(old, new).replace(old.upper(), new.upper())
    modules = re.findall(r"^```python\n(.*?)^```", page, re.M | re.S)
    (module,) = (each for each in modules if f"\n{name.upper()} = " in each)
    folder.mkdir()
    (folder / "pyproject.toml").write_text(project, encoding="utf-8")
    (folder / f"interview_kit_{name}.py").write_text(module, encoding="utf-8")
    (folder / f"test_{name}.py").write_text("", encoding="utf-8")
    return folder


def test_what_the_page_shows_are_packages(tmp_path: Path) -> None:
    shown = {"markdown": "exporters", "lockers": "detectors", "bell": "engines"}
    folders = [
        shown_package(tmp_path / name, name, f"interview_kit.{group}")
        for name, group in shown.items()
    ]
    environment = install_beside(tmp_path / "installed", *folders)
    study = make_study(tmp_path / "study")
    kit(environment, "--study", study, "export", tmp_path / "out", "--format", "markdown")
    assert (tmp_path / "out" / "markdown" / "P08-1.md").read_bytes() == b"# P08-1\n"
    text = tmp_path / "transcript.txt"
    text.write_text("In kluisje 12.\n", encoding="utf-8")
    assert "lockers" in kit(environment, "detect", text, "--language", "nl")
    model = tmp_path / "model"
    model.mkdir()
    (model / "bell.txt").write_text("ding dong", encoding="utf-8")
    at_home = environment | {"XDG_DATA_HOME": str(tmp_path / "data")}
    assert "Installed bell" in kit(at_home, "models", "add", model, "--name", "bell")
    examined = kit(environment, "doctor", is_fine=False)
    assert all(f"interview-kit-{name}" in examined for name in shown)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_passes_its_own_tests(example: Path, installed: dict[str, str]) -> None:
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull)
    done = subprocess.run(
        [*command, "--rootdir", str(example), *map(str, example.glob("test_*.py"))],
        cwd=example, env=installed, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_examples_are_typed(installed: dict[str, str], tmp_path: Path) -> None:
    modules = [path for example in EXAMPLES for path in example.glob("*.py")]
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent"]
    done = subprocess.run(
        [*command, "--config-file", os.devnull, "--cache-dir", tmp_path, *modules],
        cwd=tmp_path, env=installed, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_an_installed_exporter_is_a_format(installed: dict[str, str], tmp_path: Path) -> None:
    study = make_study(tmp_path / "study")
    kit(installed, "--study", study, "export", tmp_path / "out", "--format", "markdown")
    assert "## Hoe is het vandaag" in (tmp_path / "out" / "markdown" / "P07-1.md").read_text(
        "utf-8"
    )


def test_an_installed_detector_is_asked(installed: dict[str, str], tmp_path: Path) -> None:
    text = tmp_path / "transcript.txt"
    text.write_text("Ik lag op bed 4.\n", encoding="utf-8")
    assert "rooms" in kit(installed, "detect", text, "--language", "nl")


def test_an_installed_diarizer_can_be_chosen(installed: dict[str, str], tmp_path: Path) -> None:
    study = make_study(tmp_path / "study")
    kit(installed, "--study", study, "settings", "diarizer", "loudness")
    code = "from interview_kit.speech.diarizers import diarizers; print(*diarizers())"
    command = [sys.executable, "-c", code]
    names = subprocess.run(command, env=installed, capture_output=True, text=True, check=True)
    assert names.stdout.split()[0] == "dialogue"
    assert "loudness" in names.stdout.split()
