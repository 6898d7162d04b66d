"""Who said what: words under the right speaker, as recorded and in mixes that make it harder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path

import numpy as np
from data import Samples, Spoken, Utterance, chunks, read_sound
from numpy.typing import NDArray

from interview_kit.model.chunk import Chunk
from interview_kit.model.speaker import Speaker
from interview_kit.model.voice import Voice
from interview_kit.model.word import Word
from interview_kit.speech.model_store import ModelFolder
from interview_kit.speech.speech_client import Transcriber, VoiceFinder
from interview_kit.speech.turn_building import build_turns
from interview_kit.workflow.transcription.transcribe import CHANNEL_ROLES, ONE_CHANNEL, TWO

EARLY_S = 1.5
HARD_S = 120
Floats = NDArray[np.float64]
Row = tuple[str, str]


def real(interviews: list[Spoken], model: ModelFolder, language: str) -> Iterator[Row]:
    """Two channels as they were recorded, and their mix."""
    with Transcriber(model, threads=1) as transcriber:
        for spoken in interviews:
            for name in ("as recorded", "one channel"):
                mixed = MIXES[name](spoken)
                yield f"{spoken.name}: {name}", str(_judge(mixed, transcriber, language))


def harder(spoken: Spoken, model: ModelFolder, language: str) -> Iterator[Row]:
    """The same voices in sound of which the truth is known because it was made."""
    begin = spoken.first(min(HARD_S, spoken.seconds))
    with Transcriber(model, threads=1) as transcriber:
        for name, mix in MIXES.items():
            yield (
                f"{begin.name}, {begin.seconds:.0f} s: {name}",
                str(_judge(mix(begin), transcriber, language)),
            )


def meetings(folder: Path) -> Iterator[Row]:
    """Sound with nothing but an RTTM: of the moments in which one person speaks, those told right.

    Voices have no names: they are given those that suit most.
    """
    for file in sorted(folder.glob("*.rttm")):
        if file.with_suffix(".json").exists():
            continue
        spans = [_span(line) for line in file.read_text().splitlines()]
        names = sorted({name for name, _start, _end in spans})
        rate, samples = read_sound(file.with_suffix(".wav"))
        voices = _voices(Spoken(file.stem, rate, samples, ()), len(names))
        moments = np.arange(0, len(samples) / rate, 0.01)
        spoken = _at(moments, spans)
        heard = _at(moments, [(v.number, v.start_ms / 1000, v.end_ms / 1000) for v in voices])
        alone = [
            (*true_speakers, told)
            for true_speakers, told in zip(spoken, heard, strict=True)
            if len(true_speakers) == 1
        ]
        pairs = Counter((name, number) for name, told in alone for number in told)
        right = max(
            sum(pairs[name, number] for number, name in enumerate(order))
            for order in permutations(names)
        )
        together = sum(len(true_speakers) > 1 for true_speakers in spoken) / sum(map(bool, spoken))
        yield (
            f"{file.stem}: {len(names)} speakers, {len(samples) / rate:.0f} s",
            f"{100 * right / len(alone):.0f} % of the moments in which one speaks; "
            f"several do in {100 * together:.0f} % of the talk",
        )


@dataclass(frozen=True, slots=True)
class _Judgement:
    """Words under the right speaker, of those during which one speaks; marks, of the others."""

    right: int
    alone: int
    marked_alone: int
    together: int
    marked_together: int

    def __str__(self) -> str:
        found = f"{100 * self.right / self.alone:.1f} % of {self.alone} words"
        if not self.together:
            return found + f", {self.marked_alone} marked as overlap"
        return found + (
            f"; of {self.together} words while both speak {self.marked_together} are marked, "
            f"of the others {self.marked_alone}"
        )


def _judge(spoken: Spoken, transcriber: Transcriber, language: str) -> _Judgement:
    events = transcriber.transcribe(
        chunks(spoken.samples),
        first_frame=0,
        rate=spoken.rate,
        channels=spoken.samples.shape[1],
        language=language,
    )
    stretches = [event for event in events if isinstance(event, Chunk)]
    one = spoken.samples.shape[1] == 1
    turns = build_turns(
        stretches,
        lambda _ms: "",
        ONE_CHANNEL if one else CHANNEL_ROLES,
        voices=_voices(spoken, TWO) if one else (),
    )
    words = [(word, turn.speaker) for turn in turns for word in turn.words]
    together = [word for word, _speaker in words if len(_speaking(spoken, word)) > 1]
    alone = [(word, speaker) for word, speaker in words if len(_speaking(spoken, word)) == 1]
    return _Judgement(
        sum(speaker in _speaking(spoken, word) for word, speaker in alone),
        len(alone),
        sum(word.overlap for word, _speaker in alone),
        len(together),
        sum(word.overlap for word in together),
    )


def _speaking(spoken: Spoken, word: Word) -> set[Speaker]:
    """Who speaks during half of a word, or else nearest to it."""
    shared = {
        part: min(part.end * 1000, word.end_ms) - max(part.start * 1000, word.start_ms)
        for part in spoken.reference
    }
    half = {Speaker(p.speaker) for p, ms in shared.items() if 2 * ms > word.end_ms - word.start_ms}
    return half or {Speaker(max(shared, key=lambda part: shared[part]).speaker)}


def _voices(spoken: Spoken, count: int) -> tuple[Voice, ...]:
    mono = spoken.samples.mean(axis=1, keepdims=True).astype(np.int16)
    with VoiceFinder(threads=1) as finder:
        told = finder.find(chunks(mono), rate=spoken.rate, channels=1, voices=count)
        return next(event for event in told if isinstance(event, tuple))


def _span(line: str) -> tuple[str, float, float]:
    _kind, _file, _channel, start, length, _, _, name, *_rest = line.split()
    return name, float(start), float(start) + float(length)


def _at(moments: Floats, spans: list[tuple[object, float, float]]) -> list[set[object]]:
    """Who speaks at each moment."""
    return [{who for who, start, end in spans if start <= moment < end} for moment in moments]


def _as_recorded(spoken: Spoken) -> Spoken:
    return spoken


def _one(spoken: Spoken) -> Spoken:
    return replace(spoken, samples=_whole(spoken.samples.mean(axis=1, keepdims=True)))


def _leaking(under_db: float, *, left_db: float = 0) -> Callable[[Spoken], Spoken]:
    """Each microphone hears the other speaker too; the left one is turned down by `left_db`."""

    def mix(spoken: Spoken) -> Spoken:
        left, right = spoken.samples.astype(float).T
        heard = left + _gain(under_db) * right, right + _gain(under_db) * left
        return replace(spoken, samples=_whole(np.stack((_gain(left_db) * heard[0], heard[1]), 1)))

    return mix


def _soft_participant(spoken: Spoken) -> Spoken:
    gains = np.array([1.0, _gain(12)])
    return _one(replace(spoken, samples=_whole(spoken.samples * gains)))


def _early(spoken: Spoken) -> Spoken:
    """The participant begins before the interviewer has ended."""
    left, right = spoken.samples.T
    moved = np.roll(right, -int(EARLY_S * spoken.rate))

    def shifted(part: Utterance) -> Utterance:
        by = EARLY_S if part.speaker == Speaker.PARTICIPANT else 0
        return replace(part, start=part.start - by, end=part.end - by)

    reference = tuple(map(shifted, spoken.reference))
    return replace(spoken, samples=np.stack((left, moved), 1), reference=reference)


def _telephone(spoken: Spoken) -> Spoken:
    """300 to 3,400 Hz, with noise 15 dB under the talk."""
    sound = spoken.samples.mean(axis=1)
    sound += np.random.default_rng(1).normal(0, sound.std() * _gain(15), len(sound))
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(len(sound), 1 / spoken.rate)
    spectrum[(hertz < 300) | (hertz > 3_400)] = 0
    return replace(spoken, samples=_whole(np.fft.irfft(spectrum, len(sound))[:, None]))


def _room(spoken: Spoken) -> Spoken:
    """Half a second of reverberation, as loud as what comes straight."""
    sound = spoken.samples.mean(axis=1)
    time = np.arange(spoken.rate // 2)
    tail = np.random.default_rng(2).normal(size=len(time)) * np.exp(-6.9 * time / len(time))
    tail[0] = np.sqrt((tail[1:] ** 2).sum())
    size = len(sound) + len(tail)
    wet = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail / tail[0], size), size)
    return replace(spoken, samples=_whole(wet[: len(sound), None] / 2))


MIXES: dict[str, Callable[[Spoken], Spoken]] = {
    "as recorded": _as_recorded,
    "the other 6 dB under": _leaking(6),
    "the other 1.5 dB under": _leaking(1.5),
    "the other 6 dB under, left microphone 12 dB down": _leaking(6, left_db=12),
    "the other 12 dB under, answers 1.5 s early": lambda it: _leaking(12)(_early(it)),
    "one channel": _one,
    "one channel, participant 12 dB softer": _soft_participant,
    "one channel, answers 1.5 s early": lambda it: _one(_early(it)),
    "one channel, telephone": _telephone,
    "one channel, reverberating room": _room,
}


def _gain(down_db: float) -> float:
    return 10 ** (-down_db / 20)


def _whole(samples: Floats) -> Samples:
    return samples.clip(-32_768, 32_767).astype(np.int16)
