"""What stands below the text: the sound in two lines, what is left to do, why a word is doubted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.message import Message

from interview_kit.interface.sound_strip import StripLine
from interview_kit.tui.widgets.line_area import DrawnLines, Line, LineArea, Piece

_ROLES: Mapping[str, str] = {
    "voice": "quiet",
    "other": "accent",
    "nothing": "quiet",
    "gap": "caution",
    "here": "lit",
}
LABEL_CELLS = 3
"""The room for the letter of a speaker before each line of sound."""


class CorrectionPanel(LineArea):
    """Lines in a room that keeps its size, so that no key lays the screen out."""

    DEFAULT_CSS = """
    CorrectionPanel { height: 4; padding: 0 2; background: $panel; overflow: hidden; }
    """

    class Resized(Message):
        """The lines have another width, or there is room for more or fewer."""

    def __init__(self) -> None:
        super().__init__()
        self.can_focus = False
        self._shown_lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines, as many as there is room for."""
        self._shown_lines = lines
        self.show_changes()

    def on_resize(self) -> None:
        """What was fitted into another width is to be fitted anew."""
        self.post_message(self.Resized())

    def line_at(self, number: int) -> DrawnLines:
        """One of the lines."""
        lines = self._shown_lines
        return DrawnLines(lines[number] if number < len(lines) else ())


def sound_line(label: str, strip: StripLine) -> Line:
    """A line of sound behind the letter of whose voice it is."""
    pieces = [Piece(text, _ROLES[kind]) for text, kind in strip]
    return (Piece(label[:1].ljust(LABEL_CELLS), "quiet"), *pieces)
