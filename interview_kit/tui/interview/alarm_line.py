"""The alarm: what is wrong with the sound, in sentences across the screen."""

from __future__ import annotations

from textual.timer import Timer
from textual.widgets import Static

from interview_kit.interface.alarms import AlarmNotice


class Alarm(Static):
    """Hidden while all is well. It stands under the sheet, so that the question keeps its place."""

    DEFAULT_CSS = """
    Alarm { display: none; width: 100%; height: auto; max-height: 40%; padding: 0 2;
            background: $lost;
            color: $lost-ink; text-style: bold; }
    Alarm.-up { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._said: dict[str, str] = {}
        self._passing: dict[str, Timer] = {}

    @property
    def text(self) -> str:
        """What is wrong now, a line for each: no sound at all first, what passes last."""
        return "\n".join(self._said[about] for about in sorted(self._said, key=self._rank))

    def tell(self, notice: AlarmNotice) -> None:
        """Say what is wrong, until it is mended or for some seconds."""
        if notice.breaks:  # what was wrong with the sound is of no use any more
            self._said.clear()
        self._forget(notice.about)
        if not notice.mends:
            self._said[notice.about] = notice.text
            if notice.seconds is not None:
                self._passing[notice.about] = self.set_timer(
                    notice.seconds, lambda: self._pass(notice.about)
                )
        self._draw()

    def _rank(self, about: str) -> tuple[bool, bool]:
        return about in self._passing, about != "device"

    def _pass(self, about: str) -> None:
        self._forget(about)
        self._draw()

    def _forget(self, about: str) -> None:
        self._said.pop(about, None)
        timer = self._passing.pop(about, None)
        if timer is not None:
            timer.stop()

    def _draw(self) -> None:
        self.set_class(bool(self._said), "-up")
        self.update("\n".join(f"! {line}" for line in self.text.splitlines()))
