"""How loud each channel is while the room is listened to: a long bar and two numbers."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from interview_kit.audio.recorder_events import Level
from interview_kit.interface.loudness import FLOOR_DBFS
from interview_kit.tui.kit import words
from interview_kit.workflow.transcription.transcribe import CHANNEL_ROLES

_LEVEL_CELLS = 34
"""Cells that the numbers behind a bar take."""
_LEAST_BAR = 8


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
        """`Channel 1, interviewer  ▮▮▮▮▮▯▯▯  peak -18 dB · mean -30 dB`."""
        if self._level is None:
            return Content("")
        pairs = zip(self._level.peak_dbfs, self._level.rms_dbfs, strict=True)
        labels = self._labels(len(self._level.peak_dbfs))
        return Content("\n").join(
            self._line(label, *levels) for label, levels in zip(labels, pairs, strict=True)
        )

    def _labels(self, count: int) -> list[str]:
        """What stands before each line: of two channels also whose voice belongs on it.

        Where it is narrow the numbers are more than that.
        """
        labels = [words(self, "check.channel", channel=number + 1) for number in range(count)]
        if count == len(CHANNEL_ROLES):
            roles = [words(self, f"speaker.{role}") for role in CHANNEL_ROLES]
            with_roles = [f"{label} · {role}" for label, role in zip(labels, roles, strict=True)]
            room = self.content_size.width - _LEVEL_CELLS - _LEAST_BAR
            labels = with_roles if max(map(cell_len, with_roles)) < room else labels
        longest = max(map(cell_len, labels))
        return [label.ljust(longest + 1) for label in labels]

    def _line(self, label: str, peak_dbfs: float, rms_dbfs: float) -> Content:
        room = self.content_size.width - cell_len(label) - _LEVEL_CELLS
        cells = max(_LEAST_BAR, min(40, room))
        share = (max(FLOOR_DBFS, peak_dbfs) - FLOOR_DBFS) / -FLOOR_DBFS
        full = min(cells, round(share * cells))
        return Content.assemble(
            label,
            ("▮" * full, "$accent"),
            ("▯" * (cells - full), "$quiet"),
            "  " + words(self, "check.level", peak=round(peak_dbfs), mean=round(rms_dbfs)),
        )
