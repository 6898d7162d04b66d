"""The list of turns: a place in the text under the mouse, and letters for who types."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.events import Click, Key, Paste
from textual.message import Message

from interview_kit.tui.capital_keys import meant_key
from interview_kit.tui.widgets.row_list import GUTTER, RowList


class TranscriptList(RowList, inherit_bindings=True):
    """Turns as rows. While somebody types in one, `typist` gets the keys before the list does.

    `typist` gets a key's name and its letter, and says whether that was for the text.
    """

    class WordClicked(Message):
        """A place in the text of a turn was clicked; `is_double` for the second click on it."""

        def __init__(self, turn: int, line: int, column: int, *, is_double: bool) -> None:
            self.turn = turn
            self.line = line
            self.column = column
            self.is_double = is_double
            super().__init__()

    is_drawn_late: ClassVar[bool] = True
    typist: Callable[[str, str | None], bool] | None = None

    def redraw(self, key: object) -> None:
        """Draw a row anew, in which something is marked otherwise."""
        row = self.row_of(key)
        if row is not None:
            self.change(row)

    async def on_key(self, event: Key) -> None:
        """Hand a key to who types; what is not for the text does what it always does.

        It does so here and at once. Textual looks for a key's action only when the key has come up
        to the app; letters after it would be in the text, or commands, before that was done.
        """
        event.stop()
        event.prevent_default()
        letter = event.character if event.is_printable else None
        if self.typist is not None and self.typist(event.key, letter):
            return
        bindings = self.screen.active_bindings
        bound = bindings.get(meant_key(event.key, bindings.__contains__))
        if bound is not None:
            await self.app.run_action(bound.binding.action, bound.node)

    def on_paste(self, event: Paste) -> None:
        """Paste into the text, as one line."""
        if self.typist is not None and self.typist("paste", " ".join(event.text.split())):
            event.stop()

    def on_click(self, event: Click) -> None:
        """Say which line and column of which turn was clicked."""
        key = self.key_at(event.y)
        event.prevent_default()
        if isinstance(key, int):
            column = event.x - GUTTER - self.styles.padding.left
            self.post_message(
                self.WordClicked(key, self.line_in(event.y), column, is_double=event.chain > 1)
            )
