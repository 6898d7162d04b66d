"""The glossary holds the nouns that every room shares, and each where it is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure

ROOT = Path(__file__).parents[1]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
SHARED = GLOSSARY.split("## ")[1]
ROWS = dict(re.findall(r"^\| ([a-z ]+) \| .+ \| `model/(\w+)\.py` \|$", SHARED, re.MULTILINE))


def nouns_of(path):
    classes = [n.name for n in ast.parse(path.read_text()).body if isinstance(n, ast.ClassDef)]
    names = classes or [path.stem]
    return {re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name).lower() for name in names}


def test_every_shared_noun_is_in_the_glossary_with_its_place():
    modules = sorted((ROOT / "interview_kit" / "model").glob("[a-z]*.py"))
    nouns = {noun: path.stem for path in modules for noun in nouns_of(path)}
    assert nouns == ROWS


def test_rooms_of_the_workflow_are_those_of_the_glossary():
    rooms = re.findall(r"^\| `(\w+)` \|", GLOSSARY, re.MULTILINE)
    folders = (ROOT / "interview_kit" / "workflow").glob("*/__init__.py")
    assert sorted(rooms) == sorted(path.parent.name for path in folders)
