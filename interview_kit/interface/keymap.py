"""Keys of one's own: what `keys.toml` says, checked against the table of actions.

    interview.flag = "g"
    interview.jump = "j,ctrl+f"

An action that is not named keeps its keys.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from interview_kit.errors import KitError
from interview_kit.guide.guide_problem import nearest
from interview_kit.interface.action import Action
from interview_kit.interface.actions import ACTIONS, of_screen
from interview_kit.language.phrase import phrase
from interview_kit.toml_text import parse_toml

RESERVED: Mapping[str, str] = {
    "ctrl+c": phrase("Ctrl+C never does anything"),
    "ctrl+p": phrase("Ctrl+P opens the palette"),
    "ctrl+q": phrase("Ctrl+Q closes the program"),
}
NAMED = frozenset(
    {
        "enter", "escape", "space", "tab", "backspace", "delete", "insert", "home", "end",
        "pageup", "pagedown", "up", "down", "left", "right", "slash", "backslash",
        "question_mark", "comma", "full_stop", "minus", "plus", "underscore", "at",
    }
)  # fmt: skip
TYPED_IN = frozenset({"prepare", "debrief", "make"})
"""Screens on which one types: there a letter is a letter."""

_TOGETHER = (("interview", "plain"),)
"""Screens whose keys are taken at the same time, beside each screen and `app`."""

_KEY = re.compile(r"(?:(?:ctrl|alt|shift)\+)*(?:[a-z0-9]|f[1-9][0-9]?|[a-z_]{2,})")
_OTHER_NAMES = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
    "commercial_at": "at",
}


def parse_keymap(text: str, name: str) -> Mapping[str, str]:
    """The keys of `keys.toml` by an action's id, several with commas between.

    Raises KitError that names what is wrong: an action or key that is none, a key that is taken.
    """
    values = dict(_flat(parse_toml(text, name)))
    actions_by_id = {action.id: action for action in ACTIONS}
    keymap = {id: _keys(name, id, value, actions_by_id) for id, value in values.items()}
    _refuse_clashes(name, keymap)
    return keymap


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _keys(name: str, id: str, value: object, actions_by_id: Mapping[str, Action]) -> str:
    action = actions_by_id.get(id)
    if action is None:
        like = nearest(id, actions_by_id)
        raise KitError(
            "{name}: there is no action {id}.",
            "Is it {like}?" if like else "`interview-kit keys` names them all.",
            name=name,
            id=id,
            like=like,
        )
    if action.numbered:
        raise KitError(
            "{name}: {id} goes by number.", "Its keys cannot be changed.", name=name, id=id
        )
    if not isinstance(value, str) or not value.strip():
        raise KitError("{name}: {id} has no key.", 'Write {id} = "g".', name=name, id=id)
    return ",".join(_key(name, id, entry.strip(), action) for entry in _split(value))


def _split(value: str) -> list[str]:
    return [","] if value.strip() == "," else value.split(",")


def _key(name: str, id: str, key_name: str, action: Action) -> str:
    key = key_name
    if len(key_name) == 1 and not key_name.isalnum() and key_name.isprintable():
        key = unicodedata.name(key_name).lower().replace("-", "_").replace(" ", "_")
        key = _OTHER_NAMES.get(key, key)
    elif len(key_name) > 1:
        key = key_name.lower()
        last = key.rpartition("+")[2]
        is_key = _KEY.fullmatch(key) and (
            len(last) == 1 or last in NAMED or re.fullmatch(r"f\d+", last)
        )
        if not is_key:
            raise KitError(
                "{name}: {id} = {typed!r} is no key.",
                "Such as: g, f5, ctrl+g, slash, pagedown.",
                name=name,
                id=id,
                typed=key_name,
            )
    elif not key_name.isalnum():
        raise KitError("{name}: {id} has an empty key.", 'Write {id} = "g".', name=name, id=id)
    if key in RESERVED:
        raise KitError(
            "{name}: {id} cannot have {typed}: {reason}.",
            "Choose another key.",
            name=name,
            id=id,
            typed=key_name,
            reason=RESERVED[key],
        )
    if action.screen in TYPED_IN and (len(key_name) == 1 or key == "space"):
        raise KitError(
            "{name}: {id} cannot have {typed}: on that screen one types.",
            "Such as: ctrl+g, f5.",
            name=name,
            id=id,
            typed=key_name,
        )
    return key


def _refuse_clashes(name: str, keymap: Mapping[str, str]) -> None:
    screens = {action.screen for action in ACTIONS}
    for together in (*((screen, "app") for screen in sorted(screens - {"app"})), *_TOGETHER):
        actions_by_key: dict[str, str] = {}
        for action in (bound_action for screen in together for bound_action in of_screen(screen)):
            for key in keymap.get(action.id, action.key).split(","):
                clashing_action = actions_by_key.setdefault(key, action.id)
                if clashing_action != action.id and {clashing_action, action.id} & set(keymap):
                    raise KitError(
                        "{name}: {key} is the key of {other} and of {id}.",
                        "Give one of them another key.",
                        name=name,
                        key=key,
                        other=clashing_action,
                        id=action.id,
                    )
