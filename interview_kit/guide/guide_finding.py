"""A finding: something wrong at a path of a document, before its line is known."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from interview_kit.guide.guide_problem import printable

Document = dict[str, Any]
"""A TOML document, or a table in it, as the standard library reads it."""

Path = tuple[str | int, ...]
"""Keys from the outside in; places in a list count from 1: `("section", 2, "title")`."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")


class GuideFinding(NamedTuple):
    """Something wrong at a path of the document; `nearest` is what may have been meant."""

    path: Path
    message: str
    nearest: str = ""


def key_of(path: Path) -> str:
    """A path as it is shown: `section[2].question[1].text.nl`, without invisible characters."""
    dotted = ""
    for part in path:
        if isinstance(part, int):
            dotted += f"[{part}]"
        else:
            key = part if _BARE.fullmatch(part) else f'"{part}"'
            dotted += f".{key}" if dotted else key
    return printable(dotted)
