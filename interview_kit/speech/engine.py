"""The model at work: the sound of one stretch in, words on the interview's clock out.

Together with the worker the only place that imports faster_whisper. Nothing here depends on
stretches heard before: not the text, not the random numbers, not the detector's memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.vad import get_vad_model
from numpy.typing import NDArray

from interview_kit.model.clock import frames_to_ms, ms_to_frames
from interview_kit.model.stretch import Segment, Stretch
from interview_kit.model.word import Word
from interview_kit.speech.cutter import WINDOW, Cut, VoiceDetector
from interview_kit.speech.invented import is_credit, without_loops
from interview_kit.speech.parameters import BEAM_SIZE, COMPRESSION_MOST, MISSED_S, SEED
from interview_kit.speech.sound import SPEECH_RATE, levels

MARGIN_S = 0.4
"""Sound kept around the voice: consonants begin before the detector notices."""

SHORTEST_VOICE = 2
"""Windows in a row that make a voice; a click is shorter."""

LONGEST_WORD_S = 1.2
WORTH_LISTENING_S = 1.0
"""So much voice after the last word is worth a second look."""

SENTENCE_ENDS = (".", "!", "?", "…")
SENTENCE_GAP_MS = 1_000
"""A sentence ends with its mark, or where nothing is said for this long."""

ENCODER_LEAST = 1_500
ENCODER_ROOM = 200
"""Frames of 10 ms that the encoder is given at least, and beyond the end of the sound."""


class SileroVoice:
    """The voice detector that faster_whisper ships, one window after another."""

    def __init__(self) -> None:
        self._session = get_vad_model().session

    def listen(self) -> VoiceDetector:
        """A detector without memory of earlier sound."""
        return _SileroDetector(self._session)


class _SileroDetector:
    """Carries the network's state and the last 64 samples from call to call."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._h = self._c = np.zeros((1, 1, 128), np.float32)
        self._context = np.zeros(64, np.float32)

    def __call__(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        rows = sound.reshape(-1, WINDOW)
        before = np.vstack([self._context, rows[:-1, -64:]])
        self._context = rows[-1, -64:]
        inputs = {"input": np.hstack([before, rows]), "h": self._h, "c": self._c}
        probabilities, self._h, self._c = self._session.run(None, inputs)
        return np.asarray(probabilities, np.float32).reshape(-1)


class Engine:
    """A loaded model. `folder` has been verified; `threads` is the number of cores to use."""

    def __init__(self, folder: Path, threads: int) -> None:
        self._folder = folder
        self._threads = threads
        self._model = self._load()
        self.voice = SileroVoice()

    def transcribe(self, cut: Cut, language: str, hotwords: str = "") -> Stretch:
        """The words of one stretch; with `language` empty, the model decides on one.

        Only what lies between the first voice and the last is decoded, and of its words only those
        stay that are spoken where there is voice.
        """
        span = _voiced_span(cut.voiced)
        if span is None:
            return Stretch(cut.first_frame, cut.end_frame, language, ())
        words, spoken = self._decode(cut, span, language, hotwords)
        if (missed := _unwritten_s(cut, words)) >= MISSED_S:
            again, _ = self._decode(cut, span, spoken, hotwords, time_tokens=True)
            if _unwritten_s(cut, again) < missed:
                words = again
        sentences = (tuple(each) for each in _sentences(without_loops(words)))
        segments = tuple(Segment(each) for each in sentences if not is_credit(_text(each)))
        return Stretch(cut.first_frame, cut.end_frame, spoken, segments)

    def _decode(
        self,
        cut: Cut,
        span: tuple[int, int],
        language: str,
        hotwords: str,
        *,
        time_tokens: bool = False,
    ) -> tuple[list[Word], str]:
        """The words within a span of windows, and their language."""
        margin = int(MARGIN_S * SPEECH_RATE)
        begin = max(0, span[0] * WINDOW - margin)
        offset_s = begin / SPEECH_RATE
        heard, info = self._model.transcribe(
            cut.sound[begin : span[1] * WINDOW + margin],
            language=language or None,
            beam_size=BEAM_SIZE,
            compression_ratio_threshold=COMPRESSION_MOST,
            word_timestamps=True,
            # A stretch fits into the model at once. Without time tokens it is decoded once and
            # invents less; now and then it leaves out a beginning, and then they help.
            without_timestamps=not time_tokens,
            condition_on_previous_text=False,
            hotwords=hotwords or None,
        )
        words: list[Word] = []
        for segment in heard:
            words += (
                _word(word, cut, offset_s)
                for word in segment.words or ()
                if _has_voice(cut.voiced, word.start + offset_s, word.end + offset_s)
            )
            # The library goes on from the last word. With no voice left it would decode a breath.
            if _voice_after(cut.voiced, segment.end + offset_s) < WORTH_LISTENING_S:
                break
        if self._model.sampled:
            self._model = self._load()
        return words, info.language

    def _load(self) -> _Whisper:
        # Where decoding is uncertain it draws random numbers. The generator lives in the model's
        # own threads and takes the seed once, as they start: only a fresh model repeats itself.
        ctranslate2.set_random_seed(SEED)
        on_card = ctranslate2.get_cuda_device_count() > 0
        return _Whisper(
            str(self._folder),
            device="cuda" if on_card else "cpu",
            compute_type="int8_float16" if on_card else "int8",
            cpu_threads=self._threads,
            local_files_only=True,
        )


class _Whisper(WhisperModel):  # type: ignore[misc]  # the library has no types
    """Encodes no more than it must, and notes whether random numbers were drawn."""

    sampled = False

    def encode(self, features: NDArray[np.float32]) -> Any:
        """Encode `features`, mel bands by frames of 10 ms, without most of their padding.

        The library fills each stretch up to 30 s with zeros, which cost as much as speech. Some
        room is left: with none the model tends to repeat itself.
        """
        (filled,) = np.nonzero(features.any(axis=0))
        needed = int(filled[-1]) + 1 + ENCODER_ROOM if len(filled) else 0
        return super().encode(features[:, : max(ENCODER_LEAST, needed)])

    def generate_with_fallback(self, *args: Any, **kwargs: Any) -> Any:
        """Decode, at rising temperatures where the result is poor."""
        result = super().generate_with_fallback(*args, **kwargs)
        temperature = result[2]
        self.sampled |= temperature > 0
        return result


def _voiced_span(voiced: NDArray[np.bool_]) -> tuple[int, int] | None:
    """The windows from the first voice to the end of the last, or None where there is no voice."""
    sustained = np.convolve(voiced, np.ones(SHORTEST_VOICE), "valid") >= SHORTEST_VOICE
    (places,) = np.nonzero(sustained)
    return (int(places[0]), int(places[-1]) + SHORTEST_VOICE) if len(places) else None


def _unwritten_s(cut: Cut, words: Iterable[Word]) -> float:
    """Seconds of voice that no word stands for; a word stands for little more than a second."""
    voiced = cut.voiced.copy()
    begin_ms = frames_to_ms(cut.first_frame, cut.rate)
    for word in words:
        start_s = (word.start_ms - begin_ms) / 1000
        end_s = min((word.end_ms - begin_ms) / 1000, start_s + LONGEST_WORD_S)
        voiced[_windows_around(start_s, end_s)] = False
    return float(voiced.sum()) * WINDOW / SPEECH_RATE


def _sentences(words: Iterable[Word]) -> Iterable[list[Word]]:
    """Words up to a mark that ends a sentence, or a pause."""
    sentence: list[Word] = []
    for word in words:
        if sentence and (
            sentence[-1].text.endswith(SENTENCE_ENDS)
            or word.start_ms - sentence[-1].end_ms > SENTENCE_GAP_MS
        ):
            yield sentence
            sentence = []
        sentence.append(word)
    if sentence:
        yield sentence


def _has_voice(voiced: NDArray[np.bool_], start_s: float, end_s: float) -> bool:
    return bool(voiced[_windows_around(start_s, end_s)].any())


def _windows_around(start_s: float, end_s: float) -> slice:
    first, last = ((s * SPEECH_RATE) // WINDOW for s in (start_s - MARGIN_S, end_s + MARGIN_S))
    return slice(max(0, int(first)), max(0, int(last) + 1))


def _text(words: Iterable[Word]) -> str:
    return "".join(word.text for word in words)


def _voice_after(voiced: NDArray[np.bool_], start_s: float) -> float:
    """Seconds of voice from `start_s` on."""
    return float(voiced[int(start_s * SPEECH_RATE) // WINDOW :].sum()) * WINDOW / SPEECH_RATE


def _word(word: Any, cut: Cut, offset_s: float) -> Word:
    start_ms, end_ms = (round((s + offset_s) * 1000) for s in (word.start, word.end))
    loudness: tuple[float, ...] = ()
    if cut.samples.shape[1] > 1:
        first, last = (ms_to_frames(ms, cut.rate) for ms in (start_ms, end_ms))
        loudness = levels(cut.samples[first : max(last, first + 1)])
    begin_ms = frames_to_ms(cut.first_frame, cut.rate)
    return Word(
        word.word, begin_ms + start_ms, begin_ms + end_ms, round(word.probability, 3), loudness
    )
