"""The suggestions: topics the participant may have raised unasked, until each has an answer."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from interview_kit.guide.guide import Guide
from interview_kit.interface.topic_marks import SUGGESTED, numbered_title
from interview_kit.tui.kit import kit, words


class SuggestionLine(Static):
    """One quiet line: the topic that the keys speak of, which is the oldest, and then the others.

    Its room is always there, so that nothing moves when it comes.
    """

    DEFAULT_CSS = """
    SuggestionLine {
        width: 100%; height: 1; padding: 0 2; text-wrap: nowrap; text-overflow: ellipsis;
    }
    SuggestionLine.-up { background: $panel; color: $accent; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._topics: tuple[str, ...] = ()

    @property
    def topic(self) -> str:
        """The id of the topic that a key confirms or waves away; empty where there is none."""
        return self._topics[0] if self._topics else ""

    def show(self, guide: Guide, topics: Sequence[str], language: str) -> None:
        """Show the topics that wait for an answer, none where there are none."""
        if tuple(topics) == self._topics:
            return
        self._topics = tuple(topics)
        self.set_class(bool(topics), "-up")
        self.update(Content(self._text(guide, language)), layout=False)

    def _text(self, guide: Guide, language: str) -> str:
        if not self._topics:
            return ""
        first, *others = (numbered_title(guide, topic, language) for topic in self._topics)
        app = kit(self)
        yes, no = app.key("interview.confirm"), app.key("interview.wave_away")
        parts = [f"{SUGGESTED} " + words(self, "suggest.topic", topic=first, yes=yes, no=no)]
        if others:
            parts.append(words(self, "suggest.more", topics=", ".join(others)))
        return " · ".join(parts)
