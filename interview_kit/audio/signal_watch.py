"""What the recorder keeps an eye on, in the sound and on the clock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from interview_kit.audio.recorder_events import Clipping, FlatLine, RecorderAlive
from interview_kit.audio.sound_level import FLAT_SPAN, clipped_channels

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FLAT_SECONDS = 4  # leaves a second for the way to the screen: the alarm is due within five
WINDOW_SECONDS = 2.0
MISSING_SECONDS = 0.25
DRIFT = 0.1  # how fast the measure follows a sound card whose second is not quite a second


class SoundWatch:
    """Notices channels that are flat, come to life again, or clip."""

    def __init__(self, rate: int, channels: int) -> None:
        self._rate = rate
        self._flat_frames = FLAT_SECONDS * rate
        self._flat = [FlatRun() for _ in range(channels)]
        self._clipped_at = [-rate] * channels

    def see(
        self, samples: NDArray[np.int16], frame: int
    ) -> Iterator[FlatLine | RecorderAlive | Clipping]:
        """Look at the next piece of sound, which begins at `frame`."""
        end = frame + len(samples)
        lows, highs = samples.min(axis=0).tolist(), samples.max(axis=0).tolist()
        for channel, run in enumerate(self._flat):
            earlier_frames = run.frames
            run.extend(lows[channel], highs[channel], len(samples))
            if earlier_frames < self._flat_frames <= run.frames:
                yield FlatLine(end, FLAT_SECONDS, channel)
            elif run.frames < self._flat_frames <= earlier_frames:
                yield RecorderAlive(end, channel)
        for channel, is_clipped in enumerate(clipped_channels(samples)):
            if is_clipped and frame - self._clipped_at[channel] >= self._rate:
                self._clipped_at[channel] = frame
                yield Clipping(frame, channel)


class FlatRun:
    """For how many frames a channel has stayed within a span no open microphone keeps to."""

    def __init__(self) -> None:
        self.frames = 0
        self._low = 0
        self._high = 0

    def extend(self, low: int, high: int, frames: int) -> None:
        """The next `frames` lie between `low` and `high`."""
        if self.frames:
            low, high = min(low, self._low), max(high, self._high)
        self._low, self._high = low, high
        self.frames = self.frames + frames if high - low <= FLAT_SPAN else 0


class ClockWatch:
    """Compares the frames heard with the time gone by, and so notices sound lost without a flag.

    Sound comes late and in lumps, but never early: the least lag within a window is the true one.
    Where that grows by a jump, sound is missing; where it creeps, two clocks differ a little.
    """

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._usual: float | None = None
        self._least: float | None = None
        self._began = 0.0

    def hear(self, seconds: float, frames: int) -> int:
        """At `seconds`, `frames` had been heard in all; the milliseconds found missing, or 0."""
        lag = seconds - frames / self._rate
        if self._least is None:
            self._least, self._began = lag, seconds
        self._least = min(self._least, lag)
        if seconds - self._began < WINDOW_SECONDS:
            return 0
        least, self._least = self._least, None
        usual = least if self._usual is None else self._usual
        if least - usual > MISSING_SECONDS:
            self._usual = least
            return round((least - usual) * 1000)
        self._usual = min(least, usual + DRIFT * (least - usual))
        return 0
