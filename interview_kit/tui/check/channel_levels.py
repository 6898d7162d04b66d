"""How loud each channel is while the room is listened to: a long bar and two numbers."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from interview_kit.audio.recorder_events import Level
from interview_kit.interface.loudness import FLOOR_DBFS
from interview_kit.tui.kit import words

_BESIDE = 44
"""Cells that the words beside a bar take."""


class ChannelLevels(Static):
    """A line for each channel; nothing before there is sound."""

    DEFAULT_CSS = "ChannelLevels { width: 100%; height: 2; color: $ink; }"

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._level: Level | None = None

    def hear(self, level: Level | None) -> None:
        """Show this level; None empties the lines."""
        self._level = level
        self.refresh()

    def render(self) -> Content:
        """`Channel 1  ▮▮▮▮▮▯▯▯  peak -18 dB · mean -30 dB`."""
        if self._level is None:
            return Content("")
        pairs = zip(self._level.peak_dbfs, self._level.rms_dbfs, strict=True)
        return Content("\n").join(
            self._line(number, peak, mean) for number, (peak, mean) in enumerate(pairs, start=1)
        )

    def _line(self, channel: int, peak_dbfs: float, rms_dbfs: float) -> Content:
        cells = max(8, min(40, self.content_size.width - _BESIDE))
        share = (max(FLOOR_DBFS, peak_dbfs) - FLOOR_DBFS) / -FLOOR_DBFS
        full = min(cells, round(share * cells))
        return Content.assemble(
            words(self, "check.channel", channel=channel).ljust(10),
            ("▮" * full, "$accent"),
            ("▯" * (cells - full), "$quiet"),
            "  " + words(self, "check.level", peak=round(peak_dbfs), mean=round(rms_dbfs)),
        )
