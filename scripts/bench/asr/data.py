"""The sound to be heard, what was said in it, and how far a text is from that."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import av
import numpy as np
import soundfile
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

SOUNDS = {".flac", ".m4a", ".mp3", ".ogg", ".opus", ".wav"}
FILLER_S = 60
Samples = NDArray[np.int16]


COPY_NOISE = 6
"""Of 32,768: 75 dB below the loudest."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What the reference says was spoken, in seconds."""

    speaker: str
    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """Sound, frames by channels, and what is said in it."""

    name: str
    rate: int
    samples: Samples
    reference: tuple[Utterance, ...]

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate

    @property
    def text(self) -> str:
        return " ".join(part.text for part in self.reference)

    def first(self, seconds: float) -> Spoken:
        """The begin of it."""
        kept = tuple(part for part in self.reference if (part.start + part.end) / 2 < seconds)
        return replace(self, samples=self.samples[: int(seconds * self.rate)], reference=kept)

    def copy(self, seed: int) -> Spoken:
        """As it is to an ear: noise far below hearing, and up to 0.4 s of silence before it.

        What a model writes of such copies differs by what chance does alone.
        """
        rng = np.random.default_rng(seed)
        noisy = self.samples + rng.normal(0, COPY_NOISE, self.samples.shape)
        silence = np.zeros((int(rng.uniform(0, 0.4) * self.rate), self.samples.shape[1]))
        samples = np.concatenate([silence, noisy]).clip(-32_768, 32_767).astype(np.int16)
        return replace(self, name=f"{self.name}-{seed}", samples=samples)

    def write(self, folder: Path) -> Path:
        """A lossless file of it."""
        path = folder / f"{self.name}.wav"
        soundfile.write(path, self.samples, self.rate, subtype="PCM_16")
        return path


def interviews(folder: Path) -> Iterator[Spoken]:
    """The sound files of a folder that have a JSON reference, the longest first."""
    names = ("speaker", "start", "end", "text")
    found = []
    for file in sorted(folder.glob("*.json")):
        parts = json.loads(file.read_text(encoding="utf-8"))
        reference = tuple(Utterance(**{name: part[name] for name in names}) for part in parts)
        path = next(each for each in folder.glob(f"{file.stem}.*") if each.suffix in SOUNDS)
        found.append(Spoken(file.stem, *read_sound(path), reference))
    yield from sorted(found, key=lambda each: -each.seconds)


def hard(spoken: Spoken) -> Spoken:
    """Groups of eight utterances with a minute without words after each."""
    pieces: list[Samples] = []
    reference: list[Utterance] = []
    clock = 0.0
    for place, filler in enumerate((*fillers(spoken.rate).values(), np.zeros(0))):
        group = spoken.reference[8 * place : 8 * place + 8]
        begin, end = group[0].start - 0.3, group[-1].end + 0.3
        pieces.append(spoken.samples[max(0, int(begin * spoken.rate)) : int(end * spoken.rate)])
        pieces.append(_channels(filler, spoken.samples.shape[1]))
        reference += [
            replace(part, start=part.start + clock - begin, end=part.end + clock - begin)
            for part in group
        ]
        clock += end - begin + len(filler) / spoken.rate
    return Spoken("hard", spoken.rate, np.concatenate(pieces), tuple(reference))


def fillers(rate: int) -> dict[str, NDArray[np.float64]]:
    """A minute each of what must give no words, at `rate` and about the loudness of quiet talk."""
    rng, time = np.random.default_rng(5), np.arange(FILLER_S * rate) / rate
    spectrum = np.fft.rfft(rng.normal(0, 1, len(time)))
    hertz = np.fft.rfftfreq(len(time), 1 / rate)
    spectrum *= np.exp(-(((hertz - 1_500) / 1_200) ** 2)) + np.exp(-(((hertz - 500) / 300) ** 2))
    breath = np.fft.irfft(spectrum, len(time))
    syllables = np.clip(np.sin(2 * np.pi * 4 * time) + np.sin(2 * np.pi * 0.7 * time) / 3, 0, None)
    return {
        "silence": 0 * time,
        "noise": rng.normal(0, 600, len(time)),
        "music": _music(time, rng),
        "whispering": 900 * breath / breath.std() * syllables,
    }


def _music(time: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """Chords, a melody over them and a beat."""
    beat = (time * 2).astype(int)
    since = time * 2 - beat
    roots = np.array((220.0, 174.6, 261.6, 196.0))[beat // 4 % 4]
    chord = sum(np.sin(2 * np.pi * roots * ratio * time) for ratio in (1, 1.25, 1.5))
    tune = 440 * 2 ** (rng.integers(-5, 8, beat[-1] + 1) / 12)
    melody = np.sin(2 * np.pi * tune[beat] * time) * np.exp(-2 * since)
    drum = rng.normal(0, 1, len(time)) * np.exp(-18 * since)
    return 900 * chord + 2_500 * melody + 1_500 * drum


def score(said: str, heard: str) -> dict[str, float]:
    """Word error rate in percent, and how many words were inserted and deleted."""
    edits = Levenshtein.editops(words(said), words(heard))
    kinds = [edit.tag for edit in edits]
    return {
        "wer": 100 * len(kinds) / max(len(words(said)), 1),
        "inserted": kinds.count("insert"),
        "deleted": kinds.count("delete"),
    }


def words(text: str) -> list[str]:
    """The words that are compared: without case and marks."""
    return re.findall(r"[\w']+", text.lower())


def chunks(samples: Samples, frames: int = 48_000) -> Iterable[bytes]:
    """The samples as the vault gives them."""
    return (samples[at : at + frames].tobytes() for at in range(0, len(samples), frames))


def _channels(filler: NDArray[np.float64], count: int) -> Samples:
    return np.repeat(filler.clip(-32_768, 32_767).astype(np.int16)[:, None], count, axis=1)


def read_sound(path: Path) -> tuple[int, Samples]:
    """The rate of a sound file, and its samples, frames by channels."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        layout = "stereo" if stream.channels == 2 else "mono"
        resampler = av.AudioResampler(format="s16", layout=layout, rate=stream.rate)
        pieces = [
            piece.to_ndarray()
            for frame in container.decode(audio=0)
            for piece in resampler.resample(frame)
        ]
        samples = np.concatenate(pieces, axis=1).reshape(-1, stream.channels)
        return stream.rate, samples.astype(np.int16)
