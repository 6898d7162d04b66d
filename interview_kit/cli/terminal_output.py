"""The one way by which commands write to the terminal: shown, and never obeyed by it."""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
from typing import Any

import click

from interview_kit.interface.terminal_text import plain

_JOINER = re.compile("([\u200c\u200d])")  # shapes letters and emoji, and steers nothing


def echo(text: object = "", *, err: bool = False) -> None:
    """Print a text, of one line or several, on stdout or stderr.

    Whatever it holds of names, files and transcripts is shown and never obeyed by a terminal.
    """
    parts = _JOINER.split(str(text))
    click.echo("".join(part if _JOINER.fullmatch(part) else plain(part) for part in parts), err=err)


def echo_talk(text: str) -> None:
    """Print what somebody said: on a terminal broken between words, else in one line."""
    if sys.stdout.isatty():
        columns = shutil.get_terminal_size().columns
        rows = textwrap.wrap(
            text,
            columns,
            subsequent_indent="    ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        text = "\n".join(rows)
    echo(text)


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
