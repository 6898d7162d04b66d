"""Where names are typed, a line each; what the study knows is offered behind the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import TextArea


class RosterArea(TextArea):
    """→ takes what is offered. Offered are towns and clinics, never anybody's relatives."""

    DEFAULT_CSS = """
    RosterArea .text-area--suggestion { color: $quiet; }
    """

    def __init__(self, text: str, offered_lines: Sequence[str]) -> None:
        super().__init__(text, id="names", tab_behavior="focus", highlight_cursor_line=False)
        self._offered_lines = offered_lines

    def update_suggestion(self) -> None:
        """The rest of the first known line that begins as this one does."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        self.suggestion = "" if column < len(line) else self._rest_of(line)

    def _rest_of(self, line: str) -> str:
        typed_text = line.casefold()
        if len(typed_text.strip()) < 2:
            return ""
        present = {entry.strip().casefold() for entry in self.text.splitlines()}
        for known_line in self._offered_lines:
            name = known_line.partition(": ")[2] or known_line
            if known_line.casefold() in present:
                continue
            if known_line.casefold().startswith(typed_text):
                return known_line[len(line) :]
            if name.casefold().startswith(typed_text):
                # The name alone was begun: with its kind it would have another beginning.
                return name[len(line) :]
        return ""
