"""Jumping to a question: all of them, fewer with every letter typed."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from interview_kit.guide.guide import Guide
from interview_kit.session.state import State
from interview_kit.tui.dialogs.dialog import Dialog
from interview_kit.tui.interview.outline import outline_rows
from interview_kit.tui.kit import words
from interview_kit.tui.widgets.rows import Rows


class Jump(Dialog[str]):
    """The id of the question that was chosen."""

    DEFAULT_CSS = """
    Jump > .box { height: 85%; max-height: 85%; }
    Jump Rows { height: 1fr; background: $panel; padding: 0; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
    ]
    KEYS = "all.choose_keys"

    def __init__(self, ask: str, guide: Guide, state: State, language: str) -> None:
        super().__init__(ask)
        self._guide = guide
        self._state = state
        self._language = language

    def body(self) -> list[Widget]:
        """A line to type in, and the questions under it."""
        rows = Rows(outline_rows(self, self._guide, self._state, self._language))
        rows.can_focus = False
        return [Input(placeholder=words(self, "interview.jump_type")), rows]

    def on_mount(self) -> None:
        """Begin at the question that is shown."""
        self.call_after_refresh(self.query_one(Rows).go_to, self._state.question)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        rows = outline_rows(self, self._guide, self._state, self._language, event.value)
        self.query_one(Rows).show(rows)
        self.query_one(Rows).action_edge(0)

    def action_move(self, step: int) -> None:
        """Up and down the list while typing."""
        self.query_one(Rows).action_move(step)

    def action_take(self) -> None:
        """The question under the cursor."""
        key = self.query_one(Rows).key
        self.dismiss(None if key is None else str(key))

    def on_rows_clicked(self, _event: Rows.Clicked) -> None:
        """A second click takes it."""
        self.action_take()
