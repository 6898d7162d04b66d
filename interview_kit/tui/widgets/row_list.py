"""A long list: thousands of rows, of which only the visible lines are drawn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message

from interview_kit.tui.widgets.line_area import DrawnLines, Line, LineArea, Piece

GUTTER = 2
MARGIN = 2
"""How near the edge, in lines, a row may come before a centred list is moved."""


Drawing = Callable[[int], list[Line]]
"""The lines of something for a width in cells."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `draw` gives its lines.

    `key` is what the row stands for; a row without one is a heading and cannot be chosen.
    """

    draw: Drawing
    key: object = None


class RowList(LineArea, can_focus=True):
    """Rows under a cursor. The cursor is a bar in the margin, not a colour alone."""

    DEFAULT_CSS = """
    RowList { height: 1fr; padding: 0 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(1)", show=False),
    ]

    is_drawn_late: ClassVar[bool] = False
    """Whether nothing is drawn before there is room: thousands of rows are then drawn once."""

    class Moved(Message):
        """The cursor stands on another row."""

    class Clicked(Message):
        """A row was clicked that already had the cursor."""

    def __init__(
        self, rows: Sequence[Row] = (), *, id: str | None = None, is_centred: bool = False
    ) -> None:
        super().__init__(id=id)
        self._centred = is_centred
        self._rows: list[Row] = list(rows)
        self._drawn: list[list[Line] | None] = [None] * len(self._rows)
        self._index_by_key = _indexes(self._rows)
        self._starts: list[int] = [0]
        self._width = 0
        self.cursor = self._first_choice(0, 1)

    @property
    def key(self) -> object:
        """What the row under the cursor stands for, or None."""
        return self._rows[self.cursor].key if 0 <= self.cursor < len(self._rows) else None

    @property
    def keys(self) -> list[object]:
        """What the rows stand for that can be chosen, in order."""
        return [row.key for row in self._rows if row.key is not None]

    def show(self, rows: Sequence[Row], key: object = None) -> None:
        """Show other rows; the cursor goes to `key`, or stays with what it stood on.

        Where that is gone, it stays about where it was. A row that is the same object as before is
        not drawn anew.
        """
        wanted_keys = [each for each in (key, self.key) if each is not None]
        drawn_by_row = {id(row): line for row, line in zip(self._rows, self._drawn, strict=True)}
        earlier_rows, self._rows = self._rows, list(rows)
        self._drawn = [drawn_by_row.get(id(row)) for row in self._rows]
        del earlier_rows  # until here: an id belongs to a row only while that lives
        self._index_by_key = _indexes(self._rows)
        self.cursor = self._first_choice(min(self.cursor, len(rows) - 1), 1)
        self._lay_out()
        places = self._index_by_key
        place = next((places[each] for each in wanted_keys if each in places), None)
        if place is not None:
            self._choose(place)
        self.show_changes()

    def change(self, row: Row) -> None:
        """Show another row in the place of the one with its key; it may be the same, drawn anew."""
        index = self._index_by_key.get(row.key)
        if index is None:
            return
        height = len(self._drawn[index] or ())
        self._rows[index] = row
        drawn_lines = self._drawn[index] = row.draw(max(10, self._width - GUTTER))
        if len(drawn_lines) != height:
            self._lay_out()
            self._reveal()
        self.show_changes()

    def row_of(self, key: object) -> Row | None:
        """The row that stands for `key`."""
        index = self._index_by_key.get(key)
        return None if index is None else self._rows[index]

    def go_to(self, key: object) -> None:
        """Put the cursor on the row that stands for `key`, if there is one."""
        index = self._index_by_key.get(key)
        if index is not None:
            self._choose(index)

    def line_in(self, line: int) -> int:
        """Which line of its row a line of the widget is."""
        line += self.scroll_offset.y
        return line - self._starts[bisect_right(self._starts, line) - 1]

    def reveal_line(self, line: int) -> None:
        """Scroll so that a line of the row under the cursor is seen."""
        if not self._rows or len(self._starts) <= self.cursor + 1:
            return
        top, height = self._starts[self.cursor] + line, max(1, self.size.height)
        above = self.scroll_offset.y
        if not above <= top < above + height:
            y = top if top < above else top - height + 2
            self.scroll_to(y=max(0, y), animate=False, force=True)
            self.show_changes()

    def key_at(self, line: int) -> object:
        """What the row at a line of the widget stands for; None where there is none."""
        line += self.scroll_offset.y
        if not self._rows or not 0 <= line < self._starts[-1]:
            return None
        return self._rows[bisect_right(self._starts, line) - 1].key

    def action_move(self, step: int) -> None:
        """One row up or down, past headings; through a row that is higher than the room first."""
        if self._scrolled_within(step):
            return
        index = self._first_choice(self.cursor + step, step)
        if step < 0 or index != self.cursor:  # the end of the last row stays where it is
            self._choose(index)

    def action_page(self, step: int) -> None:
        """About a screen up or down."""
        if not self._rows:
            return
        line = self._starts[self.cursor] + step * max(1, self.size.height - 2)
        line = min(max(line, 0), self._starts[-1] - 1)
        self._choose(self._first_choice(bisect_right(self._starts, line) - 1, step))

    def action_edge(self, last: int) -> None:
        """To the first or the last row, and to the first or last line."""
        start, step = (len(self._rows) - 1, -1) if last else (0, 1)
        self._choose(self._first_choice(start, step))
        self.scroll_to(y=self.max_scroll_y if last else 0, animate=False, force=True)

    def on_resize(self, _event: Resize) -> None:
        """Wrap anew where the width changed."""
        if self.scrollable_content_region.width != self._width:
            self._drawn = [None] * len(self._rows)
            self._lay_out()
            self._reveal()

    def on_click(self, event: Click) -> None:
        """Choose the row that was clicked."""
        key = self.key_at(event.y)
        if key is not None and key == self.key:
            self.post_message(self.Clicked())
        elif key is not None:
            self.go_to(key)

    def line_at(self, number: int) -> DrawnLines:
        """The line with this number, over all rows, after its margin."""
        if not self._rows or number >= self._starts[-1]:
            return DrawnLines()
        index = bisect_right(self._starts, number) - 1
        pieces = (self._drawn[index] or [()])[number - self._starts[index]]
        # An empty line only keeps rows apart.
        is_chosen = index == self.cursor and self._rows[index].key is not None and bool(pieces)
        return DrawnLines((Piece("▌ " if is_chosen else "  ", "accent"), *pieces), is_chosen)

    def _first_choice(self, index: int, step: int) -> int:
        """The nearest row from `index` on that can be chosen, going on in the way of `step`."""
        while 0 <= index < len(self._rows):
            if self._rows[index].key is not None:
                return index
            index += step
        return getattr(self, "cursor", 0)

    def _choose(self, index: int) -> None:
        if not 0 <= index < len(self._rows) or self._rows[index].key is None:
            return
        has_moved, self.cursor = index != self.cursor, index
        self._reveal()
        self.show_changes()
        if has_moved:
            self.post_message(self.Moved())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Where the height is `auto`: that of all rows, as they are wrapped to `width` cells."""
        del container, viewport
        room = max(10, width - self.scrollbar_size_vertical - GUTTER)
        return sum(len(row.draw(room)) for row in self._rows)

    def _lay_out(self) -> None:
        self._width = self.scrollable_content_region.width
        if self.is_drawn_late and not self._width:
            self._starts = [0] * (len(self._rows) + 1)
            return
        width = max(10, self._width - GUTTER)
        start, self._starts = 0, []
        for index, row in enumerate(self._rows):
            draw_row = self._drawn[index]
            if draw_row is None:
                draw_row = self._drawn[index] = row.draw(width)
            self._starts.append(start)
            start += len(draw_row)
        self._starts.append(start)
        self.virtual_size = Size(self._width, start)

    def _scrolled_within(self, step: int) -> bool:
        """Scroll on in the row under the cursor, where it goes on beyond the room; whether it did.

        What stands after the last row without being one that can be chosen counts as its end.
        """
        height = self.size.height
        if not self._rows or len(self._starts) <= self.cursor + 1 or height < 3:
            return False
        top, end = self._starts[self.cursor], self._end_of(self.cursor)
        above = self.scroll_offset.y
        if step > 0 and top <= above + height and end > above + height and end - top > height:
            self.scroll_to(y=min(above + height - 2, end - height), animate=False, force=True)
        elif step < 0 and top < above < end and end - top > height:
            self.scroll_to(y=max(above - height + 2, top), animate=False, force=True)
        else:
            return False
        self.show_changes()
        return True

    def _end_of(self, index: int) -> int:
        """The line after a row; after the last that can be chosen, the line after all rows."""
        is_last = all(row.key is None for row in self._rows[index + 1 :])
        return self._starts[-1 if is_last else index + 1]

    def _reveal(self) -> None:
        """Scroll so that the row under the cursor is seen, with the headings right above it."""
        if not self._rows or len(self._starts) <= self.cursor + 1:
            return
        first = self.cursor
        while first > 0 and self._rows[first - 1].key is None:
            first -= 1
        top, end = self._starts[first], self._end_of(self.cursor)
        height = max(1, self.size.height)
        if self._centred:
            # A list that nobody moves in stands still while the row is well in view.
            above = self.scroll_offset.y
            if above + MARGIN <= top and end <= above + height - MARGIN:
                return
        self.scroll_to_region(
            Region(0, top, max(1, self._width), min(end - top, height)),
            animate=False,
            force=True,
            center=self._centred,
        )


def _indexes(rows: Sequence[Row]) -> dict[object, int]:
    """Where each row stands that can be chosen, by its key; of two alike, the first."""
    indexes: dict[object, int] = {}
    for index, row in enumerate(rows):
        if row.key is not None:
            indexes.setdefault(row.key, index)
    return indexes
