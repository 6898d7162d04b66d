"""Asking for one line."""

from __future__ import annotations

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from interview_kit.tui.dialogs.typing_dialog import TypingDialog


class LineDialog(TypingDialog):
    """One line; it may be empty. `keys` is the id of another text for what Enter and Escape do.

    What stands there is gone with the first letter where it `is_selected`.
    """

    def __init__(
        self,
        ask: str,
        value: str = "",
        remark: str = "",
        keys: str = "",
        *,
        is_selected: bool = False,
    ) -> None:
        super().__init__(ask, value, remark)
        self._is_selected = is_selected
        self.KEYS = keys or self.KEYS

    @property
    def typed(self) -> str:
        """The line."""
        return self.query_one(Input).value

    def body(self) -> list[Widget]:
        """One input."""
        return [Input(self._value, select_on_focus=self._is_selected)]

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)
