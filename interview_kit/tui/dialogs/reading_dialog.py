"""Something to read over the screen."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from interview_kit.tui.dialogs.dialog import Dialog


class ReadingDialog(Dialog[bool]):
    """A text that scrolls."""

    DEFAULT_CSS = """
    ReadingDialog VerticalScroll { height: auto; max-height: 100%; background: $panel; }
    ReadingDialog VerticalScroll Static { height: auto; }
    ReadingDialog > .box { max-height: 90%; }
    ReadingDialog .keys { dock: bottom; }
    """
    KEYS = "all.close_keys"

    def __init__(self, title: str, text: Content) -> None:
        super().__init__(title)
        self._text = text

    @staticmethod
    def room(app_width: int) -> int:
        """The width of its lines: what the style sheet of `Dialog` and the scrollbar leave."""
        return min(app_width - 6, 96) - 1

    def body(self) -> list[Widget]:
        """The text."""
        return [VerticalScroll(Static(self._text, markup=False))]
