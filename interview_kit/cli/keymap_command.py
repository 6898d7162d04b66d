"""The command `keys`, and the keys a person has chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from interview_kit.cli.printing import print_rows
from interview_kit.cli.speaking import spoken_language
from interview_kit.cli.study_access import json_option
from interview_kit.cli.terminal_output import echo
from interview_kit.errors import KitError

KEYS_VARIABLE = "INTERVIEW_KIT_KEYS"


@dataclass(frozen=True, slots=True)
class _KeyRow:
    action: str
    keys: str
    own: bool
    help: str


def keys_file() -> Path:
    """Where this person's keys stand: `keys.toml` in the configuration folder, or as named."""
    import os

    import platformdirs

    configured_path = os.environ.get(KEYS_VARIABLE)
    return (
        Path(configured_path)
        if configured_path
        else platformdirs.user_config_path("interview-kit") / "keys.toml"
    )


def user_keymap() -> Mapping[str, str]:
    """The keys that were chosen, by action; none where there is no file. Raises KitError."""
    path = keys_file()
    if not path.is_file():
        return {}
    from interview_kit.interface.keymap import parse_keymap

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KitError("{path} cannot be read.", "Mend it, or move it away.", path=path) from error
    return parse_keymap(text, path.name)


@click.command("keys")
@click.option("--path", "only_path", is_flag=True, help="Only say which file changes them.")
@click.option("--card", "only_card", is_flag=True, help="Print a card of the keys for correcting.")
@json_option
def keys_command(only_path: bool, only_card: bool, as_json: bool) -> None:
    """List every action with its keys, and check the file that changes them."""
    from interview_kit.interface.action import shown_keys
    from interview_kit.interface.actions import ACTIONS

    if only_path:
        echo(keys_file())
        return
    keymap = user_keymap()
    if only_card:
        from interview_kit.interface.key_card import key_card

        echo(key_card(spoken_language(), keymap))
        return
    rows = [
        _KeyRow(
            action.id,
            " ".join(shown_keys(action, keymap)),
            action.id in keymap,
            action.help.en if as_json else action.help.in_(spoken_language()),
        )
        for action in ACTIONS
    ]
    print_rows(rows, ["action", "keys", "help"], as_json=as_json, nothing="")
