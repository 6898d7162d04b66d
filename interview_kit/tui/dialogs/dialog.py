"""What the dialogs share: a box at the lower edge, so that what one talks about stays in view."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from interview_kit.interface.terminal_text import plain
from interview_kit.tui.kit import words

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None], Generic[Answer]):
    """A question with an answer, or None where it was put away with Escape."""

    DEFAULT_CSS = """
    Dialog { align: center bottom; background: $background 0%; }
    Dialog > .box { width: 100%; height: auto; max-height: 80%;
                    padding: 1 3; background: $panel; border-top: heavy $accent; }
    Dialog > .box > * { max-width: 96; }
    Dialog .ask { width: 100%; height: auto; text-style: bold; margin-bottom: 1; }
    Dialog .keys { width: 100%; height: auto; color: $quiet; margin-top: 1; }
    Dialog .told { width: 100%; height: auto; color: $caution; margin-bottom: 1; display: none; }
    Dialog Toast { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "put_away", show=False)]
    KEYS = "all.save_keys"

    def __init__(self, ask: str, remark: str = "") -> None:
        super().__init__()
        self._ask = ask
        self._remark = remark
        self._told = ""

    def compose(self) -> ComposeResult:
        """The question, the place for the answer, the keys."""
        with Vertical(classes="box"):
            yield Static(classes="told", markup=False)
            yield Static(plain(self._ask), classes="ask", markup=False)
            yield from self.body()
            keys = words(self, self.KEYS)
            remark = f"{self._remark}  " if self._remark else ""
            yield Static(plain(f"{remark}{keys}"), classes="keys", markup=False)

    def tell(self, text: str) -> None:
        """Say something in passing: in a line of the box, since nothing may cover it."""
        self._told = text
        if self.is_mounted:
            self._show_told()

    def on_mount(self) -> None:
        """What was told before there was a box."""
        self._show_told()

    def _show_told(self) -> None:
        for line in self.query(".told").results(Static):
            line.update(plain(self._told))
            line.display = bool(self._told)

    def body(self) -> list[Widget]:
        """The place for the answer."""
        return []

    def action_put_away(self) -> None:
        """No answer."""
        self.dismiss(None)
