"""The one table of detectors that others make and that are asked only where they are wanted."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from rapidfuzz import process

from interview_kit.errors import KitError
from interview_kit.language.phrase import phrase

BOTH = ("nl", "en")


@dataclass(frozen=True, slots=True)
class OptionalDetector:
    """A detector that somebody else makes.

    `languages` are those it is asked about. `package` is what has to be importable, or `program`
    what has to be on the PATH; `install` says how it gets there. `model` says what it needs beside
    that and the user must have on this machine: a folder or, with `packaged`, an installed package.
    """

    name: str
    title: str
    languages: tuple[str, ...]
    install: str
    package: str = ""
    program: str = ""
    model: str = ""
    packaged: bool = False

    @property
    def is_installed(self) -> bool:
        """Whether it is on this machine; nothing of it is loaded to know."""
        if self.program:
            return shutil.which(self.program) is not None
        return _is_package(self.package)

    def has_model(self, model: str) -> bool:
        """Whether a model of this name is on this machine."""
        return Path(model).is_dir() or (self.packaged and _is_package(model))


OPTIONAL_DETECTORS: tuple[OptionalDetector, ...] = (
    OptionalDetector(
        "deduce",
        phrase("rules and lists for Dutch medical text, LGPL"),
        ("nl",),
        "pip install deduce",
        package="deduce",
    ),
    OptionalDetector(
        "frog",
        phrase("Dutch language analysis, GPL"),
        ("nl",),
        "apt install frog frogdata uctodata",
        program="frog",
    ),
    OptionalDetector(
        "presidio",
        phrase("patterns and a spaCy model, MIT"),
        BOTH,
        "pip install presidio-analyzer",
        package="presidio_analyzer",
        model=phrase("an installed spaCy model or its folder"),
        packaged=True,
    ),
    OptionalDetector(
        "gliner",
        phrase("a neural network, Apache-2.0"),
        BOTH,
        "pip install gliner",
        package="gliner",
        model=phrase("the folder of a GLiNER model"),
    ),
)


@dataclass(frozen=True, slots=True)
class DetectorChoice:
    """A detector that was asked for, and the model it is to use."""

    kind: OptionalDetector
    model: str = ""


def chosen_detectors(texts: Iterable[str]) -> tuple[DetectorChoice, ...]:
    """The detectors named by `NAME` or `NAME=MODEL`, each once.

    Raises KitError for an unknown name, for one that is not installed, and for a model that is
    needed, missing or makes no sense.
    """
    return tuple(map(_wanted, dict.fromkeys(texts)))


def _wanted(text: str) -> DetectorChoice:
    name, _, model = (part.strip() for part in text.partition("="))
    kind = next((detector for detector in OPTIONAL_DETECTORS if detector.name == name), None)
    if kind is None:
        detector_names = [detector.name for detector in OPTIONAL_DETECTORS]
        near = process.extractOne(name, detector_names)
        raise KitError(
            "There is no optional detector {name}.",
            "Is it {near}? There are: {known}.",
            name=name or "without a name",
            near=near[0],
            known=", ".join(detector_names),
        )
    if model and not kind.model:
        raise KitError("The detector {name} takes no model.", "Write {name} alone.", name=name)
    if not kind.is_installed:
        raise KitError(
            "The detector {name} is not installed.",
            "Install it with: {install}. Or leave it out.",
            name=name,
            install=kind.install,
        )
    if kind.model and not model:
        raise KitError(
            "The detector {name} needs a model.",
            "Write {name}=MODEL: {what}. Nothing is downloaded.",
            name=name,
            what=kind.model,
        )
    if kind.model and not kind.has_model(model):
        raise KitError(
            "The detector {name} finds no model {model}.",
            "It needs {what}. Nothing is downloaded.",
            name=name,
            model=model,
            what=kind.model,
        )
    return DetectorChoice(kind, model)


def _is_package(name: str) -> bool:
    return name.isidentifier() and find_spec(name) is not None
