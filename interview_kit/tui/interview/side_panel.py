"""The side: the clock in large digits and the outline of the guide."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Digits

from interview_kit.model.clock import timestamp
from interview_kit.tui.interview.interview_moment import InterviewMoment
from interview_kit.tui.interview.outline import outline_rows
from interview_kit.tui.interview.state_bar import left_text
from interview_kit.tui.widgets.row_list import RowList
from interview_kit.tui.widgets.still_text import StillText


class Side(Vertical):
    """Beside the sheet where there is room; elsewhere it is hidden."""

    DEFAULT_CSS = """
    Side { display: none; width: 44; padding: 0 1 0 2; border-left: solid $line; }
    Side #clock { width: 100%; color: $ink; }
    Side #left { color: $quiet; margin-bottom: 1; }
    Side #outline { padding: 0; }
    """

    def __init__(self) -> None:
        super().__init__(id="side")

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield Digits("", id="clock")
        yield StillText(id="left")
        outline = RowList(id="outline", is_centred=True)
        outline.can_focus = False
        yield outline

    def show(self, moment: InterviewMoment) -> None:
        """Draw the whole side."""
        rows = outline_rows(self, moment.guide, moment.state, moment.language)
        self.query_one("#outline", RowList).show(rows, moment.state.question)
        self.tick(moment)

    def tick(self, moment: InterviewMoment) -> None:
        """Draw what changes with time alone."""
        self.query_one("#clock", Digits).update(timestamp(moment.elapsed_ms))
        self.query_one("#left", StillText).show(Content(left_text(self, moment)))
