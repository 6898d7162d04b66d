"""The language of the command line: which it is, and saying sentences in it."""

from __future__ import annotations

import gettext
import locale
import os
import tomllib
from collections.abc import Sequence
from pathlib import Path

from interview_kit.cli.terminal_output import echo
from interview_kit.errors import KitError, what_and_hint
from interview_kit.language.catalogues import DOMAIN, LOCALE, SOURCE, languages, translated
from interview_kit.language.phrase import Phrase, in_language

LANGUAGE_VARIABLE = "INTERVIEW_KIT_LANGUAGE"
COMMAND = "command"
"""The context of what commands print and ask."""

_current = [SOURCE]  # one for all threads: a bar is drawn from several


def spoken_language() -> str:
    """The code of the language the command line speaks."""
    return _current[0]


def speak(language: str) -> None:
    """Say everything in `language` from here on, also what click says of its own."""
    _current[0] = language
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, LOCALE)
    gettext.textdomain(DOMAIN)


def language_for(chosen: str, folder: Path) -> str:
    """The language that was `chosen`, else that of the study in `folder`, else the machine's.

    `chosen` is what --lang says; without it INTERVIEW_KIT_LANGUAGE counts. English where none of
    these is a language there is. Raises KitError for a chosen one that is none.
    """
    chosen = chosen or os.environ.get(LANGUAGE_VARIABLE, "")
    if chosen and chosen not in languages():
        raise KitError(
            "There is no language {code}.", "Use: {codes}.", code=chosen, codes=languages()
        )
    own = chosen or _language_of_study(folder) or _language_of_machine()
    return own if own in languages() else SOURCE


def options_before_command(arguments: Sequence[str], option: str) -> str:
    """What `option` is given in front of the command's name; empty where it is not."""
    for place, argument in enumerate(arguments):
        if argument.startswith(f"{option}="):
            return argument.partition("=")[2]
        if argument == option:
            return arguments[place + 1] if place + 1 < len(arguments) else ""
    return ""


def wording(source: str, /, **values: object) -> str:
    """A sentence of a command in the language it speaks: `wording("Turn {number}.", number=3)`."""
    return Phrase(source, COMMAND, values).in_(spoken_language())


def say(source: str, /, **values: object) -> None:
    """Print a sentence of a command, in the language it speaks."""
    echo(wording(source, **values))


def say_aside(source: str, /, **values: object) -> None:
    """Say a sentence on stderr, so that output stays clean."""
    echo(wording(source, **values), err=True)


def say_made(text: object, *, is_aside: bool = False) -> None:
    """Print a text that another room made, in the language of the command line."""
    echo(in_language(text, spoken_language()), err=is_aside)


def say_error(error: KitError) -> None:
    """Say on stderr what happened and what to do about it, a line each."""
    for line in filter(None, what_and_hint(error, spoken_language())):
        echo(line, err=True)


def word_for(context: str, text: str) -> str:
    """A name of a column or a value of a table as people read it; as it is where there is none."""
    return translated(context, text, spoken_language())


def _language_of_study(folder: Path) -> str:
    """The language in `study.toml`; what is wrong with that file is told by who needs it."""
    try:
        text = (folder / "study.toml").read_text(encoding="utf-8-sig")
        return str(tomllib.loads(text).get("language", ""))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ""


def _language_of_machine() -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return value[:2].lower()
    return (locale.getlocale()[0] or "")[:2].lower()
