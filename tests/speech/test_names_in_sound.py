"""A real model hears a real voice say a name that the text has as other words."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from interview_kit.model.heard_name import HeardName
from interview_kit.pseudonym.spoken_names import SoughtName
from interview_kit.speech import model_store
from interview_kit.speech.speech_client import Transcriber
from interview_kit.speech.talk_stretch import TalkWord
from tests.speech.test_transcriber import RATE, pieces

WRITTEN = "And Mr. John dash would had then leisure to consider how much there might be"
"""What the text has of the first five seconds of the reading."""
SECONDS = 5.0
NAMES = [SoughtName(name, (name,)) for name in ("Dashwood", "Fairfax", "Willoughby")]


def talk(text: str) -> list[TalkWord]:
    """Words that share out the time by their length."""
    parts = text.split()
    ends = [0, *itertools.accumulate(len(part) + 1 for part in parts)]
    times = [round(1000 * SECONDS * end / ends[-1]) for end in ends]
    return [
        TalkWord(f" {part}", start, end, 0.6)
        for part, start, end in zip(parts, times, times[1:], strict=False)
    ]


@pytest.mark.model
def test_a_name_is_heard_where_the_text_has_other_words(
    tiny_en: Path, reading: NDArray[np.int16]
) -> None:
    with Transcriber(model_store.verify(tiny_en), threads=1) as transcriber:
        messages = list(
            transcriber.hear_names(
                pieces(reading),
                rate=RATE,
                channels=1,
                language="en",
                names=NAMES,
                turns=[talk(WRITTEN)],
            )
        )
    (name,) = (message for message in messages if isinstance(message, HeardName))
    assert (name.name, name.words) == ("Dashwood", "dash would")
    assert 0 < name.start_ms < name.end_ms < 3_000
