"""How loud sound is, and what is wrong with it. Samples are int16, shape (frames, channels)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]

Answer = TypeVar("Answer")

FULL_SCALE = 32768.0
FLOOR_DBFS = -120.0
FLAT_SPAN = 6  # difference of highest and lowest sample: about -80 dBFS, below any open microphone
CLIPPED_RUN = 3  # samples in a row at full scale; one alone is a loud sound, not a clipped one


def dbfs(amplitude: float) -> float:
    """An amplitude between 0 and 1 in dBFS, not below -120."""
    return max(20 * math.log10(amplitude), FLOOR_DBFS) if amplitude > 0 else FLOOR_DBFS


def peak_dbfs(samples: Samples) -> tuple[float, ...]:
    """The highest amplitude of each channel."""
    import numpy as np

    high = np.maximum(samples.max(axis=0, initial=0), -samples.min(axis=0, initial=0).astype(int))
    return tuple(dbfs(float(value) / FULL_SCALE) for value in high)


def rms_dbfs(samples: Samples) -> tuple[float, ...]:
    """The mean power of each channel; a full-scale square wave has 0 dBFS."""
    import numpy as np

    if not len(samples):
        return _per_channel(samples, FLOOR_DBFS)
    power = np.square(samples / FULL_SCALE).mean(axis=0)
    return tuple(dbfs(math.sqrt(value)) for value in power)


def flat_channels(samples: Samples) -> tuple[bool, ...]:
    """Whether each channel carries nothing, not even the noise of an open microphone."""
    import numpy as np

    if not len(samples):
        return _per_channel(samples, True)
    spans = np.atleast_1d(np.ptp(samples.astype(np.int32), axis=0))
    return tuple(bool(span <= FLAT_SPAN) for span in spans)


def clipped_channels(samples: Samples) -> tuple[bool, ...]:
    """Whether each channel stays at full scale for several samples in a row."""
    import numpy as np

    full = (samples >= 32767) | (samples <= -32767)
    if len(full) < CLIPPED_RUN:
        return _per_channel(samples, False)
    runs = np.lib.stride_tricks.sliding_window_view(full, CLIPPED_RUN, axis=0)
    return tuple(bool(is_clipping) for is_clipping in np.atleast_1d(runs.all(axis=2).any(axis=0)))


def _per_channel(samples: Samples, value: Answer) -> tuple[Answer, ...]:
    channels: int = samples.shape[1]
    return (value,) * channels


def hum_share(samples: Samples, rate: int, mains_hz: float = 50.0) -> tuple[float, ...]:
    """The share (0 to 1) of each channel's energy at the mains frequency and its overtones.

    Looks at the first four multiples, 2 Hz to either side; give it at least two seconds.
    Above a half, a cable or power supply is louder than the room.
    """
    import numpy as np

    sound = samples - samples.mean(axis=0) if len(samples) else samples.astype(float)
    energy = np.abs(np.fft.rfft(sound * np.hanning(len(sound))[:, None], axis=0)) ** 2
    frequencies = np.fft.rfftfreq(len(sound), 1 / rate)
    mains = np.zeros(len(frequencies), dtype=bool)
    for multiple in range(1, 5):
        mains |= np.abs(frequencies - multiple * mains_hz) <= 2
    total = energy.sum(axis=0)
    share = np.divide(energy[mains].sum(axis=0), total, out=np.zeros_like(total), where=total > 0)
    return tuple(float(value) for value in share)
