"""What decides about the words beside the sound: kept with each run, so that it can be repeated."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from interview_kit.speech import cutter
from interview_kit.speech.store import ModelFolder

BEAM_SIZE = 3
"""So many ways through a text are followed: beyond, time grows and errors hardly fall."""

COMPRESSION_MOST = 2.4
"""Text that can be compressed further than this repeats itself; Whisper's own bound."""

UNBELIEVED = -1.0
NOBODY = 0.6
"""Whisper's own bounds: text less probable is a guess; where nobody speaks, it is not asked."""

UNWRITTEN_S = 1.2
"""So much voice between two words, and the sound between them is heard once more by itself."""

LISTENINGS = 3
"""How often at most."""

HEARD_AGAIN_LEAST = -0.8
"""What is found so must be more probable than this."""

ENCODER_FRAMES = (1_500, 1_800, 2_100, 3_000)
"""The lengths that sound is filled up to for the encoder, in frames of 10 ms."""

ENCODER_ROOM = 100
"""So many frames after the sound are filled at least."""

FIRST_TIME = 50
"""A text begins within so many steps of 20 ms."""

TOGETHER = 8
"""So many pieces are decoded at once; their words do not depend on it."""

STRETCHES = {
    "silent": cutter.SILENT,
    "long_pause": cutter.LONG_PAUSE,
    "short_pause": cutter.SHORT_PAUSE,
    "filled": cutter.FILLED,
    "longest": cutter.LONGEST,
}
"""Where the sound is cut, in windows of the detector."""

LIBRARIES = ("faster-whisper", "ctranslate2")


def run_settings(
    model: ModelFolder, language: str, vocabulary: Sequence[str] = ()
) -> dict[str, Any]:
    """The settings of a run: two runs with the same ones give the same words for the same sound.

    The prompt is named because none is given: with one, models leave out what was said
    (docs/BENCHMARKS.md). `vocabulary` are the guide's words there were to choose from. The names of
    the roster were too; they are not repeated here, as they may have to be forgotten.
    """
    return {
        "model": model.name,
        "sha256": model.sha256,
        "language": language,
        "weights": "int8",
        "beam_size": BEAM_SIZE,
        "compression_most": COMPRESSION_MOST,
        "unbelieved": UNBELIEVED,
        "unwritten_s": UNWRITTEN_S,
        "heard_again_least": HEARD_AGAIN_LEAST,
        "listenings": LISTENINGS,
        "encoder_frames": list(ENCODER_FRAMES),
        "encoder_room": ENCODER_ROOM,
        "prompt": "",
        "hotwords": list(vocabulary),
        "names": "roster",
        "stretches": STRETCHES,
        **{library: version(library) for library in LIBRARIES},
    }
