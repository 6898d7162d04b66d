"""Two voices, one near and one far."""

import numpy as np

from interview_kit.testing import check_diarizer, demo_speech
from interview_kit_loudness import LOUDNESS, RATE


def test_the_near_voice_is_told_from_the_far_one() -> None:
    hum = np.sin(np.arange(2 * RATE) * 2 * np.pi * 220 / RATE).astype(np.float32)
    sound = np.concatenate([0.5 * hum, 0 * hum, 0.05 * hum])
    voices = check_diarizer(LOUDNESS, sound)
    assert [(voice.start_ms, voice.end_ms, voice.number) for voice in voices] == [
        (0, 2000, 0),
        (4000, 6000, 1),
    ]


def test_what_the_program_asks_of_a_diarizer_is_kept_on_speech() -> None:
    assert check_diarizer(LOUDNESS, demo_speech(10.0))
