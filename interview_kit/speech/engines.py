"""The one table of engines: what makes words of sound.

Others join by an entry point in the group `interview_kit.engines` that names an `Engine`. Most need
no more than a `Listen`, a function from sound to words, and `speech.piece_by_piece` around it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, PackageNotFoundError, version
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from interview_kit.errors import SpeechError
from interview_kit.model.chunk import Chunk
from interview_kit.model.heard_name import HeardName
from interview_kit.model.reading import Reading
from interview_kit.model.word import Word
from interview_kit.plugins import PluginTable
from interview_kit.pseudonym.spoken_names import SoughtName
from interview_kit.speech.chunker import ChunkSound, VoiceModel
from interview_kit.speech.talk_stretch import TalkWord

GROUP = "interview_kit.engines"
"""Of the entry points that bring engines."""

ENGINE = "faster-whisper"
"""The one of models that say nothing else."""

BUILT_IN = (
    EntryPoint(ENGINE, "interview_kit.speech.whisper_folder:FASTER_WHISPER", GROUP),
    EntryPoint("onnx", "interview_kit.speech.onnx_folder:ONNX", GROUP),
)
"""Loaded like any other, when they are used: a library comes with each."""

LONGEST_ALIGNED_S = 29
"""So much sound a model aligns at once; Whisper's window is 30 s."""

Listen = Callable[[NDArray[np.float32], str, Sequence[str]], Sequence[Word]]
"""The words in a piece of sound; see `PieceByPiece`."""


class SpeechEngine(Protocol):
    """A model that is loaded. What it makes of a piece of sound hangs on that piece alone."""

    @property
    def voice(self) -> VoiceModel:
        """The detector that the sound is to be cut with."""

    def transcribe(
        self, cuts: Sequence[ChunkSound], language: str, hotwords: Sequence[str] = ()
    ) -> list[Chunk]:
        """The segments of each piece of sound: words with times and probabilities.

        `language` is a two-letter code, several with commas between where each piece may be in any
        of them, or empty where the model is to decide. `hotwords` are terms that may be said.
        """


@runtime_checkable
class SettlingEngine(SpeechEngine, Protocol):
    """One that also reads sections of about a minute at once, for words that are better than those.

    An engine that does not gives the words of `transcribe` for settled ones.
    """

    def settle(
        self, sections: Sequence[ChunkSound], language: str, hotwords: Sequence[str] = ()
    ) -> list[Chunk]:
        """The segments of each section, in one language."""


@runtime_checkable
class RereadingEngine(SettlingEngine, Protocol):
    """One that can also read a section in other ways, to be compared with the first."""

    def read_again(
        self,
        sections: Sequence[ChunkSound],
        language: str,
        hotwords: Sequence[str],
        reading: Reading,
    ) -> list[Chunk]:
        """The segments of each section, in one language; not those of `settle` once more."""


@runtime_checkable
class NameHearingEngine(SpeechEngine, Protocol):
    """One that can be asked whether a name is said, where its text has other words."""

    def hear_names(
        self,
        sound: NDArray[np.float32],
        stretch: Sequence[TalkWord],
        names: Sequence[SoughtName],
        language: str,
    ) -> list[HeardName]:
        """The `names` that may be said in a stretch of talk.

        Its `sound`, one channel at 16 kHz, is that of `talk_stretch.sound_span`.
        """
        ...


@runtime_checkable
class AligningEngine(SpeechEngine, Protocol):
    """One that also finds words in sound that are known to be said in it."""

    def align(
        self, sound: NDArray[np.float32], words: Sequence[str], language: str
    ) -> Sequence[tuple[int, int]]:
        """Start and end of each word, ms from the begin of the sound, in order.

        The sound is at most `LONGEST_ALIGNED_S` long, one channel of floats at 16 kHz; `words` are
        not empty. Nothing where they cannot be found.
        """


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The files that make a model of one engine, by name: `main` is the one it is known by.

    `languages` are two-letter codes, or `ALL`. `is_forced` says whether the model writes the
    language it is told, where another decides by itself what it hears.
    """

    main: str
    names: tuple[str, ...]
    languages: tuple[str, ...]
    is_forced: bool = True
    missing_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to make words of sound, by the `name` that a model's manifest calls it.

    `files` says what of a folder is a model of this engine, and None where the folder is none of
    its own; nothing is loaded for it. `load` gives the model in a folder that was verified, on so
    many cores; it is called in a process without a network. `packages` are those whose versions
    decide about the words; `extra` is what installs them, where they do not come with the program.
    """

    name: str
    title: str
    files: Callable[[Path], ModelFiles | None]
    load: Callable[[Path, int], SpeechEngine]
    packages: tuple[str, ...]
    extra: str = ""


ENGINES = PluginTable(Engine, GROUP, BUILT_IN)


def engines() -> tuple[str, ...]:
    """The names of those there are; the program's own come first."""
    return ENGINES.names()


def find_engine(name: str) -> Engine:
    """An engine by name. Raises SpeechError naming those there are; KitError for a false one."""
    engine = ENGINES.find(name)
    if engine is None:
        raise SpeechError(
            "There is no speech engine {name}.",
            "There are: {known}. Install the package that brings it.",
            name=name,
            known=", ".join(engines()),
        )
    return engine


def require_installed(engine: Engine) -> None:
    """Raise SpeechError where a package that an engine needs is not on this machine."""
    for package in engine.packages:
        try:
            version(package)
        except PackageNotFoundError as error:
            raise SpeechError(
                "The speech engine {name} needs the package {package}, which is not installed.",
                "Install it with: pip install {install}",
                name=engine.name,
                package=package,
                install=f"interview-kit[{engine.extra}]" if engine.extra else package,
            ) from error


def files_of(engine: Engine, folder: Path) -> ModelFiles | None:
    """What of a folder is a model of an engine; KitError naming an engine of others that fails."""
    with ENGINES.blamed(engine.name):
        return engine.files(folder)


def engine_of(folder: Path) -> tuple[Engine, ModelFiles]:
    """The engine whose model a folder holds, and its files.

    A complete model counts before one with missing files, then the order of the table. Raises
    SpeechError for a folder that is no model of any.
    """
    candidates = [
        (engine, files) for engine in ENGINES if (files := files_of(engine, folder)) is not None
    ]
    if not candidates:
        raise SpeechError(
            "The folder {name!r} holds no speech model.",
            "A model has a config.json, and for these engines: {known}.",
            name=folder.name,
            known=", ".join(engines()),
        )
    return min(candidates, key=lambda candidate: len(candidate[1].missing_names) > 0)
