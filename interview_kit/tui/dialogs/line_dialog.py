"""Asking for one line."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from interview_kit.disk.disk_errors import as_sentence
from interview_kit.errors import KitError
from interview_kit.tui.dialogs.typing_dialog import TypingDialog, keep_nowhere
from interview_kit.tui.kit import tell_error


class LineDialog(TypingDialog):
    """One line; it may be empty. `keys` is the id of another text for what Enter and Escape do.

    What stands there is gone with the first letter where it `is_selected`. A line for which `check`
    raises KitError is no answer, nor one that the disk refuses: the dialog says why, and keeps what
    was typed. An empty one is not checked.
    """

    def __init__(
        self,
        ask: str,
        value: str = "",
        remark: str = "",
        keys: str = "",
        *,
        is_selected: bool = False,
        check: Callable[[str], object] = str,
        keep: Callable[[str], object] = keep_nowhere,
    ) -> None:
        super().__init__(ask, value, remark, keep)
        self._check = check
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
        line = event.value.strip()
        try:
            if line:
                self._check(line)
        except (KitError, OSError) as error:
            sentence = error if isinstance(error, KitError) else as_sentence(error)
            if sentence is None:
                raise
            tell_error(self, sentence)
        else:
            self.dismiss(event.value)
