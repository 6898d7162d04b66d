"""The side: the clock in large digits, the topics and the outline of the guide."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Digits

from interview_kit.model.clock import timestamp
from interview_kit.session.topic_suggestion import open_suggestions
from interview_kit.tui.interview.interview_moment import InterviewMoment
from interview_kit.tui.interview.outline import outline_rows, topic_rows
from interview_kit.tui.interview.state_bar import left_text
from interview_kit.tui.kit import kit, words
from interview_kit.tui.widgets.row_list import Row, RowList
from interview_kit.tui.widgets.still_text import StillText

TOPICS_AT_MOST = 8
"""So many topics stand there at once; what waits for an answer is scrolled to."""


class OutlineList(RowList, can_focus=False):
    """Rows whose cursor shows what the sheet shows: a click asks, and moves nothing itself."""

    class Asked(Message):
        """A row was clicked: the id of its question. `again` says that it is seen already."""

        def __init__(self, key: str, *, again: bool) -> None:
            super().__init__()
            self.key = key
            self.again = again

    def show_seen(self, rows: Sequence[Row], seen: str) -> None:
        """Show rows, with the cursor on the question that is seen, or on none of them."""
        self.show(rows, seen)
        if self.key != seen:
            self.cursor = -1
            self.show_changes()

    def on_click(self, event: Click) -> None:
        """Ask for the question that was clicked."""
        event.prevent_default()  # the cursor of a list follows a click, this one the sheet
        place = event.get_content_offset(self)
        key = self.key_at(place.y) if place is not None else None
        if key is not None:
            self.post_message(self.Asked(str(key), again=key == self.key))


class Side(Vertical):
    """Beside the sheet where there is room; elsewhere it is hidden."""

    DEFAULT_CSS = """
    Side { display: none; width: 44; padding: 0 1 0 2; border-left: solid $line; }
    Side #clock { width: 100%; color: $ink; }
    Side #left { color: $quiet; margin-bottom: 1; }
    Side #topics-head { color: $quiet; }
    Side OutlineList { padding: 0; }
    Side #topics { margin-bottom: 1; }
    """

    def __init__(self) -> None:
        super().__init__(id="side")

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield Digits("", id="clock")
        yield StillText(id="left")
        yield StillText(id="topics-head")
        yield OutlineList(id="topics")
        yield OutlineList(id="outline", is_centred=True)

    def fit(self, topics: int, height: int) -> None:
        """Leave room for so many topics on a screen of this height; on a low one for none."""
        for part in ("#topics-head", "#topics"):
            self.query_one(part).display = bool(topics) and height >= 32
        self.query_one("#topics").styles.height = min(topics, TOPICS_AT_MOST)

    def show(self, moment: InterviewMoment) -> None:
        """Draw the whole side."""
        guide, state, language = moment.guide, moment.state, moment.language
        key = kit(self).key("interview.topic")
        self.query_one("#topics-head", StillText).show(
            Content(words(self, "interview.topics", key=key))
        )
        topics = self.query_one("#topics", OutlineList)
        topics.show_seen(topic_rows(self, guide, state, language), moment.seen)
        if len(guide.topics) > TOPICS_AT_MOST:
            waiting = open_suggestions(guide, state)
            places = [topic.id in waiting for topic in guide.topics]
            topics.scroll_to(y=places.index(True) if waiting else 0, animate=False, force=True)
        rows = outline_rows(self, guide, state, language, looked_at=moment.looked_at)
        self.query_one("#outline", OutlineList).show_seen(rows, moment.seen)
        self.tick(moment)

    def tick(self, moment: InterviewMoment) -> None:
        """Draw what changes with time alone."""
        self.query_one("#clock", Digits).update(timestamp(moment.elapsed_ms))
        self.query_one("#left", StillText).show(Content(left_text(self, moment)))
