"""How the screen looks, as an SVG that asks the network for nothing."""

from __future__ import annotations

import re

from textual.app import App


def picture_of(app: App[None]) -> str:
    """The screen as it is now, without fonts that would be fetched from the network."""
    svg = re.sub(r"@font-face\s*{[^}]*}", "", app.export_screenshot(title="interview_kit"))
    # Without this, some programs that draw SVG take away the spaces a text begins with.
    return svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
