"""The examples on docs/api.md and docs/plugins.md do what the pages say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from interview_kit.testing import make_study

DOCS = Path(__file__).parents[2] / "docs"


def examples(page: str, language: str) -> list[str]:
    """The pieces of code in one language, in the order of the page."""
    text = (DOCS / page).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", ["api.md", "plugins.md"])
def test_every_example_runs(page, tmp_path, monkeypatch, capsys):
    """One after the other, as a reader would type them into one session."""
    monkeypatch.chdir(tmp_path)
    session: dict[str, object] = {}
    for number, example in enumerate(examples(page, "python"), 1):
        exec(compile(example, f"{page}, example {number}", "exec"), session)
    if page == "api.md":
        printed = capsys.readouterr().out
        assert "P07-1 2026-11 2 turns of the participant" in printed
        assert "P08-1      interviewer     5" in printed
        assert "out/turns.csv" in printed


def test_the_examples_are_typed(tmp_path):
    """Programs made of them pass the strictest check; pandas says nothing of its types."""
    programs = [tmp_path / f"{page}_page.py" for page in ("api", "plugins")]
    for program, page in zip(programs, ("api.md", "plugins.md"), strict=True):
        program.write_text("\n".join(examples(page, "python")), encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent"]
    options = ["--ignore-missing-imports", "--config-file", os.devnull, "--cache-dir", tmp_path]
    done = subprocess.run(
        [*command, *options, *programs],
        cwd=DOCS.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_example_in_r_counts_the_same(tmp_path):
    (example,) = examples("api.md", "r")
    assert "SQLITE_RO" in example
    program = shutil.which("Rscript") or ""
    if not program or subprocess.run([program, "-e", "library(RSQLite)"], check=False).returncode:
        pytest.skip("R or its package RSQLite is not on this machine")
    make_study(tmp_path / "mystudy")
    command = [program, "-e", example]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert re.search(r"P08-1 +interviewer +5", done.stdout), done.stdout + done.stderr
