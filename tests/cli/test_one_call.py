"""A command is one call: parse, one use case, print. Run as a script it lists every command.

A use case is a function of `interview_kit.workflow`, or a class of it that is no plain value, that
the command calls, itself or through a helper in `cli/`. Counted is the longest way through the
command; a call in a loop counts twice. Opening the study, and what turns a parameter into a value
or finds out where sound comes from (OPENING), is part of parsing. Beside the workflows a command
may import `ALLOWED` rooms, and enums and dataclasses of the pure ones, for its parameters.
"""

from __future__ import annotations

import ast
import dataclasses
import enum
import importlib
import sys
from pathlib import Path

CLI = Path(__file__).parents[2] / "interview_kit" / "cli"
ALLOWED = {"cli", "workflow", "interface", "errors", "model", "language", "tui", "plain"}
PURE = {"pseudonym", "guide", "session"}
OPENING = {
    "open_corpus",
    "open_demo_study",
    "open_recovered_study",
    "open_source",
    "open_study",
    "read_roster",
    "read_text",
    "recover",
    "require_study",
}
LOOPS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Module:
    """One module of `cli/`: its functions, and what the names in it are imported from."""

    def __init__(self, path: Path) -> None:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        self.name = path.stem
        self.imports = {
            alias.asname or alias.name: (node.module, alias.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
            if node.module.startswith("interview_kit")
        }
        self.functions = {
            node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
        }
        self.commands = [
            node
            for node in self.functions.values()
            if any(_is_command(decorator) for decorator in node.decorator_list)
        ]


def _ends(statements: list[ast.stmt]) -> bool:
    """Whether a function is left at the end of some statements."""
    last = statements[-1]
    return isinstance(last, ast.Return | ast.Raise) or (
        isinstance(last, ast.With) and _ends(last.body)
    )


def _is_command(decorator: ast.expr) -> bool:
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr == "command"
    )


MODULES = {path.stem: Module(path) for path in sorted(CLI.glob("*.py"))}


def _is_value(module: str, name: str) -> bool:
    """Whether a name of a module is an enum or a dataclass."""
    thing = getattr(importlib.import_module(module), name, None)
    return isinstance(thing, type) and (
        issubclass(thing, enum.Enum) or dataclasses.is_dataclass(thing)
    )


class Calls:
    """Counts the calls of use cases on the longest way through a function; notes the rooms."""

    def __init__(self) -> None:
        self.rooms: set[str] = set()
        self._seen: list[tuple[str, str]] = []

    def of_function(self, module: Module, function: ast.FunctionDef) -> int:
        """The calls in a function and in the helpers that it calls."""
        place = (module.name, function.name)
        if place in self._seen:
            return 0
        self._seen.append(place)
        count = self._block(module, function.body)
        self._seen.pop()
        return count

    def _block(self, module: Module, statements: list[ast.stmt]) -> int:
        if not statements:
            return 0
        first, rest = statements[0], statements[1:]
        if isinstance(first, ast.If):
            taken = self._block(module, first.body)
            if not _ends(first.body):
                taken += self._block(module, rest)
            passed = self._block(module, [*first.orelse, *rest])
            return self._node(module, first.test) + max(taken, passed)
        if isinstance(first, ast.FunctionDef):
            return self._block(module, rest)
        if isinstance(first, ast.With):
            heads = sum(self._node(module, item.context_expr) for item in first.items)
            return heads + self._block(module, [*first.body, *rest])
        if isinstance(first, ast.Try):
            handlers = [self._block(module, handler.body) for handler in first.handlers]
            tail = [*first.orelse, *first.finalbody, *rest]
            return self._block(module, first.body) + max([self._block(module, tail), *handlers])
        if isinstance(first, ast.For | ast.While):
            head = first.iter if isinstance(first, ast.For) else first.test
            body = 2 * self._block(module, first.body)
            return self._node(module, head) + body + self._block(module, rest)
        return self._node(module, first) + self._block(module, rest)

    def _node(self, module: Module, node: ast.AST) -> int:
        if isinstance(node, ast.ImportFrom | ast.Import):
            self._note_rooms(node)
            return 0
        if isinstance(node, ast.IfExp):
            ways = (self._node(module, node.body), self._node(module, node.orelse))
            return self._node(module, node.test) + max(ways)
        inside = sum(self._node(module, child) for child in ast.iter_child_nodes(node))
        if isinstance(node, LOOPS):
            # What is gone through is made once.
            inside = 2 * inside - self._node(module, node.generators[0].iter)
        return inside + (self._call(module, node.func) if isinstance(node, ast.Call) else 0)

    def _call(self, module: Module, function: ast.expr) -> int:
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
            source, name = module.imports.get(function.value.id, ("", ""))
            target = (f"{source}.{name}", function.attr)
        elif isinstance(function, ast.Name):
            if function.id in module.functions:
                return self.of_function(module, module.functions[function.id])
            target = module.imports.get(function.id, ("", ""))
        else:
            return 0
        source, name = target
        parts = source.split(".")
        self._note(source, name)
        if source.startswith("interview_kit.cli.") and parts[2] in MODULES:
            helpers = MODULES[parts[2]]
            if name in helpers.functions:
                return self.of_function(helpers, helpers.functions[name])
        is_use_case = source.startswith("interview_kit.workflow") and name not in OPENING
        return int(is_use_case and not _names_a_value(source, name))

    def _note_rooms(self, node: ast.ImportFrom | ast.Import) -> None:
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                self._note(node.module, alias.name)

    def _note(self, source: str, name: str) -> None:
        parts = source.split(".")
        room = parts[1] if len(parts) > 1 and parts[0] == "interview_kit" else ""
        if not room or room in ALLOWED:
            return
        if not (room in PURE and _names_a_value(source, name)):
            self.rooms.add(room)


def _names_a_value(source: str, name: str) -> bool:
    try:
        return _is_value(source, name)
    except ModuleNotFoundError:
        return False


def commands() -> list[tuple[str, int, set[str]]]:
    """Every command as module and function, its calls of use cases, the rooms past workflow."""
    rows = []
    for module in MODULES.values():
        for function in module.commands:
            calls = Calls()
            count = calls.of_function(module, function)
            rows.append((f"{module.name}.{function.name}", count, calls.rooms))
    return rows


def test_each_command_calls_one_use_case():
    assert [f"{name}: {count}" for name, count, _ in commands() if count > 1] == []


def test_no_command_reaches_past_the_workflows():
    assert [f"{name}: {sorted(rooms)}" for name, _, rooms in commands() if rooms] == []


TWO_CALLS = """
import click
from interview_kit.vault import journal
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.interviews.chosen_interviews import choose

@click.command("one")
def one(study, ids):
    if ids:
        return choose(study, ids)
    return file_interview(study)

@click.command("loop")
def loop(study, ids):
    for id in ids:
        file_interview(study.interview(id))

@click.command("helper")
def helper(study, ids):
    _file(study, choose(study, ids))
    journal.read(study.vault, "P07-1")

def _file(study, ids):
    return [file_interview(study.interview(id)) for id in ids]
"""


def test_the_rule_counts_ways_loops_helpers_and_rooms(tmp_path):
    path = tmp_path / "made_commands.py"
    path.write_text(TWO_CALLS)
    module = Module(path)
    found = {}
    for function in module.commands:
        calls = Calls()
        found[function.name] = (calls.of_function(module, function), calls.rooms)
    assert found == {"one": (1, set()), "loop": (2, set()), "helper": (3, {"vault"})}


def test_the_rule_sees_the_commands_there_are():
    counts = {name: count for name, count, _ in commands()}
    assert len(counts) > 60
    assert counts["text_commands.file_command"] == 1


if __name__ == "__main__":
    rows = commands()
    for name, count, rooms in rows:
        sys.stdout.write(f"{count} {name} {' '.join(sorted(rooms))}\n")
    more = sum(count > 1 for _, count, _ in rows)
    past = sum(bool(rooms) for _, _, rooms in rows)
    total = f"{len(rows)} commands, {more} of more than one call, {past} past workflow"
    sys.stdout.write(f"{total}\n")
    sys.exit(bool(more or past))
