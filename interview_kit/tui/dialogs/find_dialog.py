"""Finding one of many: all of them, fewer with every letter typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input

from interview_kit.tui.dialogs.dialog import Dialog
from interview_kit.tui.kit import words
from interview_kit.tui.widgets.line_area import Piece
from interview_kit.tui.widgets.row_list import Drawing, Row, RowList


class FindDialog(Dialog[str]):
    """The key of the row that was chosen, as text.

    `find` gives the rows for what is typed, all of them for nothing; where none can be chosen,
    that is said. `first` is the key of the row to begin at, and `best` gives it for what is typed.
    """

    DEFAULT_CSS = """
    FindDialog > .box { height: 85%; max-height: 85%; }
    FindDialog RowList { height: 1fr; background: $panel; padding: 0; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
    ]
    KEYS = "all.choose_keys"

    def __init__(
        self,
        ask: str,
        find: Callable[[str], Sequence[Row]],
        first: object = None,
        best: Callable[[str], object] = lambda _query: None,
    ) -> None:
        super().__init__(ask)
        self._find = find
        self._first = first
        self._best = best

    def body(self) -> list[Widget]:
        """A line to type in, and the rows under it."""
        rows = RowList(self._find(""))
        rows.can_focus = False
        return [Input(placeholder=words(self, "all.find")), rows]

    def on_mount(self) -> None:
        """Begin at the first that was asked for."""
        super().on_mount()
        if self._first is not None:
            self.call_after_refresh(self.query_one(RowList).go_to, self._first)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        rows = self.query_one(RowList)
        found_rows = list(self._find(event.value))
        if all(row.key is None for row in found_rows):
            found_rows.append(Row(_nothing(words(self, "all.nothing_fits"))))
        rows.show(found_rows)
        rows.action_edge(0)
        best = self._best(event.value) if event.value.strip() else None
        if best is not None:
            rows.go_to(best)

    def on_key(self, event: Key) -> None:
        """The box takes what is typed, also before it has the focus or after it lost it."""
        field = self.query_one(Input)
        if event.is_printable and event.character and not field.has_focus:
            event.stop()
            field.focus()
            field.insert_text_at_cursor(event.character)

    def action_move(self, step: int) -> None:
        """Up and down the list while typing."""
        self.query_one(RowList).action_move(step)

    def action_take(self) -> None:
        """The one under the cursor; where nothing fits, one types on."""
        key = self.query_one(RowList).key
        if key is not None:
            self.dismiss(str(key))

    def on_row_list_clicked(self, _event: RowList.Clicked) -> None:
        """A second click takes it."""
        self.action_take()


def _nothing(text: str) -> Drawing:
    return lambda _width: [(Piece(text, "quiet"),)]
