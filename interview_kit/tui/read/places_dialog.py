"""Places in texts that are about to be changed, each marked or not."""

from __future__ import annotations

from collections.abc import Sequence

from interview_kit.tui.dialogs.marking_dialog import MarkingDialog
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Drawing, RowList

ChangedPlace = tuple[str, str, str, str]
"""What stands before a place, in it now, in it afterwards, and after it."""
_BEFORE_CELLS = 24


class PlacesDialog(MarkingDialog):
    """The answer is the places that are to be changed."""

    KEYS = "read.alike_keys"

    def __init__(self, ask: str, places: Sequence[ChangedPlace]) -> None:
        super().__init__(ask, len(places))
        self._changed_places = places

    def drawing(self, number: int, *, is_marked: bool) -> Drawing:
        """A place and what is to stand there."""
        return place_drawing(self._changed_places[number], "☑ " if is_marked else "☐ ")

    def action_mark(self) -> None:
        """Mark the place under the cursor, or not, and go on to the next."""
        super().action_mark()
        self.query_one(RowList).action_move(1)


def place_drawing(place: ChangedPlace, sign: str = "") -> Drawing:
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
