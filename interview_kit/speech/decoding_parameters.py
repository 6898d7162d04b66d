"""What decides about the words beside the sound: kept with each run, so that it can be repeated."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from interview_kit.model.reading import Reading
from interview_kit.speech import chunker, sections
from interview_kit.speech.engines import ENGINE, find_engine, require_installed
from interview_kit.speech.model_store import ModelFolder

BEAM_SIZE = 3
"""So many ways through a text are followed: beyond, time grows and errors hardly fall."""

SECTION_BEAM_SIZE = 5
"""In sections, which are read once and for good."""

HALVES_BEAM_SIZE, OTHER_HALF_BEAM_SIZE = 3, 1
"""Where a window is written twice, from either half of the positions, and the likelier words are
taken: fewer errors than along five ways through one text. The second is there to differ."""

COMPRESSION_RATIO_THRESHOLD = 2.4
"""Text that can be compressed further than this repeats itself; Whisper's own bound."""

LOG_PROB_THRESHOLD = -1.0
NO_SPEECH_THRESHOLD = 0.6
"""Whisper's own bounds: text less probable is a guess; where nobody speaks, it is not asked."""

UNTRANSCRIBED_VOICE_S = 1.2
"""So much voice between two words, and the sound between them is heard once more by itself."""

MAX_DECODINGS = 3
"""How often at most."""

REDECODING_LOG_PROB_THRESHOLD = -0.8
"""What is found so must be more probable than this."""

ENCODER_LENGTHS = (1_500, 1_800, 2_100, 3_000)
"""The lengths that sound is filled up to for the encoder, in frames of 10 ms."""

ENCODER_PADDING = 100
"""So many frames after the sound are filled at least."""

MAX_INITIAL_TIMESTAMP_INDEX = 50
"""A text begins within so many steps of 20 ms."""

WRITTEN_FROM_EVERY = 2
"""A text is written from every second position that the encoder leaves: one says nearly the same as
the next, and attending to half of them takes a quarter of the decoder's time away, and no words
(docs/BENCHMARKS.md). Words get their times from all of them."""

THINNED_WIDTH_MOST = 512
"""With so many features a position at most, which `tiny` and `base` have: larger models, with which
it was not measured, are given all positions."""

BATCH_VALUES = 5 * 1_500 * 512
"""What the encoder leaves of pieces that are decoded at once holds so many values at most.

That is five windows of 30 s with `base`, and fewer with larger models, whose memory it would fill.
The words of a piece do not depend on it.
"""

CHUNKING = {
    "silent": chunker.SILENT,
    "long_pause": chunker.LONG_PAUSE,
    "short_pause": chunker.SHORT_PAUSE,
    "filled": chunker.LONG_ENOUGH,
    "longest": chunker.LONGEST,
}
"""Where the sound is cut, in windows of the detector."""

SECTIONS = {
    "filled": sections.FILLED,
    "longest": sections.LONGEST,
    "beam_size": SECTION_BEAM_SIZE,
    "halves_beam_sizes": [HALVES_BEAM_SIZE, OTHER_HALF_BEAM_SIZE],
}
"""What is read in sections, and how."""

LIBRARIES = ("faster-whisper", "ctranslate2")


def run_settings(
    model: ModelFolder,
    language: str,
    vocabulary: Sequence[str] = (),
    reading: Reading = Reading.SETTLED,
) -> dict[str, Any]:
    """The settings of a run: two runs with the same ones give the same words for the same sound.

    That holds on one kind of processor; the last bits of another may decide on an unclear word.

    The prompt is named because none is given: with one, models leave out what was said
    (docs/BENCHMARKS.md). `vocabulary` are the guide's words there were to choose from. The names of
    the roster were too; they are not repeated here, as they may have to be forgotten.
    """
    common = {
        "model": model.name,
        "sha256": model.sha256,
        "language": language,
        "stretches": CHUNKING,
    }
    if model.engine != ENGINE:
        require_installed(find_engine(model.engine))
        versions = {package: version(package) for package in find_engine(model.engine).packages}
        return (
            common
            | {
                "engine": model.engine,
                "forced": model.is_forced,
                "settled": reading is not Reading.DRAFT,
            }
            | versions
        )
    return common | {
        "weights": "int8",
        "beam_size": BEAM_SIZE,
        "compression_most": COMPRESSION_RATIO_THRESHOLD,
        "unbelieved": LOG_PROB_THRESHOLD,
        "unwritten_s": UNTRANSCRIBED_VOICE_S,
        "heard_again_least": REDECODING_LOG_PROB_THRESHOLD,
        "listenings": MAX_DECODINGS,
        "encoder_frames": list(ENCODER_LENGTHS),
        "encoder_room": ENCODER_PADDING,
        "written_from_every": [WRITTEN_FROM_EVERY, THINNED_WIDTH_MOST],
        "prompt": "",
        "hotwords": list(vocabulary),
        "names": "roster",
        **_section_settings(reading),
        **{library: version(library) for library in LIBRARIES},
    }


def _section_settings(reading: Reading) -> dict[str, Any]:
    """What a draft does not have; a further reading says which it is."""
    if reading is Reading.DRAFT:
        return {}
    further = {"reading": reading.value} if reading.is_further else {}
    return {"sections": SECTIONS | further}
