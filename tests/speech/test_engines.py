"""An engine is a table row: its folders come in, its process hears, and others can join."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from interview_kit import plugins
from interview_kit.errors import KitError, SpeechError
from interview_kit.model.chunk import Chunk
from interview_kit.model.word import Word
from interview_kit.speech import engines, model_store
from interview_kit.speech.decoding_parameters import run_settings
from interview_kit.speech.engines import Engine, ModelFiles
from interview_kit.speech.model_fitness import refuse_other_language
from interview_kit.speech.model_store import ModelFolder
from interview_kit.speech.piece_by_piece import PieceByPiece
from interview_kit.speech.speech_client import Transcriber
from interview_kit.speech.voice_activity import SileroVoice
from interview_kit.workflow.transcription.model_import import add_model
from tests.support.random_onnx import LANGUAGES, MODEL_TYPES, write_random_model
from tests.support.voice_clips import RATE

TDT, CTC, AED = MODEL_TYPES


@pytest.fixture(autouse=True)
def _models_of_the_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEW_KIT_MODELS", str(tmp_path / "models"))


def heard(model: ModelFolder, sound: NDArray[np.int16], language: str) -> list[Chunk]:
    with Transcriber(model) as transcriber:
        messages = list(
            transcriber.transcribe(
                (sound.tobytes(),),
                first_frame=0,
                rate=RATE,
                channels=1,
                language=language,
                hotwords=("clozapine",),
            )
        )
    return [message for message in messages if isinstance(message, Chunk)]


def words_of(chunks: list[Chunk]) -> list[Word]:
    return [word for chunk in chunks for segment in chunk.segments for word in segment.words]


@pytest.mark.parametrize("model_type", MODEL_TYPES)
def test_an_onnx_folder_comes_in_and_its_process_hears(
    model_type: str, tmp_path: Path, reading: NDArray[np.int16]
) -> None:
    model = add_model(write_random_model(tmp_path / "brought", model_type), "mine")
    assert (model.engine, model_store.verify("mine")) == ("onnx", model)
    chunks = heard(model, reading, "nl")
    words = words_of(chunks)
    assert words
    assert chunks[-1].end_frame == len(reading)
    assert all(0 <= word.probability <= 1 and word.text.startswith(" ") for word in words)
    assert all(word.start_ms < word.end_ms <= len(reading) * 1000 // RATE + 1 for word in words)
    assert [word.start_ms for word in words] == sorted(word.start_ms for word in words)
    assert heard(model, reading, "nl") == chunks


def test_canary_writes_the_language_it_is_told_and_parakeet_what_it_hears(
    tmp_path: Path, sentence: NDArray[np.int16]
) -> None:
    canary = add_model(write_random_model(tmp_path / "canary", AED), "canary")
    parakeet = add_model(write_random_model(tmp_path / "parakeet", TDT), "parakeet")
    assert canary.is_forced
    assert not parakeet.is_forced
    told = {language: words_of(heard(canary, sentence, language)) for language in LANGUAGES}
    assert len({tuple(word.text for word in words) for words in told.values()}) > 1
    assert (
        heard(parakeet, sentence, "nl")[0].segments == heard(parakeet, sentence, "de")[0].segments
    )


def test_a_language_that_the_model_has_no_sign_for_is_refused_before_it_hears(
    tmp_path: Path, sentence: NDArray[np.int16]
) -> None:
    canary = add_model(write_random_model(tmp_path / "canary", AED), "canary")
    assert canary.languages == LANGUAGES
    refuse_other_language(canary, "nl,de")
    for language in ("tr", "nl,tr"):
        with pytest.raises(SpeechError, match="writes de, en, nl"):
            refuse_other_language(canary, language)
    with pytest.raises(SpeechError, match="told one language"):
        heard(canary, sentence, "nl,de")


@pytest.mark.parametrize("file", ["vocab.txt", "decoder_joint-model.onnx"])
def test_an_onnx_folder_that_is_not_whole_is_refused_with_what_is_missing(
    file: str, tmp_path: Path
) -> None:
    folder = write_random_model(tmp_path / "brought", TDT)
    (folder / file).unlink()
    with pytest.raises(SpeechError, match=file):
        add_model(folder, "mine")
    assert model_store.installed_models() == ()


def test_a_damaged_network_is_refused_in_a_sentence_and_nothing_is_left(tmp_path: Path) -> None:
    folder = write_random_model(tmp_path / "brought", CTC)
    network = folder / "model.onnx"
    network.write_bytes(network.read_bytes()[:100])
    with pytest.raises(SpeechError, match=r"cannot be loaded.*Parakeet") as refused:
        add_model(folder, "mine")
    assert refused.value.hint
    assert model_store.installed_models() == ()


def test_an_onnx_model_that_changed_on_disk_is_not_loaded(tmp_path: Path) -> None:
    model = add_model(write_random_model(tmp_path / "brought", CTC), "mine")
    with (model.path / "vocab.txt").open("a") as vocabulary:
        vocabulary.write("x 99\n")
    with pytest.raises(SpeechError, match=r"vocab\.txt"):
        model_store.verify("mine")


def test_weights_of_8_bits_count_before_those_of_32(tmp_path: Path) -> None:
    folder = write_random_model(tmp_path / "brought", CTC)
    small = write_random_model(tmp_path / "other", CTC, seed=2) / "model.onnx"
    small.rename(folder / "model.int8.onnx")
    model = add_model(folder, "mine")
    names = {path.name for path in model.path.iterdir()}
    assert names == {"config.json", "vocab.txt", "model.int8.onnx", model_store.MANIFEST}


def test_a_folder_of_no_engine_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "network.onnx").write_bytes(b"?")
    with pytest.raises(SpeechError, match="holds no speech model"):
        add_model(tmp_path / "notes", "mine")


def test_a_run_keeps_what_decided_about_its_words(tmp_path: Path) -> None:
    model = add_model(write_random_model(tmp_path / "brought", TDT), "mine")
    settings = run_settings(model, "nl")
    assert settings["engine"] == "onnx"
    assert settings["forced"] is False
    assert settings["onnx-asr"]
    assert json.dumps(settings)


def test_nothing_but_its_own_process_loads_the_library(tmp_path: Path) -> None:
    write_random_model(tmp_path / "brought", CTC)
    script = (
        "import sys; from pathlib import Path\n"
        "from interview_kit.workflow.transcription.model_import import add_model\n"
        f"add_model(Path({str(tmp_path / 'brought')!r}), 'mine')\n"
        "assert not {'onnx_asr', 'onnxruntime'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_an_engine_of_others_joins_by_its_entry_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sentence: NDArray[np.int16]
) -> None:
    point = EntryPoint("bell", f"{__name__}:BELL", engines.GROUP)
    monkeypatch.setattr(plugins, "installed_points", lambda _group: (point,))
    assert engines.engines()[-1] == "bell"
    folder = tmp_path / "brought"
    folder.mkdir()
    (folder / "bell.txt").write_text("ding")
    engine, files = engines.engine_of(folder)
    assert (engine.name, files.main) == ("bell", "bell.txt")
    model = model_store.add(folder, "mine")
    assert (model.engine, model.languages) == ("bell", ("nl",))
    assert engine.load(model.path, 1).voice is not None


def test_an_engine_of_others_that_cannot_say_what_is_its_own_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    point = EntryPoint("bell", f"{__name__}:CRACKED_BELL", engines.GROUP)
    monkeypatch.setattr(plugins, "installed_points", lambda _group: (point,))
    with pytest.raises(KitError, match="The engine 'bell' failed: ZeroDivisionError"):
        engines.engine_of(tmp_path)


def test_an_engine_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match="no speech engine bell") as missing:
        engines.find_engine("bell")
    assert "faster-whisper, onnx" in missing.value.hint


def _bell_files(folder: Path) -> ModelFiles | None:
    return (
        ModelFiles("bell.txt", ("bell.txt",), ("nl",)) if (folder / "bell.txt").is_file() else None
    )


def _cracks(_folder):
    raise ZeroDivisionError


BELL = Engine(
    "bell",
    "a bell",
    _bell_files,
    lambda _folder, _threads: PieceByPiece(lambda _sound, _language, _terms: (), SileroVoice()),
    packages=(),
)

CRACKED_BELL = replace(BELL, files=_cracks)
