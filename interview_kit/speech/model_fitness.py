"""Whether a model suits language and machine: the memory it needs, and how long it takes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from interview_kit.errors import SpeechError
from interview_kit.speech.model_store import ModelFolder
from interview_kit.speech.speech_models import ALL, MODELS, SpeechModel

MEMINFO = Path("/proc/meminfo")
SPEED = "speed.json"
HEADROOM_MB = 300
"""What is left to the recorder and the screen."""


@dataclass(frozen=True, slots=True)
class Speed:
    """What a model took on this machine: `took_s` seconds for `sound_s` of sound."""

    sound_s: float
    took_s: float

    def minutes_for(self, minutes: float) -> float:
        """How many minutes `minutes` of sound take."""
        return minutes * self.took_s / self.sound_s


def needed_mb(model: ModelFolder) -> int:
    """The memory the worker takes with a model; for an added one, judged by its size."""
    listed_model = MODELS.get(model.name)
    return listed_model.memory_mb if listed_model else 400 + round(1.1 * model.size / 1_000_000)


def available_mb(meminfo: Path = MEMINFO) -> int | None:
    """The memory that programs can still take; None where the system does not tell."""
    try:
        lines = dict(line.split(":", 1) for line in meminfo.read_text().splitlines())
        return int(lines["MemAvailable"].split()[0]) // 1024
    except (OSError, KeyError, ValueError):
        return None


def refuse_too_large(model: ModelFolder, available: int | None) -> None:
    """Raise SpeechError where `model` does not fit into `available` MB; None is unknown.

    A machine that runs out of memory ends a program of its choice, and that may be the recorder.
    """
    needed_megabytes = needed_mb(model)
    if available is None or needed_megabytes + HEADROOM_MB <= available:
        return
    fitting = [
        listed_model.name
        for listed_model in MODELS.values()
        if listed_model.memory_mb + HEADROOM_MB <= available
    ]
    raise SpeechError(
        "The speech model {name!r} needs {needed} MB of memory; {available} are free.",
        "Close other programs, or use a smaller model: {models}."
        if fitting
        else "Close other programs.",
        name=model.name,
        needed=needed_megabytes,
        available=available,
        models=", ".join(fitting),
    )


def fitting(model: ModelFolder, available: int | None) -> int | None:
    """How many workers with `model` fit into `available` MB side by side; None where unknown."""
    return None if available is None else (available - HEADROOM_MB) // needed_mb(model)


def refuse_other_language(model: ModelFolder, language: str) -> None:
    """Raise SpeechError where `model` does not write `language`, or one of several; "" is any."""
    spoken_languages = filter(None, language.split(","))
    if model.languages != ALL and any(code not in model.languages for code in spoken_languages):
        raise SpeechError(
            "The speech model {name!r} writes {model}, not {language}.",
            "Name another with --model; `interview-kit models list` shows their languages.",
            name=model.name,
            model=", ".join(model.languages),
            language=language,
        )


def has_card() -> bool:
    """Whether models run on a CUDA card here."""
    import ctranslate2

    return bool(ctranslate2.get_cuda_device_count())


def best_for(language: str, available: int | None, *, on_card: bool, cores: int) -> SpeechModel:
    """The most able model that a machine with `available` MB free runs in bearable time.

    medium and large-v3 take several times as long as large-v3-turbo and are not advised; that one
    wants a CUDA card or four cores.
    """
    bearable = {"base": 1, "small": 2, "large-v3-turbo": 1 if on_card else 4}
    fitting = [
        MODELS[name]
        for name, least in bearable.items()
        if MODELS[name].speaks(language)
        and cores >= least
        and (available is None or MODELS[name].memory_mb + HEADROOM_MB <= available)
    ]
    return fitting[-1] if fitting else MODELS["base"]


def keep_speed(model: ModelFolder, speed: Speed) -> None:
    """Note beside the model what it took."""
    (model.path / SPEED).write_text(json.dumps(asdict(speed)) + "\n", encoding="utf-8")


def speed_of(model: ModelFolder) -> Speed | None:
    """What was measured on this machine, or None."""
    try:
        return Speed(**json.loads((model.path / SPEED).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
