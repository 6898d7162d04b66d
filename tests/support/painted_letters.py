"""What is painted on the screen: every letter with its ink and its ground."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from rich.color import Color
from textual.app import App

# Lines, bars and corners: they frame what is said, and say nothing that is not also in words.
_FRAMES = range(0x2500, 0x25A0)


class Painted(NamedTuple):
    """Some letters with their colours, as `#rrggbb`."""

    text: str
    ink: str
    ground: str


def lines_of(app: App[Any]) -> list[str]:
    """The screen as plain lines."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def letters_of(app: App[Any]) -> Iterator[Painted]:
    """Every stretch of letters that is not frame or blank."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            letters = "".join(one for one in segment.text if ord(one) not in _FRAMES).strip()
            if not letters:
                continue
            style = segment.style
            assert style is not None, letters
            assert not style.dim, letters
            ink, ground = _hex(style.color), _hex(style.bgcolor)
            yield Painted(letters, *((ground, ink) if style.reverse else (ink, ground)))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _hex(colour: Color | None) -> str:
    assert colour is not None
    return colour.get_truecolor().hex


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
