"""Printing lists: a table for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from enum import Enum
from typing import TYPE_CHECKING, Any

from interview_kit.cli.speaking import spoken_language, word_for
from interview_kit.cli.terminal_output import echo, echo_json
from interview_kit.interface.terminal_text import plain
from interview_kit.language.phrase import Phrase, in_language
from interview_kit.language.table_columns import COLUMN, VALUE_COLUMNS
from interview_kit.language.values import VALUE
from interview_kit.model.clock import timestamp
from interview_kit.model.moment import local_time

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


_MS = "_ms"
_BETWEEN = 2
"""The cells between two columns."""


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
    """Print a table as wide as the terminal, or unshortened into a pipe.

    Of a column in ms the time is printed, and nothing for none. Where the terminal is too narrow,
    columns without a value are left out, and words are broken only where no width would do.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    names = [word_for(COLUMN, column.removesuffix(_MS).replace("_", " ")) for column in columns]
    cells = [
        [_cell_of(column, value) for column, value in zip(columns, row, strict=True)]
        for row in rows
    ]
    console = Console()
    if not console.is_terminal:
        console = Console(width=200)
    by_column = list(zip(names, *cells, strict=True))
    if _room(map(max, _lengths(by_column))) > console.width:
        by_column = [(name, *values) for name, *values in by_column if any(values) or not rows]
    widths = _fitted(by_column, console.width)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for (name, *_), width in zip(by_column, widths, strict=True):
        table.add_column(name, overflow="fold", width=width)
    for values in zip(*(values for _, *values in by_column), strict=True):
        table.add_row(*map(Text, values))
    console.print(table)


def _lengths(by_column: Iterable[Sequence[str]]) -> list[list[int]]:
    from rich.cells import cell_len

    return [[cell_len(line) for cell in cells for line in cell.split("\n")] for cells in by_column]


def _room(widths: Iterable[int]) -> int:
    """The cells that columns of some widths take, with what stands between them."""
    return sum(width + _BETWEEN for width in widths) - _BETWEEN


def _fitted(by_column: Sequence[Sequence[str]], width: int) -> list[int | None]:
    """A width for each column at which no word is broken; Nones where there is none.

    The widest columns give way first.
    """
    widths = list(map(max, _lengths(by_column)))
    least = [max(_lengths([" ".join(cells).split()])[0], default=0) for cells in by_column]
    while (over := _room(widths) - width) > 0:
        column = max(range(len(widths)), key=lambda at: (widths[at] > least[at], widths[at]))
        if widths[column] <= least[column]:
            return [None] * len(widths)
        others = sorted(w for at, w in enumerate(widths) if at != column)
        step = max(1, widths[column] - (others[-1] if others else 0))
        widths[column] = max(least[column], widths[column] - min(over, step))
    return list(widths)


def _cell_of(column: str, value: object) -> str:
    if column.endswith(_MS) and isinstance(value, int):
        return timestamp(value) if value else ""
    return _cell(value, column in VALUE_COLUMNS)


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
