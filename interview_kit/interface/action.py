"""An action: one thing a person can do, its keys and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from interview_kit.interface.localised_text import LocalisedText


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do.

    `key` holds one key or several with commas between. `label` is a word or two for the key bar,
    `help` one sentence. An action that is not `in_bar` is found in help and palette only. With
    `numbered` each key is a digit, and the method gets that digit.
    """

    id: str
    key: str
    label: LocalisedText
    help: LocalisedText
    in_bar: bool = True
    numbered: bool = False

    @property
    def screen(self) -> str:
        """The screen it belongs to; `app` for all of them."""
        return self.id.partition(".")[0]

    @property
    def method(self) -> str:
        """The part of the method's name after `action_`."""
        return self.id.partition(".")[2]


def declared_action(
    id: str, key: str, label: str, help: str, *, bar: bool = True, numbered: bool = False
) -> Action:
    """An action of the table, its words in English."""
    return Action(
        id,
        key,
        LocalisedText(f"{id} label", label),
        LocalisedText(f"{id} help", help),
        bar,
        numbered,
    )


_NAMES: Mapping[str, str] = {
    "question_mark": "?",
    "slash": "/",
    "escape": "Esc",
    "enter": "Enter",
    "right": "→",
    "left": "←",
}


def shown_keys(action: Action, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of an action as a person reads them: `Ctrl+S`, `→`, `1–9`."""
    keys = keymap.get(action.id, action.key).split(",")
    if action.numbered:
        return (f"{keys[0]}–{keys[-1]}",)
    return tuple(_shown(key) for key in keys)


def _shown(key: str) -> str:
    if key in _NAMES:
        return _NAMES[key]
    if len(key) == 1:
        return f"Shift+{key}" if key.isupper() else key.upper()
    return "+".join(part.capitalize() if len(part) > 1 else part.upper() for part in key.split("+"))
