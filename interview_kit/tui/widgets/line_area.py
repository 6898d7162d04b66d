"""Lines of text in a room of fixed size: showing others never lays the screen out anew."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from interview_kit.interface.terminal_text import plain


class Piece(NamedTuple):
    """A run of text in one style: `role` is one of `LineArea.ROLES`."""

    text: str
    role: str = "text"


Line = tuple[Piece, ...]


class DrawnLines(NamedTuple):
    """A line, and whether it is the chosen one."""

    line: Line = ()
    chosen: bool = False


class LineArea(ScrollView):
    """What a key changes is drawn anew and nothing else.

    Laying out and drawing a whole screen takes Textual longer than everything else that follows a
    key. So lines are drawn once for as long as they look the same, and `show_changes` asks for
    those alone that differ from what stands on the screen.
    """

    ROLES = (
        *("text", "quiet", "strong", "accent", "caution", "swap", "rule", "cursor"),
        *("doubt", "lit", "selected", "caret"),
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"lined--{role}" for role in ROLES}
    DEFAULT_CSS = """
    LineArea { background: $background; overflow-x: hidden; overflow-y: auto;
            scrollbar-gutter: stable; scrollbar-size-vertical: 1; }
    LineArea > .lined--text { color: $ink; }
    LineArea > .lined--quiet { color: $quiet; }
    LineArea > .lined--strong { color: $ink; text-style: bold; }
    LineArea > .lined--accent { color: $accent; text-style: bold; }
    LineArea > .lined--caution { color: $caution; text-style: bold; }
    LineArea > .lined--swap { color: $accent; text-style: bold underline; }
    LineArea > .lined--rule { color: $line; }
    LineArea > .lined--doubt { color: $caution; text-style: underline; }
    LineArea > .lined--lit { color: $accent; text-style: bold reverse; }
    LineArea > .lined--selected { color: $ink; text-style: reverse; }
    LineArea > .lined--caret { color: $caution; text-style: reverse; }
    LineArea > .lined--cursor { background: $chosen; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._painted_lines: dict[int, DrawnLines] = {}
        self._strips: LRUCache[tuple[DrawnLines, int], Strip] = LRUCache(1024)
        self._styles_of: dict[tuple[str, bool], Style] = {}

    @abstractmethod
    def line_at(self, number: int) -> DrawnLines:
        """The line with this number, from 0; an empty one beyond the last."""

    def show_changes(self) -> None:
        """Have the lines in view drawn that differ from what stands there."""
        top = self.scroll_offset.y
        changed_lines = [
            Region(0, y, self.size.width, 1)
            for y in range(self.size.height)
            if self._painted_lines.get(y) != self.line_at(top + y)
        ]
        if changed_lines:
            self.refresh(*changed_lines)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        drawn_lines = self._painted_lines[y] = self.line_at(y + self.scroll_offset.y)
        key = drawn_lines, self.scrollable_content_region.width
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._strip(*key)
        return strip

    def notify_style_update(self) -> None:
        """Other colours: everything is drawn anew."""
        self._strips.clear()
        self._styles_of.clear()
        super().notify_style_update()

    def _strip(self, drawn_lines: DrawnLines, width: int) -> Strip:
        ground = self._style("text", drawn_lines.chosen)
        segments = [
            Segment(plain(text), self._style(role, drawn_lines.chosen))
            for text, role in drawn_lines.line
        ]
        return Strip(segments).adjust_cell_length(width, ground).crop(0, width)

    def _style(self, role: str, is_chosen: bool) -> Style:
        style = self._styles_of.get((role, is_chosen))
        if style is None:
            ground = (
                self.get_component_rich_style("lined--cursor") if is_chosen else self.rich_style
            )
            ink = self.get_component_rich_style(f"lined--{role}")
            style = self._styles_of[role, is_chosen] = ink + Style(bgcolor=ground.bgcolor)
        return style
