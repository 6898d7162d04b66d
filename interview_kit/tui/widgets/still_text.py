"""A text that is drawn anew only where it has changed."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class StillText(Static):
    """Shown often, changed seldom; the screen is laid out anew only where its size may change.

    Laying out takes longer than everything else that follows a key.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._shown = Content("")

    def show(self, content: Content) -> None:
        """Show `content`, unless it is there already."""
        if not content.is_same(self._shown):
            layout = not self._keeps_size(content)
            self._shown = content
            self.update(content, layout=layout)

    def _keeps_size(self, content: Content) -> bool:
        """Whether `content` surely takes the room of what is shown: no line of either wraps."""
        if not self.display:
            return True
        widths = [line.cell_length for line in content.split("\n", allow_blank=True)]
        widths_before = [line.cell_length for line in self._shown.split("\n", allow_blank=True)]
        fits = max(widths + widths_before, default=0) <= self.content_size.width
        same_width = max(widths, default=0) == max(widths_before, default=0)
        return (
            len(widths) == len(widths_before)
            and fits
            and (same_width or not self.styles.is_auto_width)
        )
