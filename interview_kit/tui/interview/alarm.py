"""The alarm: what is wrong with the sound, in a sentence across the screen."""

from __future__ import annotations

from textual.timer import Timer
from textual.widgets import Static

from interview_kit.tui.plain import plain


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

    def raise_(self, text: str, for_seconds: float | None = None) -> None:
        """Say `text`, until it is lowered or for some seconds.

        What stays until mended is not pushed aside by what passes.
        """
        if for_seconds is not None and self.text and self._timer is None:
            return
        self._stop()
        self.text = text
        self.update(plain(f"! {text}"))
        self.add_class("-up")
        if for_seconds is not None:
            self._timer = self.set_timer(for_seconds, self.lower)

    def lower(self) -> None:
        """All is well again."""
        self._stop()
        self.text = ""
        self.remove_class("-up")

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
