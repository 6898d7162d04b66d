"""Sentences with names, by voices of espeak-ng and mbrola, and when each name is said in them.

Both are external programs (Debian: `espeak-ng`, `mbrola` and its voices, which are non-free); no
test needs them. The times are those of the phonemes that a voice is given.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from pathlib import Path
from random import Random

import numpy as np
import soundfile
from numpy.typing import NDArray

from interview_kit.speech.resampling import SPEECH_RATE, Resampler

NAMES = Path(__file__).parents[2] / "interview_kit" / "pseudonym" / "data" / "names.tsv"
CARRIERS = {
    "nl": (
        "Toen kwam {0} bij mij op bezoek in het ziekenhuis.",
        "Ik heb heel lang met {0} over mijn leven gepraat.",
        "En daarna zei {0} dat ik beter naar huis kon gaan.",
        "Mijn buurvrouw {0} heeft me toen enorm geholpen met de kinderen.",
        "Dat was in de tijd dat {0} nog bij ons woonde.",
        "Ik belde {0} en die kwam meteen langs.",
        "Volgens {0} was het allemaal niet zo erg.",
        "We zaten met {0} aan de keukentafel en dronken koffie.",
        "Zonder {0} had ik het niet gered, dat weet ik zeker.",
        "Later hoorde ik van {0} dat ze me gemist hadden.",
        "Ik ging elke week naar {0} om te praten.",
        "Nou, en {0} was daar natuurlijk heel boos over.",
    ),
    "en": (
        "And then {0} came to see me in the hospital.",
        "I talked with {0} about my life for a long time.",
        "After that {0} told me to go home.",
        "My neighbour {0} helped me a lot with the children.",
        "That was when {0} still lived with us.",
        "I called {0} and they came right away.",
        "According to {0} it was not that bad.",
        "We sat with {0} at the kitchen table and had coffee.",
        "Without {0} I would not have made it.",
        "Well, and {0} was very angry about that of course.",
    ),
}
SPEEDS = (120, 135, 150, 165)
"""Words a minute."""
CONDITIONS = ("clean", "noise", "telephone")
NOISE_DB = 15
"""White noise so far below the voice."""
TELEPHONE_HERTZ = (300, 3_400)
ROSTER, SAID = 8, 4
"""So many names on a roster, and so many of them said in a recording."""


@dataclass(frozen=True, slots=True)
class SaidName:
    """A name of the roster, and when it was said, in ms."""

    name: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Recording:
    """Sound at 16 kHz, int16, frames by one channel, with the names that are said in it."""

    voice: str
    condition: str
    sound: NDArray[np.int16]
    roster: tuple[str, ...]
    said: tuple[SaidName, ...]


def names_by_kind() -> tuple[list[str], list[str]]:
    """The given names and the surnames of the package's lists."""
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    given = [row[1] for row in rows if row[0] == "given" and len(row[1]) > 2]
    return given, [row[1] for row in rows if row[0] != "given" and len(row[1]) > 2]


def drawn_names(count: int, random: Random) -> list[str]:
    """Names at random, two in five with a surname."""
    given, surnames = names_by_kind()
    return [
        random.choice(given) + (f" {random.choice(surnames)}" if random.random() < 0.4 else "")
        for _name in range(count)
    ]


def recordings(language: str, voices: Sequence[str], count: int, seed: int) -> Iterator[Recording]:
    """So many recordings of four sentences each, by the voices in turn."""
    random = Random(seed)
    for number in range(count):
        voice = voices[number % len(voices)]
        speed = random.choice(SPEEDS)
        roster = drawn_names(ROSTER, random)
        pieces: list[NDArray[np.float32]] = []
        said_names: list[SaidName] = []
        for name in roster[:SAID]:
            form = name if random.random() < 0.4 else name.split()[0]
            sentence = random.choice(CARRIERS[language]).format(form)
            begin_ms = sum(map(len, pieces)) * 1000 // SPEECH_RATE
            start_ms, end_ms = _when(voice, speed, sentence, form)
            said_names.append(SaidName(name, begin_ms + start_ms, begin_ms + end_ms))
            pause = np.zeros(int(random.uniform(0.2, 0.9) * SPEECH_RATE), np.float32)
            pieces += [_spoken(voice, speed, sentence), pause]
        condition = CONDITIONS[number % len(CONDITIONS)]
        sound = _heard(np.concatenate(pieces), condition, seed * 1_000 + number)
        yield Recording(voice, condition, sound, tuple(roster), tuple(said_names))


def _spoken(voice: str, speed: int, text: str) -> NDArray[np.float32]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        subprocess.run(
            ["espeak-ng", "-v", voice, "-s", str(speed), "-w", str(path), text],
            check=True, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        samples, rate = soundfile.read(path, dtype="int16", always_2d=True)
    resampler = Resampler(rate)
    return np.concatenate([resampler.push(samples), resampler.push(samples[:0], last=True)])


def _phonemes(voice: str, speed: int, text: str) -> list[tuple[str, int]]:
    """What a voice is to say: phonemes with their lengths in ms."""
    lines = subprocess.run(
        ["espeak-ng", "-v", voice, "-s", str(speed), "--pho", "-q", text],
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    rows = [line.split() for line in lines]
    return [(row[0], int(row[1])) for row in rows if len(row) > 1]


def _when(voice: str, speed: int, sentence: str, form: str) -> tuple[int, int]:
    """When a name is said in a sentence: where its phonemes are, spoken alone, or most of them."""
    whole = _phonemes(voice, speed, sentence)
    signs = [sign for sign, _ms in whole]
    alone = [sign for sign, _ms in _phonemes(voice, speed, form) if sign != "_"]
    before = _phonemes(voice, speed, sentence[: sentence.index(form)])
    expected = sum(sign != "_" for sign, _ms in before)
    _likeness, first, end = max(
        (
            SequenceMatcher(None, signs[at : at + length], alone, autojunk=False).ratio()
            - 0.03 * abs(at - expected),
            at,
            at + length,
        )
        for at in range(len(signs))
        for length in range(max(1, len(alone) - 1), len(alone) + 2)
        if at + length <= len(signs)
    )
    times = [0, *accumulate(ms for _sign, ms in whole)]
    return times[first], times[end]


def _heard(sound: NDArray[np.float32], condition: str, seed: int) -> NDArray[np.int16]:
    """Sound as a recorder would have it: with noise, or through a telephone."""
    sound = 0.3 * sound / np.abs(sound).max()
    if condition == "noise":
        loudness = float(np.sqrt(np.square(sound).mean())) * 10 ** (-NOISE_DB / 20)
        sound = sound + loudness * np.random.default_rng(seed).standard_normal(len(sound))
    elif condition == "telephone":
        spectrum = np.fft.rfft(sound)
        hertz = np.fft.rfftfreq(len(sound), 1 / SPEECH_RATE)
        low, high = TELEPHONE_HERTZ
        spectrum[(hertz < low) | (hertz > high)] = 0
        sound = np.fft.irfft(spectrum, len(sound))
    return (sound * 32_767).clip(-32_768, 32_767).astype(np.int16)[:, None]
