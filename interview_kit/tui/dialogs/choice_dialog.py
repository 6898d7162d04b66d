"""Asking for one of a few things."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from interview_kit.tui.dialogs.dialog import Dialog
from interview_kit.tui.text_fit import lines
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Row, RowList


class ChoiceDialog(Dialog[str]):
    """One of `options`, pairs of an id and a text; the first is chosen at the start."""

    DEFAULT_CSS = """
    ChoiceDialog RowList { height: auto; max-height: 12; background: $panel; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "take", show=False)]
    KEYS = "all.choose_keys"

    def __init__(self, ask: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__(ask)
        self._options = options

    def body(self) -> list[Widget]:
        """The options, one under the other."""
        rows = RowList([Row(_drawing(text), id) for id, text in self._options])
        rows.styles.height = min(len(self._options), 12)
        return [rows]

    def action_take(self) -> None:
        """The one under the cursor."""
        self.dismiss(str(self.query_one(RowList).key))

    def on_row_list_clicked(self, _event: RowList.Clicked) -> None:
        """A second click takes it."""
        self.action_take()


def _drawing(text: str) -> Callable[[int], list[Line]]:
    def draw(width: int) -> list[Line]:
        return [(Piece(line),) for line in lines(text, width)]

    return draw
