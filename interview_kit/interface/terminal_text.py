"""Text for a terminal: whatever it holds, it is shown and never obeyed."""

from __future__ import annotations


def plain(text: str) -> str:
    """`text` without characters that steer a terminal or turn the direction of writing around.

    Line breaks stay; every other kind of white space becomes a space.
    """
    if text.isprintable():
        return text
    return "".join(_shown(one) for one in text)


def _shown(one: str) -> str:
    if one == "\n" or one.isprintable():
        return one
    return " " if one.isspace() else ""
