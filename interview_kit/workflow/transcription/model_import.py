"""Taking in a speech model that was brought as a folder."""

from __future__ import annotations

from pathlib import Path

from interview_kit.errors import SpeechError
from interview_kit.speech import model_store
from interview_kit.speech.engines import find_engine, require_installed
from interview_kit.speech.model_fitness import available_mb, refuse_too_large
from interview_kit.speech.model_store import ModelFolder
from interview_kit.speech.resampling import SPEECH_RATE
from interview_kit.speech.speech_client import Transcriber


def add_model(folder: Path, name: str) -> ModelFolder:
    """Install a copy of a model `folder` under `name`, once a speech process could load it.

    Raises SpeechError, and leaves what was installed before, where it is not complete, its engine
    is not installed, it does not fit into the memory, or cannot be loaded.
    """
    return model_store.add(folder, name, _load)


def _load(model: ModelFolder) -> None:
    engine = find_engine(model.engine)
    require_installed(engine)
    refuse_too_large(model, available_mb())
    try:
        with Transcriber(model) as transcriber:
            for _event in transcriber.transcribe(
                (), first_frame=0, rate=SPEECH_RATE, channels=1, language=""
            ):
                pass
    except SpeechError as error:
        raise SpeechError(
            "The model folder cannot be loaded. It was taken for one of these: {engine}.",
            "Copy or convert it again: a part of it is damaged, cut off or of another format.",
            engine=engine.title,
        ) from error
