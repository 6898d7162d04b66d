"""The help of one screen as a text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from textual.content import Content

from interview_kit.interface.action import Action, shown_keys
from interview_kit.interface.actions import of_screen
from interview_kit.interface.key_card import typing_lines
from interview_kit.interface.texts import TEXTS
from interview_kit.tui.text_fit import lines

_KEYS_WIDTH = 12
"""Columns for the keys; keys that are longer stand on a line of their own."""


def help_page(table: str, language: str, keymap: Mapping[str, str], width: int) -> Content:
    """Keys and what they do: first those of the screen, then those that work everywhere.

    No line is wider than `width`; a sentence goes on under its beginning.
    """
    actions = partial(_line, language=language, keymap=keymap, width=width)
    return Content("\n").join(
        [
            *map(actions, of_screen(table)),
            *(_typing(language, width) if table == "read" else ()),
            Content(""),
            Content.styled(TEXTS["help.everywhere"].in_(language), "bold"),
            *map(actions, of_screen("app")),
            _entry("Ctrl+P", TEXTS["help.palette"].in_(language), width),
            _entry("Ctrl+Q", TEXTS["help.quit"].in_(language), width),
        ]
    )


def _typing(language: str, width: int) -> list[Content]:
    """The keys of a text, for the screen on which one types in one."""
    heading = Content.styled(TEXTS["read.card_typing"].in_(language), "bold")
    return [
        Content(""),
        heading,
        *(_entry(keys, sentence, width) for keys, sentence in typing_lines(language)),
    ]


def _line(action: Action, language: str, keymap: Mapping[str, str], width: int) -> Content:
    return _entry(" ".join(shown_keys(action, keymap)), action.help.in_(language), width)


def _entry(keys: str, sentence: str, width: int) -> Content:
    is_long = len(keys) >= _KEYS_WIDTH
    first, *other_lines = ("",) * is_long + tuple(lines(sentence, width - _KEYS_WIDTH))
    margin = "\n" + " " * _KEYS_WIDTH
    return Content.assemble(
        (keys if is_long else keys.ljust(_KEYS_WIDTH), "bold $accent"),
        first,
        *(margin + line for line in other_lines),
    )
