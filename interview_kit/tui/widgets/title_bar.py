"""The line at the top: where one is."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from interview_kit.interface.terminal_text import plain


class TitleBar(Horizontal):
    """What the screen is on the left, what it is about on the right."""

    DEFAULT_CSS = """
    TitleBar { height: 1; margin: 1 2 1 2; }
    TitleBar .title { width: auto; text-style: bold; color: $accent; }
    TitleBar .about { width: 1fr; text-align: right; margin-left: 2; color: $quiet; }
    """

    def __init__(self, title: str, about: str = "") -> None:
        super().__init__()
        self._title = title
        self._about = about

    def compose(self) -> ComposeResult:
        """Two texts."""
        yield Static(plain(self._title), classes="title", markup=False)
        yield Static(plain(self._about), classes="about", markup=False)

    def title(self, text: str) -> None:
        """Change what stands on the left."""
        self.query_one(".title", Static).update(plain(text))

    def about(self, text: str) -> None:
        """Change what stands on the right."""
        self.query_one(".about", Static).update(plain(text))
