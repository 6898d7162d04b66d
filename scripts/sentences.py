"""Every sentence that people read, found in the sources, and what no translator could translate.

`scripts/translations` makes the catalogues of what `sentences` finds. `refusals` says where a
sentence is put together in a way that hides it from the catalogues: an f-string, a concatenation,
a plain string that no catalogue has. `python scripts/sentences.py` prints both counts.
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "interview_kit"
sys.path.insert(0, str(ROOT))

import click

from interview_kit import errors
from interview_kit.cli.click_texts import CLICK_TEXTS
from interview_kit.cli.help_texts import HELP, paragraphs
from interview_kit.cli.main import COMMANDS, cli
from interview_kit.cli.speaking import COMMAND
from interview_kit.interface.actions import ACTIONS
from interview_kit.interface.texts import TEXTS
from interview_kit.language.counted_text import CountedText
from interview_kit.language.phrase import ERROR, PHRASE
from interview_kit.language.table_columns import COLUMN, COLUMNS
from interview_kit.language.values import VALUE, VALUES


class Sentence(NamedTuple):
    """A text as the catalogues know it: of one, where it has a `plural`, which is "" elsewhere."""

    context: str | None
    text: str
    file: str
    plural: str = ""


RAISED = {name for name in vars(errors) if name.endswith("Error")} | {"Refusal", "NotOpenedError"}
SAID = {
    **dict.fromkeys(RAISED, (ERROR, (0, 1))),
    "phrase": (PHRASE, (0,)),
    "wording": (COMMAND, (0,)),
    "say": (COMMAND, (0,)),
    "say_aside": (COMMAND, (0,)),
}
"""What is called with a sentence: its context, and which arguments are sentences."""
OWN_WORDS = {"say": "cli", "say_aside": "cli", "wording": "cli"}
"""Names that mean this only in one room."""
ECHOED = {"click.echo", "click.prompt", "click.confirm"}
NOT_SAID = {
    "export/tei.py": "markup and metadata of a format",
    "deposit/ddi.py": "markup and metadata of a format",
    "guide/guide_sheet.py": "markup; its words are in a table",
    "guide/guide_template.py": "the comments of a guide file, which is in English as its keys are",
    "guide/guide_json_schema.py": "descriptions for editors, part of a format",
    "workflow/publication/release_settings.py": "the comments of release.toml, likewise",
    "workflow/publication/corpus_browser.py": "a page of another program",
    "environment.py": "a page of the documentation, which is in English",
    "testing/invented_records.py": "what nobody said",
    "testing/plugin_checks.py": "for those who write a plug-in, as Python's own errors",
    "__init__.py": "for those who import a name that is none, as Python says it",
}
"""Files whose own sentences are no words of the program to its user, and why."""
READS_LANGUAGES = (
    "pseudonym/shapes/", "pseudonym/numbers.py", "pseudonym/coarse_labels.py",
    "pseudonym/word_class.py", "speech/verbatim.py", "session/question_form.py",
    "pseudonym/roster.py",
)  # fmt: skip
"""What reads Dutch and English, and so has words of both: names of months, numbers, endings."""
PLACEHOLDER = re.compile(r"{([^{}]*)}")
WORD_FOR_TRANSLATORS = re.compile(r"[a-z]{2,}(_[a-z]{2,})*(![rs])?")
_LOCALES = re.compile("nl-NL")
_OF_ERRORS = {"message", "hint"}
_TABLES = {"print_table", "print_rows"}
_NOT_SHOWN = {"Pattern", "shape", "ValueError", "TypeError"}
_COMMAND_LINE = re.compile(r"models (add|fetch)")
_SQL = re.compile(
    r"\b(SELECT|CREATE VIRTUAL TABLE|DELETE FROM|UPDATE|INSERT|PRAGMA|ORDER BY|WHERE)\b"
)
_SENTENCE = re.compile(r"[A-Z][^\n]*[a-z]+ [a-z]+[^\n]*[.?!]")
_WORDS = re.compile(r"[A-Za-z]{2,}[,:]? [a-z]{2,}")


@dataclass(frozen=True)
class Source:
    """A parsed module."""

    name: str
    tree: ast.Module
    assigned: dict[str, list[ast.expr]] = field(default_factory=dict)


@cache
def modules() -> dict[str, Source]:
    """Every module of the package by its path under it."""
    sources = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        sources[name] = parsed(name, path.read_text(encoding="utf-8"))
    return sources


def parsed(name: str, text: str) -> Source:
    """A module of the package, from its path under it and its text."""
    source = Source(name, ast.parse(text))
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Assign):
            targets: list[ast.expr] = node.targets
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr):
            targets = [node.target]
        else:
            continue
        if node.value is not None:
            for target in targets:
                if isinstance(target, ast.Name):
                    source.assigned.setdefault(target.id, []).append(node.value)
    return source


def sentences() -> Iterator[Sentence]:
    """Every text that is translated, in the order of the catalogues."""
    for text in TEXTS.values():
        yield _sentence(text.id, text.en, "interview_kit/interface/texts")
    for action in ACTIONS:
        for text in (action.label, action.help):
            yield Sentence(text.id, text.en, "interview_kit/interface/actions.py")
    for source in modules().values():
        yield from sentences_in(source)
    for value in VALUES:
        yield Sentence(VALUE, value, "interview_kit/language/values.py")
    for column in COLUMNS:
        yield Sentence(COLUMN, column, "interview_kit/language/table_columns.py")
    yield from _help()
    for text, plural in CLICK_TEXTS:
        yield Sentence(None, text, "click", plural)


def refusals() -> Iterator[str]:
    """Where a text for people is hidden from the catalogues, or no translator could use it."""
    for source in modules().values():
        yield from refusals_in(source)
    for sentence in sentences():
        # Of the values that click fills in, no name is ours.
        if sentence.context is not None:
            for name in poor_placeholders(sentence.text + sentence.plural):
                yield f"{sentence.file}: no word for a translator: {{{name}}} in {sentence.text!r}"


def refusals_in(source: Source) -> Iterator[str]:
    """Where one module hides a text from the catalogues."""
    yield from _hidden_arguments(source)
    yield from _echoed(source)
    yield from _loose_texts(source)
    yield from _unnamed_columns(source)
    yield from _dictionaries(source)


def sentences_in(source: Source) -> Iterator[Sentence]:
    """The texts that are said in one module."""
    file = f"interview_kit/{source.name}"
    for context, words in _tables(source):
        yield Sentence(context, words, file)
    for context, argument in _arguments(source):
        for part in _parts(argument, source):
            text = _text_of(part)
            if text:
                yield _sentence(context, text, file)


def _sentence(context: str, text: str, file: str) -> Sentence:
    if isinstance(text, CountedText):
        return Sentence(context, text.one, file, str(text))
    return Sentence(context, text, file)


def _text_of(node: ast.expr) -> str:
    """The text of a literal, which may have two forms; empty for anything else."""
    is_counted = isinstance(node, ast.Call) and ast.unparse(node.func) == CountedText.__name__
    if is_counted and all(isinstance(argument, ast.Constant) for argument in node.args):
        return CountedText(*(ast.literal_eval(argument) for argument in node.args))
    return _literal(node) if isinstance(node, ast.Constant) else ""


def poor_placeholders(text: str) -> list[str]:
    """Values of a text whose names tell a translator nothing: `{had2}`, `{k}`, `{x:.1f}`."""
    names = PLACEHOLDER.findall(text.replace("{{", "").replace("}}", ""))
    return [name for name in names if not WORD_FOR_TRANSLATORS.fullmatch(name)]


def _arguments(source: Source) -> Iterator[tuple[str, ast.expr]]:
    """The arguments of a module's calls that are sentences, each with its context."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        context, places = SAID.get(node.func.id, ("", ()))
        room = OWN_WORDS.get(node.func.id, "")
        if context and source.name.startswith(room):
            for place in places:
                if place < len(node.args):
                    yield context, node.args[place]


def _parts(node: ast.expr, source: Source, depth: int = 0) -> Iterator[ast.expr]:
    """A text, both of `one if so else other`, and what a name stands for."""
    if isinstance(node, ast.IfExp):
        yield from (*_parts(node.body, source, depth), *_parts(node.orelse, source, depth))
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _parts(value, source, depth)
    elif isinstance(node, ast.Name) and depth < 3:
        home = source
        if node.id not in source.assigned:
            home = _imported_from(node.id, source) or source
        values = home.assigned.get(node.id, [])
        for value in values:
            yield from _parts(value, home, depth + 1)
        if not values:
            yield node
    else:
        yield node


def _imported_from(name: str, source: Source) -> Source | None:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and any(one.name == name for one in node.names):
            path = (node.module or "").removeprefix("interview_kit.").replace(".", "/")
            return modules().get(f"{path}.py")
    return None


def _tables(source: Source) -> Iterator[tuple[str, str]]:
    """The words of every `WordTable` of a module, each with its context."""
    for values in source.assigned.values():
        for node in values:
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "WordTable":
                place, words = (ast.literal_eval(argument) for argument in node.args)
                yield from ((f"{place}.{id}", text) for id, text in words.items())


def _help() -> Iterator[Sentence]:
    """The help of every command and option."""
    for name, (module, line) in COMMANDS.items():
        file = f"interview_kit/cli/{module}.py"
        yield Sentence(HELP, line, "interview_kit/cli/main.py")
        code = importlib.import_module(f"interview_kit.cli.{module}")
        yield from _help_of(getattr(code, f"{name.replace('-', '_')}_command"), file)
    yield from _help_of(cli, "interview_kit/cli/main.py")


def _help_of(command: click.Command, file: str) -> Iterator[Sentence]:
    options = [each.help for each in command.params if isinstance(each, click.Option)]
    for text in (command.help, *options):
        yield from (Sentence(HELP, part, file) for part in paragraphs(text or ""))
    if isinstance(command, click.Group):
        for member in command.commands.values():
            yield from _help_of(member, file)


def _is_built(node: ast.expr) -> bool:
    """Whether a text is put together there: f-string, `+`, `%`, `.format`, `.join`."""
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        return True
    called = node.func if isinstance(node, ast.Call) else None
    if isinstance(called, ast.Name) and called.id == CountedText.__name__:
        return not _text_of(node)
    return isinstance(called, ast.Attribute) and called.attr in {"format", "join"}


def _hidden_arguments(source: Source) -> Iterator[str]:
    for _, argument in _arguments(source):
        for part in _parts(argument, source):
            if _is_built(part):
                yield _at(source, part, "a sentence is put together")


def _echoed(source: Source) -> Iterator[str]:
    """Where a command prints words that did not pass through `say` or `wording`."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ECHOED and node.args:
            for part in _parts(node.args[0], source):
                if re.search(r"[A-Za-z]{2,}", _literal(part)):
                    yield _at(source, part, "printed without a translation")


def _unnamed_columns(source: Source) -> Iterator[str]:
    """Columns of printed tables that have no name to be translated."""
    for node in ast.walk(source.tree):
        if not (isinstance(node, ast.Call) and ast.unparse(node.func) in _TABLES):
            continue
        for argument in node.args[:2]:
            for part in _parts(argument, source):
                for one in part.elts if isinstance(part, ast.List) else ():
                    name = _literal(one).removesuffix("_ms").replace("_", " ")
                    if name and name not in COLUMNS:
                        yield _at(source, one, "a column without a name")


def _dictionaries(source: Source) -> Iterator[str]:
    """Words in two languages beside each other, where a catalogue belongs."""
    if source.name.startswith(READS_LANGUAGES):
        return
    for node in ast.walk(source.tree):
        keys = {_literal(key) for key in node.keys if key} if isinstance(node, ast.Dict) else set()
        if {"nl", "en"} <= keys and not _LOCALES.search(ast.unparse(node)):
            yield _at(source, node, "a dictionary of languages")


def _loose_texts(source: Source) -> Iterator[str]:
    """F-strings that read as words, and sentences that stand in no catalogue."""
    if source.name in NOT_SAID:
        return
    skipped = _documentation(source.tree)
    for node in ast.walk(source.tree):
        text = _literal(node)
        if (
            node in skipped
            or _SQL.search(text)
            or _COMMAND_LINE.match(text)
            or text.startswith("<")
            or "</" in text
            or "\\" in text
        ):
            continue
        if isinstance(node, ast.JoinedStr) and _WORDS.search(text):
            yield _at(source, node, "words in an f-string")
        elif isinstance(node, ast.JoinedStr) and _shows_error(node):
            yield _at(source, node, "an error in English")
        elif _SENTENCE.fullmatch(text) and text not in _known_texts():
            yield _at(source, node, "in no catalogue")


def _shows_error(node: ast.JoinedStr) -> bool:
    """Whether the message of an error is put into a text, which is English as it stands."""
    values = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
    return any(isinstance(one, ast.Attribute) and one.attr in _OF_ERRORS for one in values)


@cache
def _known_texts() -> frozenset[str]:
    return frozenset(
        text for sentence in sentences() for text in (sentence.text, sentence.plural) if text
    )


def _documentation(tree: ast.Module) -> set[ast.AST]:
    """Docstrings, the parts of f-strings and of regular expressions, and what is only logged."""
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(node.value)
        if isinstance(node, ast.JoinedStr):
            skipped.update(part for part in ast.walk(node) if part is not node)
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called.startswith(("log.", "re.")) or called in _NOT_SHOWN:
                skipped.update(ast.walk(node))
            # The help of commands is taken from the commands themselves.
            skipped.update(k.value for k in node.keywords if k.arg in {"help", "description"})
        if isinstance(node, ast.Dict | ast.Assign) and "WordTable" in ast.unparse(node)[:60]:
            skipped.update(ast.walk(node))
    return skipped


def _literal(node: ast.AST) -> str:
    """The words that stand in a string, without its values."""
    if isinstance(node, ast.JoinedStr):
        return " ".join(_literal(part) for part in node.values if isinstance(part, ast.Constant))
    value = getattr(node, "value", None)
    return value if isinstance(node, ast.Constant) and isinstance(value, str) else ""


def _at(source: Source, node: ast.AST, what: str) -> str:
    line = getattr(node, "lineno", 0)
    return f"interview_kit/{source.name}:{line}: {what}: {ast.unparse(node)[:100]}"


if __name__ == "__main__":
    refused = list(refusals())
    print("\n".join(refused))
    print(f"{len(set(sentences()))} sentences in the catalogues, {len(refused)} outside of them")
    sys.exit(1 if refused else 0)
