"""What decides about the words beside the sound: kept with each run, so that it can be repeated."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from interview_kit.speech.store import ModelFolder

BEAM_SIZE = 5
COMPRESSION_MOST = 2.4
"""Text that can be compressed further than this repeats itself; Whisper's own bound."""

MISSED_S = 2.0
"""So much voice without a word, and a stretch is decoded a second time, with time tokens."""

SEED = 20_11

LIBRARIES = ("faster-whisper", "ctranslate2")


def run_settings(model: ModelFolder, language: str) -> dict[str, Any]:
    """The settings of a run: two runs with the same ones give the same words for the same sound.

    Prompt and hotwords are named because none are given: handed a guide's vocabulary, models write
    it where nobody says it (docs/BENCHMARKS.md).
    """
    return {
        "model": model.name,
        "sha256": model.sha256,
        "language": language,
        "weights": "int8",
        "beam_size": BEAM_SIZE,
        "missed_s": MISSED_S,
        "compression_most": COMPRESSION_MOST,
        "seed": SEED,
        "prompt": "",
        "hotwords": "",
        **{library: version(library) for library in LIBRARIES},
    }
