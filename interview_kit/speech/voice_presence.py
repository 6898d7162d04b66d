"""Whether anybody speaks: the voice detector alone, for sound in which it is known who does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from interview_kit.language.phrase import phrase
from interview_kit.model.voice import Voice
from interview_kit.speech.chunker import VOICE_BEGINS, VOICE_ENDS, WINDOW
from interview_kit.speech.diarizers import PRESENCE, Diarizer
from interview_kit.speech.resampling import SPEECH_RATE

WINDOW_MS = WINDOW * 1000 // SPEECH_RATE
"""A window of the detector: 32 ms."""

PAUSE = 10
"""Windows without a voice that end a stretch: a third of a second."""


def listen(sound: Iterable[NDArray[np.float32]], _voices: int) -> tuple[Voice, ...]:
    """The stretches in which anybody speaks, all as one voice."""
    from interview_kit.speech.voice_activity import SileroVoice

    detector = SileroVoice().listen()
    stretches: list[tuple[int, int]] = []
    is_voiced = False
    for number, probability in enumerate(
        probability for windows in _windows(sound) for probability in detector(windows)
    ):
        is_voiced = bool(probability >= (VOICE_ENDS if is_voiced else VOICE_BEGINS))
        if is_voiced and stretches and number - stretches[-1][1] <= PAUSE:
            stretches[-1] = (stretches[-1][0], number + 1)
        elif is_voiced:
            stretches.append((number, number + 1))
    return tuple(Voice(start * WINDOW_MS, end * WINDOW_MS, 0) for start, end in stretches)


ANYBODY = Diarizer(PRESENCE, phrase("whether anybody speaks, and not who"), listen)


def _windows(pieces: Iterable[NDArray[np.float32]]) -> Iterator[NDArray[np.float32]]:
    """The sound in whole windows; the last is filled up with silence."""
    pending_sound: NDArray[np.float32] = np.zeros(0, np.float32)
    for piece in pieces:
        pending_sound = np.append(pending_sound, piece)
        whole = len(pending_sound) // WINDOW * WINDOW
        if whole:
            yield pending_sound[:whole]
            pending_sound = pending_sound[whole:]
    if len(pending_sound):
        yield np.pad(pending_sound, (0, WINDOW - len(pending_sound)))
