"""What others may import: there, documented, typed, and loaded no sooner than it is used."""

from __future__ import annotations

import ast
import inspect
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


# Had from functions, never made by their users; and a guide, whose parts are reached through it.
NOT_CALLED = {"Corpus", "Guide", "Study", "StudyInterview"}


def called_names() -> list[str]:
    """The public names that their users call."""
    values = {name: getattr(interview_kit, name) for name in interview_kit.__all__}
    return [name for name in values if callable(values[name]) and name not in NOT_CALLED]


@pytest.mark.parametrize("name", called_names())
def test_what_a_public_name_takes_gives_and_raises_is_public_too(name):
    """So that a program on the API can write out its types and catch its errors."""
    value = getattr(interview_kit, name)
    signature = inspect.signature(value)
    annotations = [each.annotation for each in signature.parameters.values()]
    said = " ".join(map(str, [*annotations, signature.return_annotation]))
    module = sys.modules[value.__module__]
    types = {
        word
        for word in re.findall(r"\b[A-Z]\w+", said)
        if getattr(vars(module).get(word), "__module__", "").startswith("interview_kit")
    }
    errors = set(re.findall(r"\b[A-Z]\w+Error\b", inspect.getdoc(value) or ""))
    assert types | errors <= {*interview_kit.__all__}


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
