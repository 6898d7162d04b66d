"""The suggestion: a topic the participant may have raised unasked."""

from __future__ import annotations

from textual.timer import Timer
from textual.widgets import Static

FADES_SECONDS = 30.0


class Suggestion(Static):
    """One quiet line that asks for nothing: confirmed with a key, or gone after a while."""

    DEFAULT_CSS = """
    Suggestion { display: none; width: 100%; height: auto; padding: 0 2; background: $panel;
                 border-left: wide $accent; }
    Suggestion.-up { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.topic = ""
        self._timer: Timer | None = None

    def offer(self, topic: str, text: str, seconds: float = FADES_SECONDS) -> None:
        """Show `text` about `topic`, in the place of an earlier one."""
        self.fade()
        self.topic = topic
        self.update(f"△ {text}")
        self.add_class("-up")
        self._timer = self.set_timer(seconds, self.fade)

    def fade(self) -> None:
        """Show nothing any more."""
        self.topic = ""
        self.remove_class("-up")
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
