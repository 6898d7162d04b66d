"""Help in the language of the command line: a copy of a command with its texts translated."""

from __future__ import annotations

import copy
import inspect

import click

from interview_kit.cli.speaking import spoken_language
from interview_kit.language.catalogues import translated

HELP = "help"
"""The context of the help of commands and options: a paragraph is one text."""


def translated_command(command: click.Command) -> click.Command:
    """A copy of a command, its options and the commands under it, with help in another language.

    The command itself stays English, so that one process can speak several languages.
    """
    spoken = copy.copy(command)
    spoken.help = translated_help(command.help)
    spoken.params = [_translated_parameter(parameter) for parameter in command.params]
    if isinstance(command, click.Group) and isinstance(spoken, click.Group):
        spoken.commands = {
            name: translated_command(member) for name, member in command.commands.items()
        }
    return spoken


def translated_help(text: str | None) -> str | None:
    """A help text, paragraph by paragraph."""
    if not text:
        return text
    return "\n\n".join(translated(HELP, part, spoken_language()) for part in paragraphs(text))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a docstring, each as one line: what a translator sees."""
    parts = inspect.cleandoc(text).split("\n\n")
    return [" ".join(part.split()) for part in parts if part.strip()]


def _translated_parameter(parameter: click.Parameter) -> click.Parameter:
    if not isinstance(parameter, click.Option) or not parameter.help:
        return parameter
    spoken = copy.copy(parameter)
    spoken.help = translated_help(parameter.help)
    return spoken
