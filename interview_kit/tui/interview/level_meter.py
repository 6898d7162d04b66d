"""The level meter: a bar, a number and a word for each channel."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from interview_kit.audio.recorder_events import Level
from interview_kit.interface.loudness import FLOOR_DBFS, loudness
from interview_kit.tui.kit import words

_CELLS = 12


class LevelMeter(Static):
    """How loud what is stored is. Empty until sound comes; where nothing is stored, it says so."""

    DEFAULT_CSS = """
    LevelMeter { width: auto; height: auto; margin-left: 2; color: $ink; text-align: right; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._level: Level | None = None
        self._stores = True

    def store(self, stores: bool) -> None:
        """Whether sound is stored at all: where it is not, no bar may look as if it were."""
        if stores != self._stores:
            self._stores = stores
            self._level = None
            self.refresh(layout=True)

    def hear(self, level: Level | None) -> None:
        """Show this level; None empties the meter."""
        if level is not None and not (level.peak_dbfs and self._stores):
            level = None
        wider = (level is None) != (self._level is None)
        self._level = level
        self.refresh(layout=wider)

    def render(self) -> Content:
        """One short stretch per channel: `▮▮▮▮▮▯▯▯ -18 dB good`."""
        if not self._stores:
            return Content(words(self, "sound.not_stored"))
        if self._level is None:
            return Content("")
        bars = [self._bar(peak) for peak in self._level.peak_dbfs]
        return Content("   ").join(bars)

    def _bar(self, peak_dbfs: float) -> Content:
        share = (max(FLOOR_DBFS, peak_dbfs) - FLOOR_DBFS) / -FLOOR_DBFS
        full = min(self.cells, round(share * self.cells))
        return Content.assemble(
            ("▮" * full, "$accent"),
            ("▯" * (self.cells - full), "$quiet"),
            f" {round(peak_dbfs):4d} dB ",
            words(self, loudness(peak_dbfs)).ljust(5),
        )

    @property
    def cells(self) -> int:
        """How long a bar is, by the room there is."""
        channels = len(self._level.peak_dbfs) if self._level else 1
        return _CELLS if self.app.size.width >= 100 else _CELLS * 2 // 3 // channels
