"""Dialogues on one channel of which the truth is known because they are made.

Sentences of two voices are put in turns as people take them: nearly half of the changes come
early, a listener says something short into the other's sentence, an answer may be one word (after
Heldner and Edlund, *Pauses, gaps and overlaps in conversations*, 2010).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.append(str(Path(__file__).parent / "asr"))

from data import Spoken, Utterance

from interview_kit.speech.resampling import Resampler

RATE = 16_000
Floats = NDArray[np.float64]

TRANSFER_S = (0.05, 0.5)
"""Mean and deviation of the time from one speaker's end to the other's begin: 46 % are early."""

EARLIEST_S, LATEST_S = -1.2, 1.5
SHORT_ANSWER, LISTENING, INTERRUPTING = 0.35, 0.5, 0.3
"""How many answers are one word; how many longer sentences something is said into, and how much of
that is a short sentence."""

LONG_S, SHORT_S = 2.5, 1.6
LOUDNESS = 0.05


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a voice, without silence around it."""

    samples: Floats
    text: str


@dataclass(frozen=True, slots=True)
class TalkingVoice:
    """What a voice has to say: sentences, and short words."""

    sentences: tuple[Said, ...]
    short_words: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Sound of one channel, who says what when, and which of it is one short word."""

    spoken: Spoken
    short_answers: tuple[Utterance, ...]


def human_voices(spoken: Spoken) -> Iterator[tuple[str, TalkingVoice]]:
    """The voices of an interview that has one on each channel."""
    names = sorted({part.speaker for part in spoken.reference})
    for channel, name in enumerate(names):
        sound = resampled(spoken.samples[:, channel], spoken.rate)
        sentences = [
            Said(trimmed(sound[int(part.start * RATE) : int(part.end * RATE)]), part.text)
            for part in spoken.reference
            if part.speaker == name
        ]
        yield name, TalkingVoice(tuple(sentences), tuple(filter(None, map(first_word, sentences))))


def higher(voice: TalkingVoice, factor: float) -> TalkingVoice:
    """Another person of a kind: throat and pitch scaled, as by a tape that runs faster."""

    def scaled(sentence: Said) -> Said:
        places = np.arange(0, len(sentence.samples) - 1, factor)
        return replace(
            sentence, samples=np.interp(places, np.arange(len(sentence.samples)), sentence.samples)
        )

    return TalkingVoice(
        *(tuple(map(scaled, part)) for part in (voice.sentences, voice.short_words))
    )


def resampled(samples: NDArray[np.int16], rate: int) -> Floats:
    """One channel at 16 kHz."""
    return Resampler(rate).push(samples[:, None], last=True).astype(float)


def trimmed(samples: Floats) -> Floats:
    """Without the silence at both ends: 35 dB under the loudest 20 ms."""
    frames = samples[: len(samples) // 320 * 320].reshape(-1, 320)
    power = np.square(frames).mean(axis=1)
    (loud,) = np.nonzero(power > power.max() * 10**-3.5)
    return samples[320 * loud[0] : 320 * (loud[-1] + 1)]


def first_word(sentence: Said) -> Said | None:
    """The first word of a sentence where it is short and ends in a dip, to be said by itself."""
    frames = sentence.samples[: RATE // 2 // 160 * 160].reshape(-1, 160)
    power = np.square(frames).mean(axis=1)
    dip = 18 + int(power[18:45].argmin())  # 0.18 to 0.45 s
    if power[dip] > power[:dip].max() * 10**-2:
        return None
    samples = sentence.samples[: 160 * dip].copy()
    fade = np.linspace(1, 0, 160)
    samples[-160:] *= fade
    return Said(samples, sentence.text.split()[0])


def dialogue(
    name: str, voices: Mapping[str, TalkingVoice], seconds: float, down_db: float, seed: int
) -> Dialogue:
    """Two voices in turns, the second `down_db` softer; the first asks and says less."""
    chance = np.random.default_rng(seed)
    gains = dict(zip(voices, (1.0, 10 ** (-down_db / 20)), strict=True))
    sound = np.zeros(int((seconds + 20) * RATE))
    reference: list[Utterance] = []
    short_answers: list[Utterance] = []

    def say(who: str, sentence: Said, begin: float) -> Utterance:
        start = max(0, int(begin * RATE))
        level = np.sqrt(np.square(sentence.samples).mean())
        sound[start : start + len(sentence.samples)] += (
            sentence.samples * gains[who] * LOUDNESS / level
        )
        part = Utterance(
            who, start / RATE, start / RATE + len(sentence.samples) / RATE, sentence.text
        )
        reference.append(part)
        return part

    asking, answering = voices
    waiting = {who: iter(chance.permutation(len(voice.sentences))) for who, voice in voices.items()}

    def next_sentence(who: str) -> Said:
        try:
            return voices[who].sentences[next(waiting[who])]
        except StopIteration:
            waiting[who] = iter(chance.permutation(len(voices[who].sentences)))
            return voices[who].sentences[next(waiting[who])]

    def short_word(who: str) -> Said:
        words = voices[who].short_words
        return words[chance.integers(len(words))]

    def aside(who: str) -> Said:
        short = [
            sentence for sentence in voices[who].sentences if len(sentence.samples) < SHORT_S * RATE
        ]
        if short and chance.random() < INTERRUPTING:
            return short[chance.integers(len(short))]
        return short_word(who)

    clock, turn = 0.5, 0
    while clock < seconds:
        who, other = (asking, answering) if turn % 2 == 0 else (answering, asking)
        most = 2 if who == asking else 5
        if who == answering and chance.random() < SHORT_ANSWER:
            part = say(who, short_word(who), max(clock, reference[-1].end + 0.05))
            short_answers.append(part)
            clock = part.end
        else:
            for number in range(chance.integers(1, most + 1)):
                pause = chance.uniform(0.1, 0.8) if number else 0.0
                part = say(who, next_sentence(who), clock + pause)
                clock = part.end
                if part.end - part.start > LONG_S and chance.random() < LISTENING:
                    say(other, aside(other), chance.uniform(part.start + 0.5, part.end - 1))
        gap = float(np.clip(chance.normal(*TRANSFER_S), EARLIEST_S, LATEST_S))
        earliest = reference[-1].start + 0.3
        clock, turn = max(clock + gap, earliest), turn + 1
    sound = sound[: int((clock + 1) * RATE)]
    ordered = tuple(sorted(reference, key=lambda part: part.start))
    spoken = Spoken(name, RATE, _whole(sound), ordered)
    return Dialogue(spoken, tuple(short_answers))


def clear(sound: Floats, chance: np.random.Generator) -> Floats:
    """A quiet room, with the noise of a recorder 45 dB under the talk."""
    return sound + chance.normal(0, sound.std() * 10 ** (-45 / 20), len(sound))


def room(sound: Floats, chance: np.random.Generator) -> Floats:
    """0.4 s of reverberation, 3 dB under what comes straight, and noise 25 dB under the talk."""
    time = np.arange(int(0.4 * RATE))
    tail = chance.normal(size=len(time)) * np.exp(-6.9 * time / len(time))
    tail *= 10 ** (-3 / 20) / np.sqrt(np.square(tail).sum())
    tail[0] = 1.0
    size = len(sound) + len(tail)
    wet = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)[: len(sound)]
    return wet + chance.normal(0, wet.std() * 10 ** (-25 / 20), len(wet))


def telephone(sound: Floats, chance: np.random.Generator) -> Floats:
    """300 to 3,400 Hz, with noise 15 dB under the talk."""
    noisy = sound + chance.normal(0, sound.std() * 10 ** (-15 / 20), len(sound))
    spectrum = np.fft.rfft(noisy)
    hertz = np.fft.rfftfreq(len(noisy), 1 / RATE)
    spectrum[(hertz < 300) | (hertz > 3_400)] = 0
    return np.fft.irfft(spectrum, len(noisy))


Way = Callable[[Floats, np.random.Generator], Floats]
WAYS: Mapping[str, tuple[float, Way]] = {
    "3 dB apart": (3, clear),
    "12 dB apart": (12, clear),
    "a room, 6 dB apart": (6, room),
    "telephone, 6 dB apart": (6, telephone),
}
"""What is done to a dialogue, and how much softer its second voice is."""


def recorded(talk: Dialogue, way: Way, seed: int) -> Dialogue:
    """The dialogue as a microphone gives it."""
    sound = talk.spoken.samples[:, 0] / 32_768
    changed = way(sound, np.random.default_rng(seed))
    return replace(talk, spoken=replace(talk.spoken, samples=_whole(changed)))


def _whole(sound: Floats) -> NDArray[np.int16]:
    return (32_768 * sound[:, None]).clip(-32_768, 32_767).astype(np.int16)
