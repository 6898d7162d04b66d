"""Asking for words that somebody types: they are not dropped without a question."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from textual import on
from textual.widgets import Input, TextArea

from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.dialogs.dialog import Dialog
from interview_kit.tui.kit import words
from interview_kit.tui.typing_keeper import TypingKeeper


def keep_nowhere(_typed: str) -> None:
    """For what may be lost with the screen."""


class TypingDialog(Dialog[str]):
    """A dialog in which something is typed; Escape asks first where that would be lost.

    `keep` is given what is typed so far, a second after it changed at the latest.
    """

    def __init__(
        self,
        ask: str,
        value: str = "",
        remark: str = "",
        keep: Callable[[str], object] = keep_nowhere,
    ) -> None:
        super().__init__(ask, remark)
        self._value = value
        self._keeper = TypingKeeper(self, lambda: keep(self.typed.strip()))

    @property
    @abstractmethod
    def typed(self) -> str:
        """What stands there now."""

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _keep_soon(self) -> None:
        self._keeper.keep_soon()

    def action_put_away(self) -> None:
        """No answer; what was typed is asked about once."""
        if self.typed.strip() in ("", self._value.strip()):
            self.dismiss(None)
            return
        options = [("stay", words(self, "all.drop_no")), ("drop", words(self, "all.drop_yes"))]

        def answered(answer_id: str | None) -> None:
            if answer_id == "drop":
                self.dismiss(None)

        self.app.push_screen(ChoiceDialog(words(self, "all.drop_ask"), options), answered)
