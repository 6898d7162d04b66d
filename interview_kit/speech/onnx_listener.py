"""Words by an ONNX model: the only place that imports onnx_asr.

A model gives tokens. Those of a transducer or CTC model have times, from which a word ends where
the next token begins; those of Canary have none, and its words share out the sound by their length.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx_asr
import onnxruntime
from numpy.typing import NDArray
from onnx_asr.asr import TimestampedResult

from interview_kit.errors import SpeechError
from interview_kit.model.word import Word
from interview_kit.speech.resampling import SPEECH_RATE

TOKEN_MS = 80
"""What one step of a NeMo encoder stands for, and so the shortest word: 8 frames of 10 ms."""

LONGEST_TOKEN_MS = 400
"""No token stands for more sound than this: behind it is a pause."""


class OnnxListener:
    """A loaded model, to be called as a `Listen`. `folder` was verified; on so many `threads`.

    `kind` is the type of its network, `is_quantized` says that its weights have 8 bits. It takes no
    vocabulary; one that `is_told` the language needs to be.
    """

    def __init__(
        self, folder: Path, threads: int, kind: str, *, is_told: bool, is_quantized: bool
    ) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._is_told = is_told
        self._model = onnx_asr.load_model(
            kind,
            folder,
            quantization="int8" if is_quantized else None,
            sess_options=options,
            providers=["CPUExecutionProvider"],
        ).with_timestamps()

    def __call__(
        self, sound: NDArray[np.float32], language: str, hotwords: Sequence[str]
    ) -> list[Word]:
        """The words in `sound`. Raises SpeechError where a model that is told has no one language.

        `hotwords` are not used: the models know no way to be told of them.
        """
        del hotwords
        if not self._is_told:
            return _words(self._model.recognize(sound), len(sound))
        if not language or "," in language:
            raise SpeechError(
                "This speech model needs to be told one language.",
                "Use a Whisper model where several languages are spoken, or none is known.",
            )
        result = self._model.recognize(sound, language=language, target_language=language)
        return _words(result, len(sound))


@dataclass(frozen=True, slots=True)
class _TimedToken:
    text: str
    start_ms: float
    end_ms: float
    log_probability: float


def _words(result: TimestampedResult, samples: int) -> list[Word]:
    """The words that tokens make: one begins with a blank, and the first wherever it begins."""
    words: list[list[_TimedToken]] = []
    for token in _tokens(result, 1000 * samples / SPEECH_RATE):
        if words and not token.text.startswith(" "):
            words[-1].append(token)
        else:
            words.append([token])
    return [_word(tokens) for tokens in words if "".join(part.text for part in tokens).strip()]


def _tokens(result: TimestampedResult, length_ms: float) -> list[_TimedToken]:
    texts = result.tokens or []
    starts = [1000 * second for second in result.timestamps or ()]
    if len(starts) != len(texts):
        sizes = np.cumsum([0, *(len(text) for text in texts)])
        starts = [length_ms * size / max(sizes[-1], 1) for size in sizes[:-1]]
    next_starts = [*starts[1:], length_ms]
    chances = list(result.logprobs or ())
    if len(chances) != len(texts):
        # Canary's are also those of signs that are no text: the mean is all that can be said.
        chances = [float(np.mean(chances)) if chances else -math.inf] * len(texts)
    return [
        _TimedToken(text, start, min(max(end, start + TOKEN_MS), start + LONGEST_TOKEN_MS), chance)
        for text, start, end, chance in zip(texts, starts, next_starts, chances, strict=True)
    ]


def _word(tokens: Sequence[_TimedToken]) -> Word:
    probability = math.exp(min(0.0, float(np.mean([part.log_probability for part in tokens]))))
    text = "".join(part.text for part in tokens).strip()
    start_ms, end_ms = round(tokens[0].start_ms), round(tokens[-1].end_ms)
    return Word(f" {text}", start_ms, end_ms, round(probability, 3))
