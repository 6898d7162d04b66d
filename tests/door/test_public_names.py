"""What others may import: there, documented, typed, and loaded no sooner than it is used."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import interview_kit

pytestmark = pytest.mark.pure

PACKAGE = Path(interview_kit.__file__).parent
API_PAGE = PACKAGE.parent / "docs" / "api.md"


def declared() -> dict[str, str]:
    """The names that type checkers are told of, and the modules they come from."""
    tree = ast.parse((PACKAGE / "__init__.pyi").read_text("utf-8"))
    return {
        alias.asname or alias.name: str(node.module)
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_type_checkers_are_told_what_is_there():
    there = {name: f"interview_kit.{module}" for name, module in interview_kit._MODULES.items()}
    assert declared() == there
    assert {*interview_kit.__all__} == {*declared(), "__version__"}
    assert (PACKAGE / "py.typed").is_file()


@pytest.mark.parametrize("name", interview_kit.__all__)
def test_every_public_name_can_be_had(name):
    assert getattr(interview_kit, name) is not None
    assert name in dir(interview_kit)


def test_every_public_name_is_on_its_page():
    named = set(re.findall(r"`(\w+)", API_PAGE.read_text("utf-8")))
    assert {*declared()} <= named


def test_no_other_name_is_there():
    with pytest.raises(AttributeError, match="no attribute 'open_vault'"):
        _ = interview_kit.open_vault


def test_nothing_is_loaded_before_it_is_used():
    code = (
        "import sys, interview_kit; assert len(sys.modules) < 200;"
        "from interview_kit import Exporter, Record, Voice;"
        "sys.exit(any(m in sys.modules for m in ('sqlcipher3', 'numpy', 'textual', 'av')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_screen_begins_without_what_decodes_sound_and_speech():
    code = (
        "import sys, interview_kit.tui.app;"
        "sys.exit(any(m in sys.modules for m in ('av', 'faster_whisper', 'ctranslate2')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
