"""Text that fits a width, counted in the cells of a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len
from textual.content import Content

from interview_kit.interface.terminal_text import plain


def lines(text: str, width: int) -> list[str]:
    """`text` wrapped to lines of at most `width` cells, wide characters counted as they are."""
    safe = plain(text)
    if cell_len(safe) != len(safe):
        return [line.plain.rstrip() for line in Content(safe).wrap(max(1, width))] or [""]
    # A transcript has thousands of turns, and this is ten times as fast.
    return [
        line
        for paragraph in safe.split("\n")
        for line in textwrap.wrap(paragraph, max(1, width), break_on_hyphens=False) or [""]
    ]


@lru_cache(1024)
def shorten(text: str, width: int) -> str:
    """The first line of `text` in at most `width` cells, with an ellipsis where it goes on."""
    whole = plain(text).replace("\n", " ")
    content = Content(whole)
    if content.cell_length <= width:
        return whole
    return content.truncate(max(1, width), ellipsis=True).plain


def parts_that_fit(parts: Sequence[str], width: int, joint: str = " · ") -> list[str]:
    """The first of `parts`, whole and joined by `joint`, that stand in `width` cells; at least one.

    A part that is too long is left out, and those behind it may stand there.
    """
    fitting_parts = list(parts[:1])
    for part in parts[1:]:
        if cell_len(joint.join([*fitting_parts, part])) <= width:
            fitting_parts.append(part)
    return fitting_parts
