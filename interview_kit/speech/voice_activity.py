"""Where there is a voice: the detector that faster_whisper ships, one window after another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interview_kit.model.word import Word
from interview_kit.speech.chunker import WINDOW, VoiceDetector
from interview_kit.speech.resampling import SPEECH_RATE

SHORTEST_VOICE = 2
"""Windows in a row that make a voice; a click is shorter."""

MARGIN_S = 0.4
"""Sound kept around the voice: consonants begin before the detector notices."""

LONGEST_PAUSE_S = 2.0
"""A pause in talk is shorter; faster-whisper's own bound."""

LONGEST_WORD_S = 1.2
"""A word stands for no more voice than this."""


class SileroVoice:
    """The voice detector, of which each stretch gets a fresh one."""

    def __init__(self) -> None:
        from faster_whisper.vad import get_vad_model  # loads three machine learning libraries

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
        context = np.vstack([self._context, rows[:-1, -64:]])
        self._context = rows[-1, -64:]
        inputs = {"input": np.hstack([context, rows]), "h": self._h, "c": self._c}
        probabilities, self._h, self._c = self._session.run(None, inputs)
        return np.asarray(probabilities, np.float32).reshape(-1)


def voice_span(voiced_windows: NDArray[np.bool_]) -> tuple[int, int] | None:
    """The windows from the first voice to the end of the last, or None where there is no voice."""
    sustained_voice = (
        np.convolve(voiced_windows, np.ones(SHORTEST_VOICE), "valid") >= SHORTEST_VOICE
    )
    (places,) = np.nonzero(sustained_voice)
    return (int(places[0]), int(places[-1]) + SHORTEST_VOICE) if len(places) else None


def talk_windows(voiced_windows: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which windows hold talk: voice, the sound around it, and pauses that are not long."""
    is_talk = np.zeros(len(voiced_windows), np.bool_)
    (places,) = np.nonzero(voiced_windows)
    margin = _window(MARGIN_S)
    for run in np.split(places, np.nonzero(np.diff(places) > _window(LONGEST_PAUSE_S))[0] + 1):
        if len(run) >= SHORTEST_VOICE:
            is_talk[max(0, run[0] - margin) : run[-1] + 1 + margin] = True
    return is_talk


def voice_near(voiced_windows: NDArray[np.bool_], start_s: float, end_s: float) -> bool:
    """Whether there is voice between two times, or close to them."""
    return bool(voiced_windows[_windows(start_s - MARGIN_S, end_s + MARGIN_S)].any())


def untranscribed_voice(
    voiced_windows: NDArray[np.bool_], words: list[Word], least_s: float
) -> Iterator[tuple[int, int]]:
    """The spans of windows between `words` in which `least_s` seconds of voice or more are left.

    The words' times count from the begin of `voiced`, and they stand in order.
    """
    reached_window = 0
    for start_ms, end_ms in [*((word.start_ms, word.end_ms) for word in words), (None, 0)]:
        end = (
            len(voiced_windows)
            if start_ms is None
            else _windows(start_ms / 1000 - MARGIN_S, 0).start
        )
        remaining_windows = voiced_windows[reached_window:end]
        if remaining_windows.sum() * WINDOW / SPEECH_RATE >= least_s and (
            span := voice_span(remaining_windows)
        ):
            yield reached_window + span[0], reached_window + span[1]
        if start_ms is not None:
            until_s = min(end_ms / 1000, start_ms / 1000 + LONGEST_WORD_S)
            reached_window = max(reached_window, _windows(0, until_s + MARGIN_S).stop)


def _windows(start_s: float, end_s: float) -> slice:
    return slice(max(0, _window(start_s)), max(0, _window(end_s)) + 1)


def _window(seconds: float) -> int:
    return int(seconds * SPEECH_RATE // WINDOW)
