"""The alarm: what is wrong with the sound, in a sentence across the screen."""

from __future__ import annotations

from textual.timer import Timer
from textual.widgets import Static

from interview_kit.interface.alarms import Tidings


class Alarm(Static):
    """Hidden while all is well."""

    DEFAULT_CSS = """
    Alarm { display: none; width: 100%; height: auto; padding: 0 2; background: $lost;
            color: $lost-ink; text-style: bold; }
    Alarm.-up { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.text = ""
        self._timer: Timer | None = None

    def tell(self, tidings: Tidings) -> None:
        """Say what is wrong, until it is mended or for some seconds.

        What stays until mended is not pushed aside by what passes.
        """
        if tidings.mends:
            self.lower()
            return
        if tidings.seconds is not None and self.text and self._timer is None:
            return
        self._stop()
        self.text = tidings.text
        self.update(f"! {tidings.text}")
        self.add_class("-up")
        if tidings.seconds is not None:
            self._timer = self.set_timer(tidings.seconds, self.lower)

    def lower(self) -> None:
        """All is well again."""
        self._stop()
        self.text = ""
        self.remove_class("-up")

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
