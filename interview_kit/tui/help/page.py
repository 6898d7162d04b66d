"""The help of one screen as a text."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from interview_kit.interface.action import Action, shown_keys
from interview_kit.interface.actions import of_screen
from interview_kit.interface.texts import TEXTS

_KEYS_WIDTH = 12


def help_page(table: str, language: str, keymap: Mapping[str, str]) -> Content:
    """Keys and what they do: first those of the screen, then those that work everywhere."""
    return Content("\n").join(
        [
            *(_line(action, language, keymap) for action in of_screen(table)),
            Content(""),
            Content.styled(TEXTS["help.everywhere"].in_(language), "bold"),
            *(_line(action, language, keymap) for action in of_screen("app")),
            _entry("Ctrl+P", TEXTS["help.palette"].in_(language)),
            _entry("Ctrl+Q", TEXTS["help.quit"].in_(language)),
        ]
    )


def _line(action: Action, language: str, keymap: Mapping[str, str]) -> Content:
    return _entry(" ".join(shown_keys(action, keymap)), action.help.in_(language))


def _entry(keys: str, sentence: str) -> Content:
    return Content.assemble((keys.ljust(_KEYS_WIDTH), "bold $accent"), sentence)
