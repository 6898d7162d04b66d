"""How well one recording on two channels is told from two microphones.

    python scripts/bench/channels.py FOLDER

FOLDER holds recordings of two speakers with a channel each. Of the first 17 and
40 s of each, both kinds are made: what two microphones hear, with leaks, lags, rooms and hiss,
and what one recorder hears. Printed are, per kind, how many were taken for what they are, and the
signs: how far apart the two heaps of leads are, and how alike the channels.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "audio"))
from two_voices import RATE, Sound, in_a_room, later, softer, stereo

from interview_kit.audio import channel_comparison
from interview_kit.audio.channel_comparison import ChannelComparison
from interview_kit.model.channel_layout import ChannelLayout

SECONDS = (17, 40)
Made = tuple[str, NDArray[np.int16], ChannelLayout]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    tally: dict[str, list[tuple[bool, float, float]]] = {}
    for path in sorted(parser.parse_args().folder.iterdir()):
        for left, right in spoken(path):
            for kind, samples, layout in made(left, right):
                tally.setdefault(kind, []).append(judged(samples, layout))
    for kind, rows in tally.items():
        apart, alike = ([row[place] for row in rows] for place in (1, 2))
        print(
            f"{kind:46} {sum(row[0] for row in rows):3} of {len(rows):3}"
            f"   apart {min(apart):5.1f} to {max(apart):5.1f} dB"
            f"   alike {min(alike):.2f} to {max(alike):.2f}"
        )


def spoken(path: Path) -> Iterator[tuple[Sound, Sound]]:
    """The two channels of a recording, from its begin, for each of SECONDS; none of other files."""
    if path.suffix not in {".wav", ".flac", ".opus", ".ogg"}:
        return
    with av.open(f"file:{path}") as container:
        if container.streams.audio[0].channels != 2:
            return
        resampler, pieces, count = av.AudioResampler("s16", "stereo", RATE), [], 0
        for frame in container.decode(audio=0):
            for piece in resampler.resample(frame):
                pieces.append(piece.to_ndarray().reshape(-1, 2) / 32768)
                count += piece.samples
            if count > max(SECONDS) * RATE:
                break
    sound = np.concatenate(pieces)
    for seconds in SECONDS:
        yield sound[: seconds * RATE, 0], sound[: seconds * RATE, 1]


def made(left: Sound, right: Sound) -> Iterator[Made]:
    both = left + right
    for bleed, lag, hiss in product((6, 10, 15, 20, 25), (0, 0.5, 2, 4), (-75, -50)):
        own = [left + softer(later(right, lag), bleed), right + softer(later(left, lag), bleed)]
        yield f"two microphones, leak -{bleed} dB", stereo(*own, hiss), ChannelLayout.APART
    for bleed, room in product((6, 10, 20), (0.1, 0.5, 1.0)):
        far = [softer(in_a_room(later(each, 3), 2, room), bleed) for each in (right, left)]
        near = [in_a_room(each, 1, room / 10) for each in (left, right)]
        samples = stereo(near[0] + far[0], near[1] + far[1], -60)
        yield f"two microphones in a room, leak -{bleed} dB", samples, ChannelLayout.APART
    heard = softer(in_a_room(later(right, 3), 2, 1.0), 12)
    yield "two microphones, one speaker", stereo(right, heard, -65), ChannelLayout.APART
    for lag, weaker, hiss in product((0, 0.2, 0.4, 0.9), (0, 4, 10, 20), (-75, -50)):
        samples = stereo(both, softer(later(both, lag), weaker), hiss)
        yield "one recorder, lag and level", samples, ChannelLayout.TOGETHER
        samples = stereo(both, -softer(later(both, lag), weaker), hiss)
        yield "one recorder, upside down", samples, ChannelLayout.OPPOSITE
    for room, lead in product((0.1, 0.3, 1.0), (0, 2, 3)):
        one = in_a_room(left, 1, room) + softer(in_a_room(later(right, 0.4), 2, room), lead)
        two = softer(in_a_room(later(left, 0.4), 3, room), lead) + in_a_room(right, 4, room)
        yield "one recorder between two, in a room", stereo(one, two, -60), ChannelLayout.TOGETHER
    for hiss, leak in product((-100, -60), (1000, 45)):
        yield "one channel empty", stereo(both, softer(both, leak), hiss), ChannelLayout.LEFT


def judged(samples: NDArray[np.int16], layout: ChannelLayout) -> tuple[bool, float, float]:
    """Whether it was taken for what it is, the dB between the heaps, and the likeness."""
    comparison = ChannelComparison(RATE)
    comparison.add(samples)
    levels, likeness = comparison.measures()
    low, high = channel_comparison.heaps(levels[:, 0] - levels[:, 1])
    alike = float(np.median(np.abs(likeness)))
    return comparison.layout() is layout, high - low, alike


if __name__ == "__main__":
    main()
