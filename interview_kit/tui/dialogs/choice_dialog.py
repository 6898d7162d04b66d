"""Asking for one of a few things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widget import Widget

from interview_kit.tui.dialogs.dialog import Dialog
from interview_kit.tui.text_fit import lines, shorten
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Drawing, Row, RowList


class ChoiceDialog(Dialog[str]):
    """One of `options`, pairs of an id and a text; the first is chosen at the start.

    Those in `numbered`, under the sentence `heading`, also answer to the number before them, at
    once or, where a longer one begins with it, with Enter.
    """

    DEFAULT_CSS = """
    ChoiceDialog RowList { height: auto; max-height: 12; background: $panel; padding: 0;
                           scrollbar-size-horizontal: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "take", show=False)]
    KEYS = "all.choose_keys"

    def __init__(
        self,
        ask: str,
        options: Sequence[tuple[str, str]] = (),
        numbered: Sequence[tuple[str, str]] = (),
        heading: str = "",
    ) -> None:
        super().__init__(ask)
        self._options = options
        self._numbered = numbered
        self._heading = heading
        self._digits = ""
        self.KEYS = "all.number_keys" if numbered else self.KEYS

    def body(self) -> list[Widget]:
        """The options, one under the other."""
        rows = [Row(_drawing(text), id) for id, text in self._options]
        if self._heading:
            rows.append(Row(_heading(self._heading, first=not rows)))
        width = len(str(len(self._numbered)))
        for number, (id, text) in enumerate(self._numbered, start=1):
            rows.append(Row(_drawing(text, f"{number:{width}}  "), id))
        return [RowList(rows)]

    def on_key(self, event: Key) -> None:
        """A digit leads to the row with that number, and takes it where no other can be meant."""
        if not self._numbered or event.character is None or event.character not in "0123456789":
            self._digits = ""
            return
        event.stop()
        digits = self._digits + event.character
        number = int(digits)
        if not 0 < number <= len(self._numbered):
            self._digits = ""
            return
        self._digits = digits
        self.query_one(RowList).go_to(self._numbered[number - 1][0])
        if number * 10 > len(self._numbered):
            self.action_take()

    def action_take(self) -> None:
        """The one under the cursor."""
        self.dismiss(str(self.query_one(RowList).key))

    def on_row_list_clicked(self, _event: RowList.Clicked) -> None:
        """A second click takes it."""
        self.action_take()


def _drawing(text: str, number: str = "") -> Drawing:
    def draw(width: int) -> list[Line]:
        if number:  # a list to be overlooked: one line each
            return [(Piece(number, "accent"), Piece(shorten(text, width - len(number))))]
        return [(Piece(line),) for line in lines(text, width)]

    return draw


def _heading(text: str, *, first: bool) -> Drawing:
    def draw(width: int) -> list[Line]:
        heading: list[Line] = [(Piece(line, "quiet"),) for line in lines(text, width)]
        return heading if first else [(), *heading]

    return draw
