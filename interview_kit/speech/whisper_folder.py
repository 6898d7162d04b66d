"""The engine of Whisper models in CTranslate2's format: what of a folder is one."""

from __future__ import annotations

from pathlib import Path

from interview_kit.language.phrase import phrase
from interview_kit.speech.engines import ENGINE, Engine, ModelFiles, SpeechEngine
from interview_kit.speech.speech_models import ALL, OPTIONAL, REQUIRED, VOCABULARIES

MAIN = "model.bin"
"""The file that a model is known by."""


def whisper_files(folder: Path) -> ModelFiles | None:
    """The files of a model, with those that are missing: the library would look for them elsewhere.

    A folder of ONNX files is none.
    """
    names = [name for name in (*REQUIRED, *VOCABULARIES, *OPTIONAL) if (folder / name).is_file()]
    if MAIN not in names and any(folder.glob("*.onnx")):
        return None
    missing = [name for name in REQUIRED if name not in names]
    if not any(name in names for name in VOCABULARIES):
        missing.append(VOCABULARIES[0])
    return ModelFiles(MAIN, tuple(names), ALL, missing_names=tuple(missing))


def _load(folder: Path, threads: int) -> SpeechEngine:
    from interview_kit.speech.speech_engine import load_engine

    return load_engine(folder, threads)


FASTER_WHISPER = Engine(
    ENGINE,
    phrase("Whisper models in CTranslate2's format"),
    whisper_files,
    _load,
    packages=("faster-whisper", "ctranslate2"),
)
"""The engine of these models."""
