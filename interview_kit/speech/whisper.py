"""The model: sound to drafts of text, and drafts to words with times; several pieces at once.

With `voice` the only place that imports faster_whisper. What becomes of a piece does not depend on
the pieces beside it: each is encoded and aligned alone, decoding takes together only what was
encoded to the same length, and nothing draws random numbers. So it does not matter which meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, groupby
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import (
    get_compression_ratio,
    get_suppressed_tokens,
    merge_punctuations,
)
from numpy.typing import NDArray

from interview_kit.speech.believed_words import SENTENCE_ENDS
from interview_kit.speech.decoding_parameters import (
    BATCH_VALUES,
    BEAM_SIZE,
    ENCODER_LENGTHS,
    ENCODER_PADDING,
    MAX_INITIAL_TIMESTAMP_INDEX,
    THINNED_WIDTH_MOST,
    WRITTEN_FROM_EVERY,
)
from interview_kit.speech.model_fitness import has_card

TOKENS_MOST = 448
BEFORE_WORDS, AFTER_WORDS = "\"'“¿([{-", "\"'.。,，!！?？:：”)]}、"
USUAL_WORD_MOST_S = 0.7

WEIGHED_AT_ONCE = 16
"""So many texts are weighed for a piece of sound at once: the decoder gets it as often."""

LEAST_PROBABILITY = 1e-9
"""A token less probable counts as this: of what cannot be, all is alike."""


@dataclass(frozen=True, slots=True)
class EncodedSound:
    """A piece of sound as the encoder left it: `states` are positions of 20 ms by features.

    `frames` of 10 ms are sound, the rest is silence. A text is written from every second position,
    from the one numbered `first_position` on.
    """

    states: NDArray[Any]
    frames: int
    first_position: int = 0

    @property
    def is_thinned(self) -> bool:
        """Whether a text is written from some positions only: not where a model is large."""
        return bool(self.states.shape[1] <= THINNED_WIDTH_MOST)

    @property
    def thinned_states(self) -> NDArray[Any]:
        """The states that a text is written from."""
        if not self.is_thinned:
            return self.states
        return self.states[self.first_position :: WRITTEN_FROM_EVERY]

    @property
    def other_half(self) -> EncodedSound | None:
        """The same sound, of which the other positions are read; nothing where all are."""
        return replace(self, first_position=1 - self.first_position) if self.is_thinned else None


@dataclass(frozen=True, slots=True)
class Draft:
    """Text that a piece of sound may be: its tokens, without times.

    `log_probability` is the mean of a token's, `compression` how many times smaller the text can
    be written (repeats), `silence` the probability that nobody speaks. Where talk `goes_on` after
    the last sentence that ends, so many tokens as are `unfinished` are of another.
    """

    tokens: tuple[int, ...]
    text: str
    log_probability: float
    compression: float
    silence: float
    unfinished: int = 0
    goes_on: bool = False

    @property
    def finished(self) -> Draft:
        """The draft without a sentence that goes on after the sound."""
        return replace(self, tokens=self.tokens[: len(self.tokens) - self.unfinished], unfinished=0)


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A word with its place in the piece of sound, in seconds."""

    text: str
    start_s: float
    end_s: float
    probability: float


@dataclass(frozen=True, slots=True)
class WeighedPart:
    """A part of a text: its tokens, and the logarithm of each token's probability."""

    tokens: tuple[int, ...]
    log_probabilities: tuple[float, ...]

    @property
    def log_probability(self) -> float:
        """Of the whole part."""
        return sum(self.log_probabilities)


class Whisper:
    """A loaded model. `folder` has been verified; `threads` is the number of cores to use."""

    def __init__(self, folder: Path, threads: int) -> None:
        on_card = has_card()
        self._model = WhisperModel(
            str(folder),
            device="cuda" if on_card else "cpu",
            compute_type="int8_float16" if on_card else "int8",
            cpu_threads=threads,
            local_files_only=True,
        )
        self._tokenizers: dict[str, Tokenizer] = {}

    def features(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        """What the encoder sees of sound at 16 kHz, of any length: bands by frames of 10 ms."""
        features: NDArray[np.float32] = self._model.feature_extractor(sound, padding=160)
        return features

    def encode(
        self, features: NDArray[np.float32], *, is_filled: bool = False, is_fitted: bool = False
    ) -> EncodedSound:
        """Encode at most 30 s, with little of the silence that fills the model's window.

        The encoder takes as long for silence as for speech. Some is left: with none, the model
        tends to repeat itself. With `is_filled` all is left: with less, a window that begins where
        another ended repeats itself. With `is_fitted` next to none is: enough where texts are only
        weighed. Encoding several pieces at once saves nothing.
        """
        features = features[:, : ENCODER_LENGTHS[-1]]
        frames = features.shape[1]
        needed_frames = min(frames + ENCODER_PADDING, ENCODER_LENGTHS[-1])
        if is_filled:
            needed_frames = ENCODER_LENGTHS[-1]
        lengths = (needed_frames + needed_frames % 2,) if is_fitted else ENCODER_LENGTHS
        length = next(size for size in lengths if size >= needed_frames)
        padded_features = np.pad(features, ((0, 0), (0, length - frames)))[None]
        states = self._model.model.encode(_view(padded_features), to_cpu=True)
        return EncodedSound(np.array(states)[0], frames)

    def language(self, piece: EncodedSound, among: Sequence[str] = ()) -> str:
        """The language, a two-letter code, that is most likely spoken; one of `among`, if any."""
        if not self._model.model.is_multilingual:
            return "en"
        (likely_languages,) = self._model.model.detect_language(_view(piece.states[None]))
        codes = [str(token).strip("<|>") for token, _probability in likely_languages]
        return next((code for code in codes if code in among), codes[0])

    def write(
        self,
        pieces: Sequence[EncodedSound],
        language: str,
        *,
        time_tokens: bool = True,
        hotwords: str = "",
        beam_size: int = BEAM_SIZE,
    ) -> list[Draft]:
        """A draft of each piece. With time tokens the model leaves out less of what was said."""
        tokenizer = self._tokenizer(language)
        prompt = self._model.get_prompt(
            tokenizer, [], without_timestamps=not time_tokens, hotwords=hotwords or None
        )

        def generate(batch_places: list[int]) -> Iterable[Any]:
            states = np.stack([pieces[place].thinned_states for place in batch_places])
            results: Iterable[Any] = self._model.model.generate(
                _view(states),
                [prompt] * len(batch_places),
                beam_size=beam_size,
                max_length=TOKENS_MOST,
                suppress_blank=True,
                suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
                max_initial_timestamp_index=MAX_INITIAL_TIMESTAMP_INDEX,
                return_scores=True,
                return_no_speech_prob=True,
            )
            return results

        results = _together(pieces, generate)
        return [_draft(result, tokenizer) for result in results]

    def draft(self, text: str, language: str) -> Draft:
        """Text that is known to be said, as a draft of it."""
        tokens = self._tokenizer(language).encode(f" {text}")
        return Draft(tuple(tokens[: TOKENS_MOST // 2]), text, 0.0, 1.0, 0.0)

    def align(
        self,
        pieces: Sequence[EncodedSound],
        drafts: Sequence[Draft],
        language: str,
        *,
        is_coarse: bool = False,
    ) -> list[list[TimedWord]]:
        """The words of each draft, which is not empty, with their times in its piece.

        With `is_coarse` times are told from the positions alone that texts are written from: in
        steps of 40 ms where these are every second one, in two thirds of the time.
        """
        tokenizer = self._tokenizer(language)
        texts = []
        # One at a time: aligned together, the shorter ones' times depend on the longest.
        for piece, draft in zip(pieces, drafts, strict=True):
            step = WRITTEN_FROM_EVERY if is_coarse and piece.is_thinned else 1
            states = piece.states if step == 1 else piece.thinned_states
            (words,) = self._model.find_alignment(
                tokenizer, [list(draft.tokens)], _view(states[None]), [piece.frames // step]
            )
            for word in words:
                word["start"], word["end"] = word["start"] * step, word["end"] * step
            texts.append(_timed(words))
        return texts

    def weigh(
        self,
        piece: EncodedSound,
        texts: Sequence[Sequence[str]],
        language: str,
        *,
        hotwords: str = "",
    ) -> list[list[WeighedPart]]:
        """How probable each of some texts is for a piece of sound, part by part.

        Each text is given as parts that follow each other, and is forced on the decoder. The end
        of a text is not weighed.
        """
        tokenizer = self._tokenizer(language)
        told_tokens = [tokenizer.sot_prev, *tokenizer.encode(f" {hotwords}")] if hotwords else []
        tokens = [[tokenizer.encode(part) for part in parts] for parts in texts]
        weighed_texts: list[list[WeighedPart]] = []
        for begin in range(0, len(texts), WEIGHED_AT_ONCE):
            batch = tokens[begin : begin + WEIGHED_AT_ONCE]
            results = self._model.model.align(
                _view(np.repeat(piece.states[None], len(batch), axis=0)),
                [*told_tokens, *tokenizer.sot_sequence],
                [list(chain.from_iterable(parts)) for parts in batch],
                [piece.frames] * len(batch),
            )
            weighed_texts += (
                _weighed(parts, result.text_token_probs)
                for parts, result in zip(batch, results, strict=True)
            )
        return weighed_texts

    def _tokenizer(self, language: str) -> Tokenizer:
        if language not in self._tokenizers:
            self._tokenizers[language] = Tokenizer(
                self._model.hf_tokenizer,
                self._model.model.is_multilingual,
                task="transcribe",
                language=language,
            )
        return self._tokenizers[language]


def _together(
    pieces: Sequence[EncodedSound],
    work: Callable[[list[int]], Iterable[Any]],
) -> list[Any]:
    """What `work` makes of each piece, called with the places of several of the same length."""
    results: list[Any] = [None] * len(pieces)
    by_length = sorted(range(len(pieces)), key=lambda place: len(pieces[place].states))
    for _length, group in groupby(by_length, key=lambda place: len(pieces[place].states)):
        places = list(group)
        batch_size = max(1, BATCH_VALUES // pieces[places[0]].states.size)
        for begin in range(0, len(places), batch_size):
            batch_places = places[begin : begin + batch_size]
            for place, result in zip(batch_places, work(batch_places), strict=True):
                results[place] = result
    return results


def _weighed(parts: Sequence[Sequence[int]], probabilities: Sequence[float]) -> list[WeighedPart]:
    """The parts of a text, of whose tokens these are the probabilities."""
    logarithms = np.log(np.maximum(probabilities, LEAST_PROBABILITY)).tolist()
    ends = list(accumulate(map(len, parts)))
    return [
        WeighedPart(tuple(tokens), tuple(logarithms[end - len(tokens) : end]))
        for tokens, end in zip(parts, ends, strict=True)
    ]


def _view(array: NDArray[Any]) -> Any:
    return ctranslate2.StorageView.from_array(np.ascontiguousarray(array))


def _draft(result: Any, tokenizer: Tokenizer) -> Draft:
    token_ids = result.sequences_ids[0]
    tokens = tuple(token for token in token_ids if token < tokenizer.eot)
    text = tokenizer.decode(list(tokens)).strip()
    unfinished = _unfinished(token_ids, tokenizer.timestamp_begin)
    return Draft(
        tokens,
        text,
        # The score is the mean over the tokens; the end of the text counts as one more.
        result.scores[0] * len(token_ids) / (len(token_ids) + 1),
        get_compression_ratio(text) if text else 0.0,
        result.no_speech_prob,
        unfinished or 0,
        unfinished is not None,
    )


def _unfinished(tokens: Sequence[int], first_time: int) -> int | None:
    """How many tokens begin a sentence that goes on after the sound; None where no sentence ends.

    Two times next to each other, of which `first_time` is the least, are the end of a sentence and
    the begin of the next; a single one at the end says that nothing follows. So faster-whisper.
    """
    if len(tokens) >= 2 and tokens[-2] < first_time <= tokens[-1]:
        return None
    ends = [
        at
        for at in range(len(tokens) - 1)
        if tokens[at] >= first_time and tokens[at + 1] >= first_time
    ]
    return sum(token < first_time for token in tokens[ends[-1] :]) if ends else None


def _timed(alignments: list[dict[str, Any]]) -> list[TimedWord]:
    """Words from an alignment, without the pauses that it counts to a sentence's edges."""
    durations = [
        alignment["end"] - alignment["start"]
        for alignment in alignments
        if alignment["end"] > alignment["start"]
    ]
    most = 2 * min(USUAL_WORD_MOST_S, float(np.median(durations))) if durations else 0.0
    merge_punctuations(alignments, BEFORE_WORDS, AFTER_WORDS)
    words: list[TimedWord] = []
    for alignment in alignments:
        if not alignment["word"]:
            continue
        start, end = float(alignment["start"]), float(alignment["end"])
        if end - start > most:
            if not words or words[-1].text.endswith(SENTENCE_ENDS):
                start = end - most
            elif alignment["word"].endswith(SENTENCE_ENDS):
                end = start + most
        words.append(TimedWord(alignment["word"], start, end, float(alignment["probability"])))
    return words
