"""The reference pages say what the program's own tables say now."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from interview_kit.environment import VARIABLES

pytestmark = pytest.mark.pure

ROOT = Path(__file__).parents[2]


def test_the_reference_is_fresh():
    """Run scripts/reference where it is not."""
    command = (sys.executable, ROOT / "scripts" / "reference", "--check")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_environment_variable_is_in_the_table():
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "interview_kit").rglob("*.py"))
    assert set(re.findall(r'"(INTERVIEW_KIT_[A-Z_]+)"', sources)) == set(VARIABLES)


def test_every_page_of_the_site_is_in_its_menu():
    menu = set(re.findall(r": ([\w/-]+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.M))
    top = {"architecture.md", "changes.md", "contributing.md", "security.md"}
    docs = ROOT / "docs"
    assert menu - top == {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}


def links(page: Path) -> list[str]:
    """Where a page leads within the checkout."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.M | re.S)
    targets = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", text))
    return [target for target in targets if "://" not in target and not target.startswith("#")]


def test_no_link_between_pages_leads_nowhere():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in links(page)
        if not os.path.exists(page.parent / target.partition("#")[0])  # noqa: PTH110 - reads as it is
    ]
    assert not broken
