"""Asking for a text of several lines, written where it stands."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import TextArea

from interview_kit.tui.dialogs.typing_dialog import TypingDialog


class TextDialog(TypingDialog):
    """A longer text that wraps; Enter keeps it."""

    DEFAULT_CSS = """
    TextDialog TextArea { height: auto; min-height: 3; max-height: 10; border: none; padding: 0 1; }
    """
    # Before the text area sees it: a turn is one paragraph, so Enter has no other use.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "take", show=False, priority=True)]

    @property
    def typed(self) -> str:
        """The text."""
        return self.query_one(TextArea).text

    def body(self) -> list[Widget]:
        """The text, with the cursor at its end."""
        area = TextArea(self._value, soft_wrap=True, highlight_cursor_line=False)
        area.move_cursor(area.document.end)
        return [area]

    def action_take(self) -> None:
        """What is written now."""
        self.dismiss(self.typed)
