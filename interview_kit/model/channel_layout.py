"""What the two channels of a recording carry: a voice each, or one recording twice."""

from __future__ import annotations

from enum import StrEnum


class ChannelLayout(StrEnum):
    """How the two channels of a recording belong together.

    In every layout but `APART` the recording is heard as one channel, and voices are told apart by
    their sound.
    """

    APART = "apart"
    """Each channel carries a voice of its own, perhaps with the other's beneath it."""
    TOGETHER = "together"
    """Both channels carry the same voices."""
    OPPOSITE = "opposite"
    """Both carry the same voices, the second upside down: their sum would be silence."""
    LEFT = "left"
    """Only the first channel carries voices."""
    RIGHT = "right"
    """Only the second channel carries voices."""

    @property
    def gains(self) -> tuple[int, int]:
        """What each channel is multiplied with before both are mixed into one."""
        return _GAINS.get(self, (1, 1))


_GAINS = {
    ChannelLayout.OPPOSITE: (1, -1),
    ChannelLayout.LEFT: (1, 0),
    ChannelLayout.RIGHT: (0, 1),
}
