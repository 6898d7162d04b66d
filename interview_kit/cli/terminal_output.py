"""The one way by which commands write to the terminal: shown, and never obeyed by it."""

from __future__ import annotations

import json
from typing import Any

import click

from interview_kit.interface.terminal_text import plain


def echo(text: object = "", *, err: bool = False) -> None:
    """Print a text, of one line or several, on stdout or stderr.

    Whatever it holds of names, files and transcripts is shown and never obeyed by a terminal.
    """
    click.echo(plain(str(text)), err=err)


def json_text(value: Any, indent: int | None = None) -> str:
    """A value as JSON in which a sign that would steer a terminal is escaped, so none is lost.

    On one line, or with `indent` on several.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    if text.isprintable():
        return text
    return "".join(
        character
        if character.isprintable() or character in "\n\u00a0"
        else json.dumps(character).strip('"')
        for character in text
    )


def echo_json(value: Any, indent: int | None = None) -> None:
    """Print a value as JSON, on one line or with `indent` on several."""
    click.echo(json_text(value, indent))
