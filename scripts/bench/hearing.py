"""The program's engine on some sound, without vault, worker and turns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from interview_kit.speech.chunker import Chunker
from interview_kit.speech.speech_engine import WhisperEngine


def heard(
    engine: WhisperEngine,
    samples: NDArray[np.int16],
    rate: int,
    language: str,
    terms: Sequence[str] = (),
) -> str:
    """What is said in `samples`, frames by channels; the engine is told of `terms`."""
    cutter = Chunker(engine.voice, 0, rate, samples.shape[1])
    cuts = [*cutter.feed(samples.tobytes()), *cutter.finish()]
    stretches = engine.transcribe(cuts, language, terms)
    return " ".join(part.text for stretch in stretches for part in stretch.segments)
