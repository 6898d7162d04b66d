"""Text for a terminal: whatever it holds, it is shown and never obeyed."""

from __future__ import annotations


def plain(text: str) -> str:
    """`text` without characters that steer a terminal or turn the direction of writing around.

    Line breaks stay; every other kind of white space becomes a space.
    """
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character == "\n" or character.isprintable():
        return character
    return " " if character.isspace() else ""
