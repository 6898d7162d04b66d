"""Places in texts that are about to be changed, each marked or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from interview_kit.tui.dialogs.dialog import Dialog
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Row, RowList

ChangedPlace = tuple[str, str, str, str]
"""What stands before a place, in it now, in it afterwards, and after it."""
_BEFORE_CELLS = 24


class PlacesDialog(Dialog[str]):
    """The numbers of the places that stay marked, from 0, with blanks between them."""

    DEFAULT_CSS = """
    PlacesDialog RowList { height: auto; max-height: 14; background: $panel; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", show=False),
        Binding("space", "mark", show=False),
    ]
    KEYS = "read.alike_keys"

    def __init__(self, ask: str, places: Sequence[ChangedPlace]) -> None:
        super().__init__(ask)
        self._changed_places = places
        self._marked = set(range(len(places)))

    def body(self) -> list[Widget]:
        """The places, one under the other."""
        rows = RowList([self._row(number) for number in range(len(self._changed_places))])
        rows.styles.height = min(len(self._changed_places), 14)
        return [rows]

    def action_mark(self) -> None:
        """Mark the place under the cursor, or not."""
        rows = self.query_one(RowList)
        if isinstance(rows.key, int):
            self._marked ^= {rows.key}
            rows.change(self._row(rows.key))
            rows.action_move(1)

    def action_take(self) -> None:
        """Those that are marked."""
        self.dismiss(" ".join(map(str, sorted(self._marked))))

    def on_row_list_clicked(self, _event: RowList.Clicked) -> None:
        """A second click marks."""
        self.action_mark()

    def _row(self, number: int) -> Row:
        sign = "☑ " if number in self._marked else "☐ "
        return Row(place_drawing(self._changed_places[number], sign), number)


def place_drawing(place: ChangedPlace, sign: str = "") -> Callable[[int], list[Line]]:
    """A place that is changed, in one line."""
    before, now, afterwards, after = place
    line: Line = (
        Piece(sign, "accent"),
        Piece(_end_of(before).rjust(_BEFORE_CELLS), "quiet"),
        Piece(now, "caution"),
        Piece(" → ", "quiet"),
        Piece(afterwards, "accent"),
        Piece(after, "quiet"),
    )
    return lambda _width: [line]


def _end_of(text: str) -> str:
    """The last whole words of `text` that stand in the cells before a place."""
    if len(text) <= _BEFORE_CELLS:
        return text
    end = text[1 - _BEFORE_CELLS :]
    return f"…{end[end.find(' ') + 1 :]}" if " " in end.rstrip() else f"…{end}"
