"""The shape of the house: no cycles, no long modules, documented names, no registry's address."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from os.path import commonpath
from pathlib import Path

import pytest

from tests.support.import_cycles import cycles, module_graph, sibling_graph

pytestmark = pytest.mark.pure

ROOT = Path(__file__).parents[1]
PACKAGE = "interview_kit"
MOST_LINES = 400
MODULES = module_graph(PACKAGE)
PARENTS = sorted({module.rpartition(".")[0] for module in MODULES if "." in module})

MODULE_CYCLES: set[str] = set()
"""The packages in which modules import each other in a circle: to be emptied."""
SIBLING_CYCLES: set[str] = set()
"""The packages whose parts import each other in a circle: to be emptied."""
BARE_NAMES_SHARE = 0.037
"""How many of the names of values may be a bare participle or pronoun: to go down."""
SHARED_FILE_NAMES = 0
"""How many file names may stand for several files: to go down."""
CLASS_NAMES_WITH_MEANINGS = 6
"""How many class names may be defined in several modules: to go down."""
UNDOCUMENTED_CONSTANTS = 301
"""How many public constants may stand without a word on what they are: to go down."""

HOSTS = (
    *("py pi.org", "pythonh osted.org", "npm js.com", "npm js.org", "crates .io", "rubyg ems.org"),
    *("anac onda.org", "proxy.gol ang.org"),
)
"""Hosts of package registries, written so that this file has the address of none."""
REGISTRY = re.compile("|".join(rf"\b{re.escape(host.replace(' ', ''))}\b" for host in HOSTS))


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def tracked() -> list[Path]:
    """Every file that belongs to the project."""
    if shutil.which("git") is None:
        pytest.skip("git, which knows them, is not on this machine")
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip("this is no clone")
    return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def common_package(modules: frozenset[str]) -> str:
    """The package that holds all of the modules."""
    return commonpath(module.replace(".", "/") for module in modules).replace("/", ".")


def test_no_module_imports_itself_by_way_of_others_but_the_known():
    assert {common_package(cycle) for cycle in cycles(MODULES)} == MODULE_CYCLES


def test_no_parts_of_a_package_import_each_other_in_a_circle_but_the_known():
    knots = {parent for parent in PARENTS if any(cycles(sibling_graph(MODULES, parent)))}
    assert knots == SIBLING_CYCLES


@pytest.mark.parametrize("folder", [PACKAGE, "tests"])
def test_no_module_is_long(folder):
    lengths = {path: path.read_text("utf-8").count("\n") for path in sources(folder)}
    assert not {str(path): lines for path, lines in lengths.items() if lines > MOST_LINES}


def undocumented(path: Path) -> Iterator[str]:
    """The public modules, classes, functions and methods of a file without a docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    if ast.get_docstring(tree) is None and path.name != "__init__.py":
        yield str(path)
    nodes: list[ast.AST] = [tree]
    while nodes:
        for node in ast.iter_child_nodes(nodes.pop()):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                public = not node.name.startswith("_")
                overload = any(
                    getattr(mark, "id", "") == "overload" for mark in node.decorator_list
                )
                if public and not overload and ast.get_docstring(node) is None:
                    yield f"{path}:{node.lineno} {node.name}"
                if public and isinstance(node, ast.ClassDef):
                    nodes.append(node)
            elif isinstance(node, ast.If | ast.Try):
                nodes.append(node)


def test_every_public_name_is_documented():
    assert not [name for path in sources(PACKAGE) for name in undocumented(path)]


def constants_without_a_word(path: Path) -> Iterator[str]:
    """The public constants with neither a string below nor a comment above or beside them."""
    text = path.read_text("utf-8")
    lines, body = text.splitlines(), ast.parse(text).body
    for node, after in zip(body, [*body[1:], None], strict=True):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                below = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                above = node.lineno > 1 and lines[node.lineno - 2].lstrip().startswith("#")
                if not (name.startswith("_") or below or above or "#" in lines[node.lineno - 1]):
                    yield f"{path}:{node.lineno} {name}"


def test_no_more_constants_stand_without_a_word_than_did():
    silent = [name for path in sources(PACKAGE) for name in constants_without_a_word(path)]
    assert len(silent) <= UNDOCUMENTED_CONSTANTS, silent


def test_no_file_names_the_address_of_a_registry():
    holders = []
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        holders += [f"{path}: {match[0]}" for match in REGISTRY.finditer(text)]
    assert not holders


def test_an_address_of_a_registry_is_known_by_its_host():
    for host in HOSTS:
        assert REGISTRY.search(f"https://files.{host.replace(' ', '')}/project/x")
    assert not REGISTRY.search("https://www.python.org/downloads/")


def test_names_say_no_less_than_they_did():
    command = [sys.executable, str(ROOT / "scripts" / "names"), "--json"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures = json.loads(output)["work tree"]
    assert figures["names"] > 1000
    assert figures["share"] <= BARE_NAMES_SHARE
    assert figures["file_names"] <= SHARED_FILE_NAMES
    assert figures["class_names"] <= CLASS_NAMES_WITH_MEANINGS


def test_a_cycle_is_seen_whatever_its_length():
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": {"e"}, "e": {"d"}, "f": {"a"}}
    assert set(cycles(graph)) == {frozenset("abc"), frozenset("de")}
    modules = {"p.a.x": {"p.b.y"}, "p.b.y": set(), "p.b.z": {"p.a.w"}, "p.a.w": set()}
    assert list(cycles(sibling_graph(modules, "p"))) == [frozenset({"p.a", "p.b"})]
    assert not list(cycles(modules))
