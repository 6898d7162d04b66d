"""Asking which names that stand in the study twice are one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from interview_kit.tui.dialogs.dialog import Dialog
from interview_kit.tui.text_fit import shorten
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Row, RowList
from interview_kit.workflow.pseudonymisation.entity_merging import SharedName


class SharedNamesDialog(Dialog[tuple[str, ...]]):
    """Every pair is marked to be joined; the answer is who is not, by the ids of the entities."""

    DEFAULT_CSS = """
    SharedNamesDialog RowList { height: auto; max-height: 12; background: $panel; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", show=False),
        Binding("space", "mark", show=False),
    ]
    KEYS = "repair.join_keys"

    def __init__(self, ask: str, pairs: Sequence[SharedName]) -> None:
        super().__init__(ask)
        self._pairs = pairs
        self._apart_ids: set[str] = set()

    def body(self) -> list[Widget]:
        """The pairs, a line each."""
        rows = RowList([self._row(pair) for pair in self._pairs])
        rows.styles.height = min(len(self._pairs), 12)
        return [rows]

    def action_mark(self) -> None:
        """Join this pair, or not."""
        rows = self.query_one(RowList)
        other = str(rows.key)
        self._apart_ids ^= {other}
        rows.change(self._row(next(pair for pair in self._pairs if pair.other == other)))

    def action_take(self) -> None:
        """Those that are not marked stay apart."""
        self.dismiss(tuple(sorted(self._apart_ids)))

    def on_row_list_clicked(self, _event: RowList.Clicked) -> None:
        """A second click marks, as Space does."""
        self.action_mark()

    def _row(self, pair: SharedName) -> Row:
        mark = "☐" if pair.other in self._apart_ids else "☒"
        text = f"{pair.form}: {pair.other_pseudonym} → {pair.kept_pseudonym}"
        return Row(_drawing(mark, text), pair.other)


def _drawing(mark: str, text: str) -> Callable[[int], list[Line]]:
    def draw(width: int) -> list[Line]:
        return [(Piece(f"{mark} ", "accent"), Piece(shorten(text, width - 2)))]

    return draw
