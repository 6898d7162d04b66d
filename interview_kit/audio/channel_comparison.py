"""Whether two channels carry a voice each, or one recording twice.

Two signs tell. Where each speaker has a microphone, the louder channel changes with the speaker:
the leads of one channel over the other, in dB, make two heaps. Where one recording stands on both,
all leads make one heap, and the channels resemble each other within a millisecond: the way between
the two ears of one recorder. Another's voice that crosses the table comes later than that.

Only frames in which somebody speaks are looked at, between 150 and 3,400 Hz, so that hum and hiss
do not count. The thresholds are measured in docs/BENCHMARKS.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interview_kit.model.channel_layout import ChannelLayout

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 8000
FRAME = 1024
"""Samples at `RATE` that are compared at once: an eighth of a second."""

SPECTRUM = 2 * FRAME
BAND_HZ = (150, 3400)
FINE = 2
"""The correlation is looked at so many times per sample."""

LARGEST_LAG_MS = 1.0
"""Sound passes 34 cm meanwhile: more than lies between the microphones of one recorder."""

BELOW_SPEECH_DB = 25.0
ABOVE_NOISE_DB = 6.0
FLOOR_DBFS = -70.0
"""A frame holds speech that is so far below the loudest twentieth and above the quietest tenth."""

LEAST_SPEECH_S = 2.0
LEAST_SHARE = 0.02
LEAST_FRAMES = 6
"""A heap of leads holds at least so much of the speech, or so many frames."""

APART_DB = 11.0
"""Two heaps of leads that are so far from each other are two microphones: a voice that is 6 dB
weaker on the other's makes heaps that are 12 dB apart."""

PERHAPS_APART_DB = 7.0
"""Enough where the channels are not alike; reverberation alone makes heaps up to 5 dB apart."""

ALIKE = 0.6
"""The median likeness from which one heap of leads is one recording."""

NO_LEAD_DB = 6.0
LITTLE_ALIKE = 0.25
"""One heap with a smaller lead than the first is one recording from this likeness on."""

EMPTY_LEAD_DB = 10.0
EMPTY_DB = 30.0
EMPTY_DBFS = -65.0
STEADY_DB = 8.0
"""A channel that never comes nearer to the other than the first carries no voice where it stays so
far below, or is so quiet itself, or sounds the same whether somebody speaks or not."""


class ChannelComparison:
    """Compares the two channels of a recording as its sound comes."""

    def __init__(self, rate: int) -> None:
        import av

        self._rate = rate
        self._resampler = av.AudioResampler("s16", "stereo", RATE)
        self._waiting: list[NDArray[np.int16]] = []
        self._waiting_samples = 0
        self._levels: list[NDArray[np.float64]] = []
        self._likeness: list[NDArray[np.float64]] = []

    def add(self, samples: NDArray[np.int16]) -> None:
        """The next samples, shape (frames, 2)."""
        import av
        import numpy as np

        if not len(samples):
            return
        data = np.ascontiguousarray(samples).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(data, format="s16", layout="stereo")
        frame.sample_rate = self._rate
        for piece in self._resampler.resample(frame):
            self._take(np.frombuffer(bytes(piece.planes[0]), np.int16)[: piece.samples * 2])

    def layout(self, *, whole: bool = True) -> ChannelLayout | None:
        """What the channels carry so far; None where too little was said to know.

        Unless it is the `whole` of the recording, a channel without a voice may still get one.
        """
        import numpy as np

        if not self._levels:
            return None
        levels, likeness = self.measures()
        if len(levels) * FRAME < LEAST_SPEECH_S * RATE:
            return None
        quiet = np.percentile(np.concatenate(self._levels), 10, axis=0)
        empty = _empty_channel(levels, quiet)
        if empty is not None:
            return empty if whole else ChannelLayout.APART
        return _layout(levels, likeness)

    def measures(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Of every frame in which somebody speaks: the channels' levels in dBFS, the likeness.

        The levels have the shape (frames, 2); a likeness below zero is that of a channel that is
        upside down. There must have been an eighth of a second of sound.
        """
        import numpy as np

        levels, likeness = np.concatenate(self._levels), np.concatenate(self._likeness)
        speech = _speech(levels.max(axis=1))
        return levels[speech], likeness[speech]

    def _take(self, samples: NDArray[np.int16]) -> None:
        import numpy as np

        samples = samples.reshape(-1, 2)
        self._waiting.append(samples)
        self._waiting_samples += len(samples)
        count = self._waiting_samples // FRAME
        if not count:
            return
        joined = np.concatenate(self._waiting)
        frames = joined[: count * FRAME].reshape(count, FRAME, 2) / 32768
        self._waiting = [joined[count * FRAME :]]
        self._waiting_samples = len(self._waiting[0])
        levels, likeness = _compared(frames)
        self._levels.append(levels)
        self._likeness.append(likeness)


def compared_layout(samples: NDArray[np.int16], rate: int) -> ChannelLayout | None:
    """What the channels of `samples`, shape (frames, 2), carry; None where that is not known."""
    comparison = ChannelComparison(rate)
    comparison.add(samples)
    return comparison.layout(whole=False)


def _compared(frames: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The level of each channel in each frame, in dBFS, and how alike they are, from -1 to 1.

    A likeness below zero is that of a channel that is upside down.
    """
    import numpy as np

    spectra = np.fft.rfft(frames * np.hanning(FRAME)[:, None], SPECTRUM, axis=1)
    hertz = np.fft.rfftfreq(SPECTRUM, 1 / RATE)
    spectra[:, (hertz < BAND_HZ[0]) | (hertz > BAND_HZ[1])] = 0
    energy = (np.abs(spectra) ** 2).sum(axis=1)
    cross = spectra[:, :, 0] * spectra[:, :, 1].conj()
    fine = np.fft.irfft(cross, SPECTRUM * FINE, axis=1) * SPECTRUM * FINE / 2
    lags = int(LARGEST_LAG_MS / 1000 * RATE * FINE)
    near = np.concatenate([fine[:, -lags:], fine[:, : lags + 1]], axis=1)
    place = np.abs(near).argmax(axis=1)
    peak = near[np.arange(len(near)), place]
    likeness = peak / np.sqrt(np.maximum(energy.prod(axis=1), 1e-20))
    power = energy * 2 / SPECTRUM / (np.hanning(FRAME) ** 2).sum()
    return 10 * np.log10(np.maximum(power, 1e-10)), likeness


def _speech(loudest: NDArray[np.float64]) -> NDArray[np.bool_]:
    import numpy as np

    quiet, loud = np.percentile(loudest, (10, 95))
    least = max(loud - BELOW_SPEECH_DB, min(quiet + ABOVE_NOISE_DB, loud - 6), FLOOR_DBFS)
    speech: NDArray[np.bool_] = loudest >= least
    return speech


def _empty_channel(levels: NDArray[np.float64], quiet: NDArray[np.float64]) -> ChannelLayout | None:
    """The layout where one channel carries no voice; None where both do.

    `levels` are those of speech, `quiet` what each channel sounds like while nobody speaks.
    """
    import numpy as np

    for channel, layout in ((1, ChannelLayout.LEFT), (0, ChannelLayout.RIGHT)):
        least_lead = heaps(levels[:, 1 - channel] - levels[:, channel])[0]
        loudest = float(np.percentile(levels[:, channel], 98))
        if least_lead >= EMPTY_LEAD_DB and (
            least_lead >= EMPTY_DB or loudest < EMPTY_DBFS or loudest - quiet[channel] < STEADY_DB
        ):
            return layout
    return None


def _layout(levels: NDArray[np.float64], likeness: NDArray[np.float64]) -> ChannelLayout:
    import numpy as np

    low, high = heaps(levels[:, 0] - levels[:, 1])
    alike = float(np.median(np.abs(likeness)))
    least_alike = LITTLE_ALIKE if abs(low + high) / 2 < NO_LEAD_DB else ALIKE
    if high - low >= (APART_DB if alike >= ALIKE else PERHAPS_APART_DB):
        return ChannelLayout.APART
    if alike < least_alike:
        return ChannelLayout.APART
    upside_down = alike >= ALIKE and np.median(likeness) < 0
    return ChannelLayout.OPPOSITE if upside_down else ChannelLayout.TOGETHER


def heaps(leads: NDArray[np.float64]) -> tuple[float, float]:
    """The middles, in dB, of the two heaps of leads with the least spread in each."""
    import numpy as np

    leads = np.sort(leads)
    count = len(leads)
    least = max(LEAST_FRAMES, round(LEAST_SHARE * count))
    if count < 2 * least:
        return float(leads.mean()), float(leads.mean())
    cuts = np.arange(least, count - least + 1)
    sums = np.concatenate([[0.0], np.cumsum(leads)])
    lows, highs = sums[cuts] / cuts, (sums[-1] - sums[cuts]) / (count - cuts)
    # The spread within is least where the spread between is largest.
    best = int((cuts * (count - cuts) * (highs - lows) ** 2).argmax())
    return float(lows[best]), float(highs[best])
