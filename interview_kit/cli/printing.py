"""Printing lists: a table for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from enum import Enum
from typing import TYPE_CHECKING, Any

from interview_kit.cli.speaking import spoken_language, word_for
from interview_kit.cli.terminal_output import echo, echo_json
from interview_kit.interface.terminal_text import plain
from interview_kit.language.phrase import Phrase, in_language
from interview_kit.language.table_columns import COLUMN, VALUE_COLUMNS
from interview_kit.language.values import VALUE
from interview_kit.model.moment import local_time

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def print_rows(
    rows: Sequence[DataclassInstance], columns: Sequence[str], *, as_json: bool, nothing: str
) -> None:
    """Print dataclasses: all fields as JSON, or `columns` as a table, or `nothing` if empty."""
    if as_json:
        print_json([asdict(row) for row in rows])
    elif not rows:
        echo(nothing)
    else:
        print_table(columns, [[getattr(row, column) for column in columns] for row in rows])


def print_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print a table as wide as the terminal, or unshortened into a pipe."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(word_for(COLUMN, column.replace("_", " ")), overflow="fold")
    for row in rows:
        cells = zip(columns, row, strict=True)
        table.add_row(*(Text(_cell(value, column in VALUE_COLUMNS)) for column, value in cells))
    console = Console()
    console.print(table) if console.is_terminal else Console(width=200).print(table)


def _cell(value: object, is_word: bool) -> str:
    """A value as a cell shows it, without signs that would steer the terminal."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(_cell(part, is_word) for part in value)
    if isinstance(value, Phrase):
        return plain(value.in_(spoken_language()))
    if isinstance(value, float):
        return in_language(value, spoken_language())
    is_word = is_word or isinstance(value, Enum | bool)
    return plain(word_for(VALUE, str(value)) if is_word else local_time(str(value)))


def undecided_cell(count: int | None) -> object:
    """How many places are undecided, as a table shows it: a word where nobody looked for names."""
    return word_for(VALUE, "not searched") if count is None else count


def print_json(value: Any) -> None:
    """Print one JSON value."""
    echo_json(value, indent=2)
