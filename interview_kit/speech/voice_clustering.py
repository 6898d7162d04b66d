"""The small diarizer: a voiceprint every half second of speech, sorted into voices.

Voice detection gives runs of speech; each is covered with windows of a second. All voiceprints are
sorted by spherical k-means, and then each run is read again from its first window to its last, with
a price on every change of voice. What is kept of the sound is a voiceprint per half second, 2 kB a
second, so long interviews take little more memory than short ones. The same sound gives the same
voices, in whatever pieces it comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from interview_kit.language.phrase import phrase
from interview_kit.model.voice import Voice
from interview_kit.speech.chunker import WINDOW, VoiceModel
from interview_kit.speech.diarizers import Diarizer
from interview_kit.speech.resampling import SPEECH_RATE
from interview_kit.speech.voice_centres import centres
from interview_kit.speech.voiceprint import LENGTH, SIZE, voiceprints

Array = NDArray[np.float32]

BEGINS, ENDS = 0.3, 0.15
"""Speech is what reaches the first probability, and goes on until it stays under the second.

Lower than where words are looked for: a word may lie wherever there is a hint of a voice."""

GAP = 8
"""Windows of the detector without voice that end a run: a quarter of a second."""

LONGEST = 20 * SPEECH_RATE // WINDOW
SHORTEST = 3 * SPEECH_RATE // 10
"""A run is cut at 20 s, for the memory's sake; one under 0.3 s says nothing of a voice."""

BLOCK = 32 * WINDOW
"""Samples that the detector judges at once: a second."""

STEP = LENGTH // 2

SURENESS = 20.0
CHANGE = 2.0
"""How much likeness counts, and what a change of voice within a run costs."""


@dataclass(frozen=True, slots=True)
class _SpeechRun:
    """Voiceprints of one run of speech, and the sample each speaks for from; then its end."""

    prints: Array
    begins: tuple[int, ...]
    end: int


def listen(
    sound: Iterable[Array], voices: int, detector: VoiceModel | None = None
) -> tuple[Voice, ...]:
    """Who speaks when in `sound`, pieces at 16 kHz, sorted into at most so many `voices`."""
    speech = _speech(sound, detector or _silero())
    runs = [run for run in (_print(*entry) for entry in speech) if run.begins]
    if not runs:
        return ()
    vectors = centres(np.concatenate([run.prints for run in runs]), voices)
    spoken_runs: list[tuple[int, int, int]] = []
    for run in runs:
        path = _cheapest(run.prints @ vectors.T)
        ends = (*run.begins[1:], run.end)
        spoken_runs += zip(run.begins, ends, path, strict=True)
    return tuple(_voices(spoken_runs))


VOICEPRINTS = Diarizer("voiceprints", phrase("a small speaker network, on this machine"), listen)


def _silero() -> VoiceModel:
    from interview_kit.speech.voice_activity import SileroVoice

    return SileroVoice()


def _speech(pieces: Iterable[Array], model: VoiceModel) -> Iterator[tuple[int, Array]]:
    """Runs of speech: the sample each begins at, and its samples."""
    detector = model.listen()
    pending_sound: Array = np.zeros(0, np.float32)
    begin = window = quiet = 0
    speaking = False
    for fresh in _blocks(pieces):
        pending_sound = np.append(pending_sound, fresh)
        for probability in detector(fresh):
            window += 1
            if not speaking:
                speaking = bool(probability >= BEGINS)
                if not speaking:
                    continue
                # The window before belongs to it: a consonant is heard before the voice.
                first = max(begin // WINDOW, window - 2)
                pending_sound, begin, quiet = (
                    pending_sound[first * WINDOW - begin :],
                    first * WINDOW,
                    0,
                )
            quiet = 0 if probability >= ENDS else quiet + 1
            length = window - begin // WINDOW
            if quiet >= GAP or length >= LONGEST:
                yield begin, pending_sound[: (length - max(0, quiet - 1)) * WINDOW]
                pending_sound, begin, speaking = (
                    pending_sound[length * WINDOW :],
                    window * WINDOW,
                    False,
                )
        if not speaking:
            spare = max(0, window * WINDOW - WINDOW - begin)
            pending_sound, begin = pending_sound[spare:], begin + spare
    if speaking:
        yield begin, pending_sound


def _blocks(pieces: Iterable[Array]) -> Iterator[Array]:
    """The same sound in blocks of one length; the last is filled up with silence."""
    pending_sound: Array = np.zeros(0, np.float32)
    for piece in pieces:
        pending_sound = np.append(pending_sound, piece)
        while len(pending_sound) >= BLOCK:
            yield pending_sound[:BLOCK]
            pending_sound = pending_sound[BLOCK:]
    if len(pending_sound):
        yield np.pad(pending_sound, (0, BLOCK - len(pending_sound)))


def _print(begin: int, samples: Array) -> _SpeechRun:
    """The voiceprints of one run. A window speaks for the sound around its middle."""
    end = begin + len(samples)
    if len(samples) < SHORTEST:
        return _SpeechRun(np.zeros((0, SIZE), np.float32), (), end)
    if len(samples) < LENGTH:
        # Too short for a window, it is heard over and over.
        return _SpeechRun(voiceprints(np.resize(samples, (1, LENGTH))), (begin,), end)
    starts = [*range(0, len(samples) - LENGTH, STEP), len(samples) - LENGTH]
    windows = np.stack([samples[start : start + LENGTH] for start in starts])
    middles = [begin + (a + b + LENGTH) // 2 for a, b in pairwise(starts)]
    return _SpeechRun(voiceprints(windows), (begin, *middles), end)


def _cheapest(likeness: Array) -> tuple[int, ...]:
    """The voice of each window of a run, by Viterbi: as like as can be, with few changes."""
    gains = SURENESS * likeness
    best = gains[0]
    back: list[NDArray[np.intp]] = []
    everyone = np.arange(gains.shape[1])
    for gain in gains[1:]:
        leader = int(best.argmax())
        stays = best >= best[leader] - CHANGE
        back.append(np.where(stays, everyone, leader))
        best = np.where(stays, best, best[leader] - CHANGE) + gain
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return tuple(reversed(path))


def _voices(spoken_runs: Iterable[tuple[int, int, int]]) -> Iterator[Voice]:
    """Runs that follow without a pause in the same voice become one; numbered as they are heard."""
    numbers: dict[int, int] = {}
    last: Voice | None = None
    for begin, end, centre in spoken_runs:
        number = numbers.setdefault(centre, len(numbers))
        start_ms, end_ms = (1000 * sample // SPEECH_RATE for sample in (begin, end))
        if last is not None and (last.number, last.end_ms) == (number, start_ms):
            start_ms = last.start_ms
        elif last is not None:
            yield last
        last = Voice(start_ms, end_ms, number)
    if last is not None:
        yield last
