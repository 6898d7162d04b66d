"""A typed line becomes an action, by its key, its label or its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from interview_kit.interface.action import Action
from interview_kit.interface.actions import of_screen

ACTIONS = (*of_screen("interview"), *of_screen("plain"))

# These take the rest of the line; after any other word it would be a slip of the hand.
TAKES_TEXT = frozenset({"jump", "skip", "note", "topic"})

# Keys that can be typed in a line, as they are typed; arrows cannot.
_TYPED: Mapping[str, str] = {"enter": "", "slash": "/", "question_mark": "?"}


@dataclass(frozen=True, slots=True)
class ParsedLine:
    """An action, and what goes with it: a digit, a reason, the text of a note."""

    action: Action
    said: str = ""


def parse_line(
    line: str, language: str, keymap: Mapping[str, str] = MappingProxyType({})
) -> ParsedLine | None:
    """What `line` asks for; None where it is no command. Capitals make no difference."""
    lines_by_word = _is_known(language, frozenset(keymap.items()))
    whole = " ".join(line.split())
    if whole.casefold() in lines_by_word:
        return lines_by_word[whole.casefold()]
    words = whole.split(" ")
    for count in range(len(words) - 1, 0, -1):
        parsed = lines_by_word.get(" ".join(words[:count]).casefold())
        if parsed is not None and parsed.action.method in TAKES_TEXT:
            return ParsedLine(parsed.action, " ".join(words[count:]))
    return None


def typeable_keys(
    action: Action, keymap: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, ...]:
    """The keys of an action that can be typed in a line; an empty one is an empty line."""
    keys = [_TYPED.get(key, key) for key in keymap.get(action.id, action.key).split(",")]
    return tuple(key for key in keys if len(key) <= 1)


@cache
def _is_known(language: str, user_keys: frozenset[tuple[str, str]]) -> Mapping[str, ParsedLine]:
    keymap = dict(user_keys)
    parsed_lines: dict[str, ParsedLine] = {}
    for action in ACTIONS:
        for key in typeable_keys(action, keymap):
            parsed_lines[key.casefold()] = ParsedLine(action, key if action.numbered else "")
        if not action.numbered:
            parsed_lines[action.label.in_(language).casefold()] = ParsedLine(action)
            parsed_lines.setdefault(action.method.replace("_", " "), ParsedLine(action))
    return parsed_lines
