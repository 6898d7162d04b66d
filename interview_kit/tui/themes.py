"""The three looks: dark, light and high contrast.

Every colour of a text stands here with what it stands on, and a test measures each pair: WCAG AA
asks for a ratio of 4.5. Nothing is told by colour alone; state also has a word and a shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual.theme import Theme


@dataclass(frozen=True, slots=True)
class Palette:
    """One look; each colour as `#rrggbb`.

    `ink`, `quiet` and `accent` are written on `paper`, `raised` (panels) and `chosen` (the line
    under the cursor). `rec`, `pause`, `off` and `lost` are the grounds of the recording state,
    each with its own ink.
    """

    dark: bool
    paper: str
    raised: str
    chosen: str
    line: str
    ink: str
    quiet: str
    accent: str
    warning: str
    rec: str
    rec_ink: str
    pause: str
    pause_ink: str
    off: str
    off_ink: str
    lost: str
    lost_ink: str


PALETTES: Mapping[str, Palette] = {
    "dark": Palette(
        dark=True,
        paper="#15191d",
        raised="#1d2328",
        chosen="#2a343a",
        line="#47535b",
        ink="#eceae4",
        quiet="#a9b1b6",
        accent="#86cfc0",
        warning="#f0c36b",
        rec="#a8322b",
        rec_ink="#ffffff",
        pause="#e3b55b",
        pause_ink="#1d1704",
        off="#47535b",
        off_ink="#ffffff",
        lost="#ffffff",
        lost_ink="#8a130c",
    ),
    "light": Palette(
        dark=False,
        paper="#fbf9f5",
        raised="#f2eee6",
        chosen="#e2eae6",
        line="#b9b2a6",
        ink="#1e2428",
        quiet="#525a60",
        accent="#0b5f55",
        warning="#7a4a00",
        rec="#a8322b",
        rec_ink="#ffffff",
        pause="#e3b55b",
        pause_ink="#1d1704",
        off="#59646b",
        off_ink="#ffffff",
        lost="#5c0600",
        lost_ink="#ffffff",
    ),
    "contrast": Palette(
        dark=True,
        paper="#000000",
        raised="#000000",
        chosen="#1c1c5c",
        line="#ffffff",
        ink="#ffffff",
        quiet="#e6e6e6",
        accent="#ffe14d",
        warning="#ffe14d",
        rec="#b00000",
        rec_ink="#ffffff",
        pause="#ffe14d",
        pause_ink="#000000",
        off="#ffffff",
        off_ink="#000000",
        lost="#ffffff",
        lost_ink="#8a0000",
    ),
}

# Every pair of a text's colour and its ground that the style sheets use.
PAIRS = (
    *((ink, ground) for ink in ("ink", "quiet", "accent", "warning") for ground in
      ("paper", "raised", "chosen")),
    ("rec_ink", "rec"),
    ("pause_ink", "pause"),
    ("off_ink", "off"),
    ("lost_ink", "lost"),
)  # fmt: skip


def themes() -> tuple[Theme, ...]:
    """The looks as Textual's themes, named `kit-dark`, `kit-light` and `kit-contrast`."""
    return tuple(_theme(f"kit-{name}", palette) for name, palette in PALETTES.items())


def _theme(name: str, palette: Palette) -> Theme:
    own_variables = {
        "ink": palette.ink,
        "quiet": palette.quiet,
        "line": palette.line,
        "chosen": palette.chosen,
        "rec": palette.rec,
        "rec-ink": palette.rec_ink,
        "pause": palette.pause,
        "pause-ink": palette.pause_ink,
        "off": palette.off,
        "off-ink": palette.off_ink,
        "lost": palette.lost,
        "lost-ink": palette.lost_ink,
        "caution": palette.warning,
    }
    textuals = {
        "border": palette.accent,
        "border-blurred": palette.line,
        "block-cursor-background": palette.accent,
        "block-cursor-foreground": palette.paper,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": palette.chosen,
        "block-cursor-blurred-foreground": palette.ink,
        "block-hover-background": palette.chosen,
        "input-cursor-background": palette.ink,
        "input-cursor-foreground": palette.paper,
        "input-selection-background": palette.chosen,
        "scrollbar": palette.line,
        "scrollbar-hover": palette.accent,
        "scrollbar-active": palette.accent,
        "scrollbar-background": palette.paper,
        "scrollbar-background-hover": palette.paper,
        "scrollbar-background-active": palette.paper,
        "scrollbar-corner-color": palette.paper,
        "text-muted": palette.quiet,
        "text-disabled": palette.quiet,
    }
    return Theme(
        name=name,
        dark=palette.dark,
        primary=palette.accent,
        secondary=palette.accent,
        accent=palette.accent,
        warning=palette.warning,
        error=palette.warning,
        success=palette.accent,
        foreground=palette.ink,
        background=palette.paper,
        surface=palette.paper,
        panel=palette.raised,
        boost=palette.raised,
        text_alpha=1.0,
        variables={**own_variables, **textuals},
    )
