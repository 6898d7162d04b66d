"""A decoder whose arithmetic is the same on every processor, and sound that it understands.

A word is a number, and is spoken as half a second of a level of its own. What the decoder makes of
the words that it hears is up to the test.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from interview_kit.speech.decoding_parameters import BEAM_SIZE
from interview_kit.speech.resampling import SPEECH_RATE
from interview_kit.speech.whisper import Draft, EncodedSound, TimedWord, WeighedPart

WORD_S = 0.5
SHORTEST_S = 0.1
"""A scrap of a word, at the edge of a piece of sound, is not understood."""

LIKELY, UNTOLD, UNLIKELY = -0.1, -3.0, -8.0
"""Logarithms of the probability of a word: one that sounds, a name that sounds and that the decoder
was not told of, and one that does not sound."""

LEVEL = 100
FRAME = SPEECH_RATE // 100


@dataclass(frozen=True, slots=True)
class Request:
    """What the decoder was asked to write: the words in the sound, and in which way."""

    words: tuple[str, ...]
    time_tokens: bool = True
    hotwords: str = ""
    is_other_half: bool = False


def numbers_spoken(count: int) -> NDArray[np.int16]:
    """The words 1 to `count`, one after the other, at 16 kHz."""
    levels = np.arange(1, count + 1, dtype=np.int16) * LEVEL
    return np.repeat(levels, int(WORD_S * SPEECH_RATE))


def numbers(first: int, last: int) -> list[str]:
    """The words from `first` to `last`."""
    return [str(number) for number in range(first, last + 1)]


def draft(text: str, log_probability: float = -0.2, *, compression: float = 1.0) -> Draft:
    """A draft, with a token for each word."""
    tokens = tuple(range(len(text.split())))
    return Draft(tokens, text, log_probability, compression, silence=0.0)


def all_words(request: Request) -> Draft:
    """The draft of a decoder that misses nothing."""
    return draft(" ".join(request.words))


class ScriptedDecoder:
    """Writes what `script` answers to a request; `requests` are those so far, in order.

    It knows a name that it is told of where the word sounds that stands for it in `names`, and
    other words there without being told.
    """

    def __init__(
        self, script: Callable[[Request], Draft] = all_words, names: Mapping[str, str] | None = None
    ) -> None:
        self.requests: list[Request] = []
        self.names = dict(names or {})
        self._script = script

    def features(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.pad(sound, (0, -len(sound) % FRAME)).reshape(-1, FRAME).T

    def encode(
        self, features: NDArray[np.float32], *, is_filled: bool = False, is_fitted: bool = False
    ) -> EncodedSound:
        return EncodedSound(features.T.reshape(-1, 1), features.shape[1])

    def language(self, piece: EncodedSound, among: Sequence[str] = ()) -> str:
        return among[-1] if among else "en"

    def write(
        self,
        pieces: Sequence[EncodedSound],
        language: str,
        *,
        time_tokens: bool = True,
        hotwords: str = "",
        beam_size: int = BEAM_SIZE,
    ) -> list[Draft]:
        asked = [
            Request(tuple(_places(piece)), time_tokens, hotwords, piece.first_position > 0)
            for piece in pieces
        ]
        self.requests += asked
        return [self._script(request) for request in asked]

    def draft(self, text: str, language: str) -> Draft:
        del language
        return draft(text)

    def align(
        self,
        pieces: Sequence[EncodedSound],
        drafts: Sequence[Draft],
        language: str,
        *,
        is_coarse: bool = False,
    ) -> list[list[TimedWord]]:
        return [
            _timed(piece, written.text.split()[: len(written.tokens)])
            for piece, written in zip(pieces, drafts, strict=True)
        ]

    def weigh(
        self,
        piece: EncodedSound,
        texts: Sequence[Sequence[str]],
        language: str,
        *,
        hotwords: str = "",
    ) -> list[list[WeighedPart]]:
        """A token for each word, likely where it sounds; a word that sounds and is left out is as
        unlikely as one that does not sound and is put in."""
        spoken = _places(piece)
        return [
            [*map(self._weighed(spoken, hotwords), parts), self._left_out(spoken, parts)]
            for parts in texts
        ]

    def _weighed(self, spoken: Collection[str], hotwords: str) -> Callable[[str], WeighedPart]:
        def weighed(part: str) -> WeighedPart:
            words = [word.strip(".,") for word in part.split()]
            weights = tuple(
                UNLIKELY
                if self.names.get(word, word) not in spoken
                else LIKELY
                if self._is_known(word, hotwords)
                else UNTOLD
                for word in words
            )
            return WeighedPart(tuple(range(len(words))), weights)

        return weighed

    def _is_known(self, word: str, hotwords: str) -> bool:
        return word not in self.names or word.islower() or word in hotwords

    def _left_out(self, spoken: Collection[str], parts: Sequence[str]) -> WeighedPart:
        written = {self.names.get(word.strip(".,"), word) for word in "".join(parts).split()}
        return WeighedPart((), (UNLIKELY,) * len(set(spoken) - written))


def _places(piece: EncodedSound) -> dict[str, tuple[float, float]]:
    """Where each word sounds in a piece, in seconds."""
    levels = np.rint(piece.states[:, 0] * 32_768 / LEVEL).astype(int).tolist()
    places: dict[str, tuple[float, float]] = {}
    at = 0
    for level, run in groupby(levels):
        end = at + sum(1 for _sample in run)
        if level and end - at >= SHORTEST_S * SPEECH_RATE:
            places[str(level)] = (at / SPEECH_RATE, end / SPEECH_RATE)
        at = end
    return places


def _timed(piece: EncodedSound, words: Sequence[str]) -> list[TimedWord]:
    """Words where they sound; one that does not sound, where it would be if all took as long."""
    places, step = _places(piece), len(piece.states) / SPEECH_RATE / len(words)
    return [
        TimedWord(f" {word}", *places.get(word, (at * step, (at + 1) * step)), 0.9)
        for at, word in enumerate(words)
    ]
