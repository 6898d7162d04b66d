"""Printing lists: a table for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from interview_kit.interface.terminal_text import plain

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def echo(text: object = "", *, err: bool = False) -> None:
    """Print a text, of one line or several: the only way by which commands print.

    Whatever it holds of names, files and transcripts is shown and never obeyed by a terminal.
    """
    click.echo(plain(str(text)), err=err)


def json_line(value: Any) -> str:
    """A value as JSON on one line, of signs that can be printed."""
    return _printable(json.dumps(value, ensure_ascii=False, default=str))


def _printable(text: str) -> str:
    """JSON in which a sign that would steer a terminal is escaped, so that none is lost."""
    if text.isprintable():
        return text
    return "".join(
        character
        if character.isprintable() or character in "\n\u00a0"
        else json.dumps(character).strip('"')
        for character in text
    )


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
        table.add_column(column.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    console = Console()
    console.print(table) if console.is_terminal else Console(width=200).print(table)


def _cell(value: object) -> str:
    return plain(", ".join(map(str, value)) if isinstance(value, tuple) else str(value))


def print_json(value: Any) -> None:
    """Print one JSON value."""
    click.echo(_printable(json.dumps(value, ensure_ascii=False, indent=2, default=str)))
