"""The commands of the tutorials, typed in their order by somebody who has nothing but the page."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.model_folder import model_folder
from tests.support.passphrase import PASSPHRASE

ROOT = Path(__file__).parents[2]
TUTORIALS = ROOT / "docs" / "tutorials"


def lines(page: str) -> Iterator[str]:
    """What is to be typed into a shell, a line at a time."""
    text = (TUTORIALS / page).read_text("utf-8")
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        yield from block.replace("\\\n", " ").splitlines()


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the multilingual model."""
    return model_folder(tmp_path_factory)


def type_in(page: str, folder: Path, **variables: str) -> dict[str, str]:
    """What each line prints, typed into a shell of its own that knows what was exported before."""
    kit = shlex.join([sys.executable, "-m", "interview_kit"])
    own = {"PYTHONPATH": str(ROOT), "INTERVIEW_KIT_PASSPHRASE": PASSPHRASE}
    environment = os.environ | own | variables
    remembered = [f'interview-kit() {{ {kit} "$@"; }}']
    printed = {}
    for line in lines(page):
        script = "\n".join([*remembered, line])
        done = subprocess.run(
            ["bash", "-ec", script],
            cwd=folder, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        printed[line] = done.stdout
        if line.startswith(("export ", "cd ")):
            remembered.append(line)
    return printed


def test_a_guide_is_written_as_the_page_says(tmp_path: Path) -> None:
    printed = type_in("guide-author.md", tmp_path)
    assert "coming-home.toml: in order." in printed["interview-kit guide check"]
    guide = tmp_path / "mystudy" / "guides" / "coming-home.toml"
    question, topic = re.findall(
        r"^```toml\n(.*?)^```", (TUTORIALS / "guide-author.md").read_text("utf-8"), re.M | re.S
    )
    text = guide.read_text("utf-8")
    before, first_section, rest = text.partition("[[section]]")
    guide.write_text(f"{before}{topic}\n{first_section}{rest}\n{question}", encoding="utf-8")
    check = [sys.executable, "-m", "interview_kit", "guide", "check"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        check,
        cwd=tmp_path / "mystudy",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.model
def test_a_study_is_looked_after_as_the_page_says(tmp_path: Path, models: Path) -> None:
    printed = type_in("data-manager.md", tmp_path, INTERVIEW_KIT_MODELS=str(models))
    assert "P01-1" in printed["interview-kit list"]
    assert (tmp_path / "out" / "interviews.qdpx").is_file()
    assert (tmp_path / "deposit" / "data").is_dir()
    assert "P03-1" in printed["interview-kit file --all"]
    assert "made me very tired." in (tmp_path / "quotations.csv").read_text("utf-8")
    assert (tmp_path / "restored" / "vault.db").is_file()


@pytest.mark.pure
def test_every_picture_is_there_and_every_one_is_shown() -> None:
    pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    shown = {
        (page.parent / target).resolve()
        for page in pages
        for target in re.findall(r"!\[[^\]]*\]\(([^)]+\.svg)\)", page.read_text("utf-8"))
    }
    assert {path for path in shown if not path.is_file()} == set()
    assert {*(ROOT / "docs" / "pictures").glob("*.svg")} <= shown
