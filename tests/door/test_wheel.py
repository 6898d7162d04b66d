"""What is released: the same whenever it is built, whole, and good for what it is there for."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which scripts/release put what it had built of the last commit."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone")
    folder = tmp_path_factory.mktemp("release") / "dist"
    command = (sys.executable, ROOT / "scripts" / "release", "--try", folder)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def installed(release: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which the program is that of the wheel."""
    target = tmp_path_factory.mktemp("wheel")
    (wheel,) = release.glob("*.whl")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*install, "--target", target, wheel], check=True)
    return os.environ | {"PYTHONPATH": str(target)}


def python(installed: dict[str, str], folder: Path, *arguments: str) -> str:
    """What Python prints, far from the checkout."""
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=folder, env=installed, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_sums_are_those_of_the_files(release: Path) -> None:
    lines = (release / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = {name: sum for sum, name in (line.split("  ") for line in lines)}
    assert {Path(name).suffix for name in sums} == {".whl", ".gz"}
    for name, expected in sums.items():
        assert hashlib.sha256((release / name).read_bytes()).hexdigest() == expected


def test_the_wheel_has_its_guides_its_words_and_its_detectors(
    installed: dict[str, str], tmp_path: Path
) -> None:
    code = (
        "import interview_kit; print(interview_kit.__file__);"
        "from interview_kit import MentionType, detect;"
        "print([m.text for m in detect('Mijn zus Fatima woont in Zwolle.', 'nl')])"
    )
    place, mentions = python(installed, tmp_path, "-c", code).splitlines()
    assert not Path(place).is_relative_to(ROOT)
    assert mentions == "['Fatima', 'Zwolle']"
    environment = installed | {"INTERVIEW_KIT_PASSPHRASE": "four plain test words"}
    outcome = python(environment, tmp_path, "-m", "interview_kit", "--lang", "nl", "init", "study")
    assert "study" in outcome
    assert (tmp_path / "study" / "guides" / "recovery-stories.toml").is_file()


def test_the_wheel_is_typed(installed: dict[str, str], tmp_path: Path) -> None:
    """A program on the API alone is checked strictly against what the wheel says of itself."""
    (tmp_path / "program.py").write_text(
        "from pathlib import Path\n\n"
        "from interview_kit import Record, Turn, open_corpus, records\n\n\n"
        "def said(folder: Path) -> list[str]:\n"
        "    with open_corpus(folder) as corpus:\n"
        "        return [turn.text for record in records(corpus) for turn in record.turns]\n\n\n"
        "def first(record: Record) -> Turn:\n"
        "    return record.turns[0]\n",
        encoding="utf-8",
    )
    check = [
        "-m",
        "mypy",
        "--strict",
        "--follow-imports=silent",
        "--cache-dir",
        str(tmp_path / "c"),
    ]
    assert "Success" in python(installed, tmp_path, *check, "program.py")
