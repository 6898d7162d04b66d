"""Asking which of some rows are meant: each is marked or not, and all are at first."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from interview_kit.tui.dialogs.dialog import Dialog
from interview_kit.tui.widgets.row_list import Drawing, Row, RowList


class MarkingDialog(Dialog[tuple[int, ...]]):
    """The answer is the numbers of the rows that stay marked, counted from 0, in order."""

    DEFAULT_CSS = """
    MarkingDialog RowList { background: $panel; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", show=False),
        Binding("space", "mark", show=False),
    ]
    MOST_ROWS = 14
    """So many rows are seen at once."""

    def __init__(self, ask: str, count: int) -> None:
        super().__init__(ask)
        self._count = count
        self._marked_numbers = set(range(count))

    @abstractmethod
    def drawing(self, number: int, *, is_marked: bool) -> Drawing:
        """How a row is drawn."""

    def body(self) -> list[Widget]:
        """The rows, one under the other."""
        rows = RowList([self._row(number) for number in range(self._count)])
        rows.styles.height = min(self._count, self.MOST_ROWS)
        return [rows]

    def action_mark(self) -> None:
        """Mark the row under the cursor, or not."""
        rows = self.query_one(RowList)
        if isinstance(rows.key, int):
            self._marked_numbers ^= {rows.key}
            rows.change(self._row(rows.key))

    def action_take(self) -> None:
        """Those that are marked."""
        self.dismiss(tuple(sorted(self._marked_numbers)))

    def on_row_list_clicked(self, _event: RowList.Clicked) -> None:
        """A second click marks, as Space does."""
        self.action_mark()

    def _row(self, number: int) -> Row:
        return Row(self.drawing(number, is_marked=number in self._marked_numbers), number)
