"""Picking words out of a text, with the arrow keys or by their first letter."""

from __future__ import annotations

import re
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Static

from interview_kit.interface.terminal_text import plain
from interview_kit.tui.dialogs.dialog import Dialog

_WORD = re.compile(r"[^\s.,;:!?…\"“”()\[\]]+")


class WordPicker(Dialog[str]):
    """One word of a text or several in a row, as they stand there."""

    DEFAULT_CSS = """
    WordPicker VerticalScroll { height: auto; max-height: 100%; background: $panel; }
    WordPicker VerticalScroll Static { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False, priority=True),
        Binding("right", "move(1)", show=False, priority=True),
        Binding("shift+left", "extend(-1)", show=False, priority=True),
        Binding("shift+right", "extend(1)", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
    ]
    KEYS = "all.pick_keys"

    def __init__(self, ask: str, text: str) -> None:
        super().__init__(ask)
        self._text = text
        self._spans = [match.span() for match in _WORD.finditer(text)]
        self._anchor = self._cursor = 0

    def body(self) -> list[Widget]:
        """The text, the picked words marked in it."""
        return [VerticalScroll(Static(self._drawn(), id="text", markup=False))]

    @property
    def picked(self) -> str:
        """The words that are picked; empty in a text without words."""
        start, end = self._span()
        return self._text[start:end]

    def action_move(self, step: int) -> None:
        """Pick the next word."""
        self._go_to(self._cursor + step)

    def action_extend(self, step: int) -> None:
        """Pick one word more, or one fewer."""
        self._go_to(self._cursor + step, keep_anchor=True)

    def action_take(self) -> None:
        """These."""
        self.dismiss(self.picked or None)

    def on_key(self, event: Key) -> None:
        """A letter leads to the next word that begins with it."""
        letter = (event.character or "").casefold()
        if not letter.isalnum():
            return
        count = len(self._spans)
        for step in range(1, count + 1):
            place = (self._cursor + step) % count
            if self._text[self._spans[place][0]].casefold() == letter:
                self._go_to(place)
                break
        event.stop()

    def _go_to(self, place: int, *, keep_anchor: bool = False) -> None:
        self._cursor = max(0, min(place, len(self._spans) - 1))
        if not keep_anchor:
            self._anchor = self._cursor
        self.query_one("#text", Static).update(self._drawn())

    def _span(self) -> tuple[int, int]:
        if not self._spans:
            return 0, 0
        first, last = sorted((self._anchor, self._cursor))
        return self._spans[first][0], self._spans[last][1]

    def _drawn(self) -> Content:
        start, end = self._span()
        return Content.assemble(
            plain(self._text[:start]),
            (plain(self._text[start:end]), "bold reverse"),
            plain(self._text[end:]),
        )
