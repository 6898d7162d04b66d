"""The keys for correcting as a card to print, with the keys that a person has chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interview_kit.interface.action import shown_keys
from interview_kit.interface.actions import of_screen
from interview_kit.interface.texts import say

TYPING_KEYS: Mapping[str, str] = {
    "Enter": "read.typing_enter",
    "Backspace": "read.typing_backspace",
    "Delete": "read.typing_delete",
    "Shift+→": "read.typing_select",
    "Ctrl+→": "read.typing_word",
    "↑ ↓": "read.typing_lines",
}
"""What keys do in a text, as the ids of sentences; these are those of every field."""


def typing_lines(language: str) -> Iterator[tuple[str, str]]:
    """Each key of a text, and what it does."""
    for key, id in TYPING_KEYS.items():
        yield key, say(id, language)


def key_card(language: str, keymap: Mapping[str, str]) -> str:
    """A table in Markdown: every key of the correcting screen, then those of a text."""
    rows = [
        (
            " ".join(shown_keys(action, keymap)),
            action.label.in_(language),
            action.help.in_(language),
        )
        for action in of_screen("read")
    ]
    heads = [say(f"read.card_{column}", language) for column in ("keys", "action", "help")]
    lines = [f"| {' | '.join(heads)} |", "| --- | --- | --- |"]
    lines += [f"| {keys} | {label} | {help} |" for keys, label, help in rows]
    lines += ["", f"{say('read.card_typing', language)}:", ""]
    lines += [f"| {heads[0]} | {heads[2]} |", "| --- | --- |"]
    lines += [f"| {keys} | {sentence} |" for keys, sentence in typing_lines(language)]
    return "\n".join(lines)
