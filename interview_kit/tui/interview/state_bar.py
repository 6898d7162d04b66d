"""The bar at the top: whether sound is kept, the time, how loud it is."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.dom import DOMNode

from interview_kit.interface.terminal_text import plain
from interview_kit.model.clock import timestamp
from interview_kit.tui.interview.interview_moment import InterviewMoment
from interview_kit.tui.interview.level_meter import LevelMeter
from interview_kit.tui.kit import words
from interview_kit.tui.widgets.still_text import StillText

NARROW = 70
"""Below this width there is no room for the interview's id."""


class StateBar(Horizontal):
    """State, time, what this is about, level."""

    DEFAULT_CSS = """
    StateBar { height: 1; margin: 1 2 0 2; }
    StateBar #state { width: auto; padding: 0 2; text-style: bold; }
    StateBar #state.-rec { background: $rec; color: $rec-ink; }
    StateBar #state.-paused { background: $pause; color: $pause-ink; }
    StateBar #state.-off { background: $off; color: $off-ink; }
    StateBar #state.-practice { background: $off; color: $off-ink; }
    StateBar #state.-ended { background: $off; color: $off-ink; }
    StateBar #state.-withdrawn { background: $lost; color: $lost-ink; }
    StateBar #state.-lost { background: $lost; color: $lost-ink; }
    StateBar #time { width: auto; margin-left: 2; text-style: bold; }
    StateBar #about { width: 1fr; margin-left: 2; color: $quiet; }
    """

    def __init__(self) -> None:
        super().__init__(id="bar")

    def compose(self) -> ComposeResult:
        """From left to right."""
        yield StillText(id="state")
        yield StillText(id="time")
        yield StillText(id="about")
        yield LevelMeter()

    def show(self, moment: InterviewMoment, *, remaining: bool) -> None:
        """Draw this moment; with `remaining` the time that is left stands where the title would."""
        state = self.query_one("#state", StillText)
        state.show(Content(words(self, moment.status.text)))
        if not state.has_class(f"-{moment.status.name}"):
            state.set_classes(f"-{moment.status.name}")
        self.query_one("#time", StillText).show(Content(timestamp(moment.elapsed_ms)))
        title = plain(moment.guide.title.in_(moment.language))
        beside = left_text(self, moment) if remaining else title
        about = self.query_one("#about", StillText)
        # What does not fit beside the other is left out whole: the id, but for a mere title.
        both = f"{moment.interview} · {beside}"
        is_tight = self.app.size.width < NARROW or cell_len(both) > about.size.width > 0
        alone = beside if remaining or self.app.size.width < NARROW else moment.interview
        about.show(Content(alone if is_tight else both))
        self.query_one(LevelMeter).store(moment.status.stores)


def left_text(node: DOMNode, moment: InterviewMoment) -> str:
    """How many minutes are left, or how many it is over."""
    minutes_left = moment.minutes_left
    about = "interview.left" if minutes_left >= 0 else "interview.beyond"
    return words(node, about, minutes=abs(minutes_left))
