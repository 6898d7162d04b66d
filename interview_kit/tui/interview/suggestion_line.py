"""The suggestion: a topic the participant may have raised unasked."""

from __future__ import annotations

from textual.timer import Timer
from textual.widgets import Static

from interview_kit.interface.terminal_text import plain

FADES_SECONDS = 30.0


class SuggestionLine(Static):
    """One quiet line that asks for nothing: confirmed with a key, or gone after a while.

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
        self.topic = ""
        self._timer: Timer | None = None

    def offer(self, topic: str, text: str, seconds: float = FADES_SECONDS) -> None:
        """Show `text` about `topic`, in the place of an earlier one."""
        self.fade()
        self.topic = topic
        self.update(plain(f"△ {text}"), layout=False)
        self.add_class("-up")
        self._timer = self.set_timer(seconds, self.fade)

    def fade(self) -> None:
        """Show nothing any more."""
        if self.topic:
            self.topic = ""
            self.update("", layout=False)
            self.remove_class("-up")
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
