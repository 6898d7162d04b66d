"""The engine of ONNX models (Parakeet, Canary and others of NeMo): what of a folder is one.

The folders are those that onnx-asr reads (https://github.com/istupakov/onnx-asr): a `config.json`
with a `model_type`, a `vocab.txt`, and the network in one file or two, with `.int8` before `.onnx`
where its weights are of 8 bits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from interview_kit.language.phrase import phrase
from interview_kit.speech.engines import Engine, ModelFiles, SpeechEngine, require_installed
from interview_kit.speech.speech_models import ALL

NETWORKS: Mapping[str, tuple[str, ...]] = {
    "nemo-conformer-ctc": ("model",),
    "nemo-conformer-rnnt": ("encoder-model", "decoder_joint-model"),
    "nemo-conformer-tdt": ("encoder-model", "decoder_joint-model"),
    "nemo-conformer-aed": ("encoder-model", "decoder-model"),
}
"""The parts of the network of each `model_type`."""

TOLD_LANGUAGE = "nemo-conformer-aed"
"""The one type that takes a language: Canary. The others write what they hear."""

# Whatever the type.
CONFIG, VOCABULARY = "config.json", "vocab.txt"
QUANTIZED = ".int8"
"""What stands before the ending where weights have 8 bits."""

PACKAGE = "onnx-asr"
"""What hears with them."""

_LANGUAGE_TOKEN = re.compile(r"^<\|([a-z]{2})\|> \d+$", re.MULTILINE)


def model_type(folder: Path) -> str:
    """What a folder's config calls its model; empty where it says nothing that is read here."""
    try:
        kind = json.loads((folder / CONFIG).read_text(encoding="utf-8")).get("model_type", "")
    except (OSError, ValueError, AttributeError):
        return ""
    return kind if kind in NETWORKS else ""


def is_quantized(folder: Path, kind: str) -> bool:
    """Whether the network is there with weights of 8 bits, which is then the one that is used."""
    return all((folder / f"{part}{QUANTIZED}.onnx").is_file() for part in NETWORKS[kind])


def onnx_files(folder: Path) -> ModelFiles | None:
    """The files of a model, or None where the config names no type that is read here."""
    kind = model_type(folder)
    if not kind:
        return None
    ending = QUANTIZED if is_quantized(folder, kind) else ""
    networks = [f"{part}{ending}.onnx" for part in NETWORKS[kind]]
    # The weights of a large network stand beside it, under a name that it holds itself.
    weights = sorted(
        path.name for path in folder.iterdir() if re.fullmatch(r".*\.onnx[._]data", path.name)
    )
    if ending:
        weights = [name for name in weights if ending in name]
    names = (  # Whatever the type.
        CONFIG,
        VOCABULARY,
        *networks,
        *weights,
    )
    present = tuple(name for name in names if (folder / name).is_file())
    is_forced = kind == TOLD_LANGUAGE
    return ModelFiles(
        networks[0],
        present,
        _languages(folder) if is_forced else ALL,
        is_forced,
        missing_names=tuple(name for name in names if name not in present),
    )


def _languages(folder: Path) -> tuple[str, ...]:
    """The languages that a vocabulary has a sign for."""
    try:
        text = (folder / VOCABULARY).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ()
    return tuple(sorted(set(_LANGUAGE_TOKEN.findall(text))))


def _load(folder: Path, threads: int) -> SpeechEngine:
    require_installed(ONNX)
    from interview_kit.speech.onnx_listener import OnnxListener
    from interview_kit.speech.piece_by_piece import PieceByPiece
    from interview_kit.speech.voice_activity import SileroVoice

    kind = model_type(folder)
    listener = OnnxListener(
        folder,
        threads,
        kind,
        is_told=kind == TOLD_LANGUAGE,
        is_quantized=is_quantized(folder, kind),
    )
    return PieceByPiece(listener, SileroVoice())


ONNX = Engine(
    "onnx",
    phrase("ONNX models of NeMo, by onnx-asr: Parakeet, Canary"),
    onnx_files,
    _load,
    packages=(PACKAGE, "onnxruntime"),
    extra="onnx",
)
"""The engine of these models."""
