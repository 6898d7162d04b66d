"""Commands that bring sound in and out: `interview`, `record`, `import`, `audio`."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.options import Access, json_option, pass_access
from interview_kit.errors import KitError

if TYPE_CHECKING:
    from interview_kit.audio.source import Source
    from interview_kit.guide.guide import Scope
    from interview_kit.pseudonym.roster import RosterName

participant_option = click.option(
    "--participant", required=True, metavar="CODE", help="The participant's code, such as P07."
)
guide_option = click.option("--guide", default="", help="The guide; the study's if left out.")
language_option = click.option(
    "--language", default="", metavar="nl|en", help="The study's language if left out."
)
roster_option = click.option(
    "--roster",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Names to be replaced: a line each, `sister: Full Name`, `place: Town`.",
)
attribute_option = click.option(
    "--attribute", "attributes", multiple=True, metavar="ID=VALUE", help="As the guide names them."
)
consent_option = click.option(
    "--consent",
    multiple=True,
    metavar="SCOPE",
    help="What was agreed to: recording (and so taking part), quote, share, archive, contact.",
)
device_option = click.option("--device", default="", help="The microphone, by name or number.")
source_option = click.option(
    "--source",
    type=click.Path(path_type=Path),
    help="A sound file in place of the microphone.",
)
pace_option = click.option(
    "--pace",
    type=click.Choice(["real", "fast"]),
    default="real",
    show_default=True,
    help="Whether a sound file runs in real time or as fast as it will go.",
)


@click.command("interview")
@click.option("--participant", default="", metavar="CODE", help="Asked on the screen if left out.")
@guide_option
@language_option
@device_option
@source_option
@pace_option
@pass_access
def interview_command(
    access: Access,
    participant: str,
    guide: str,
    language: str,
    device: str,
    source: Path | None,
    pace: str,
) -> None:
    """Open the screen, ask for consent and names, and hold an interview."""
    from interview_kit.cli.screen import open_screen

    open_screen(
        access,
        participant=participant,
        guide=guide,
        language=language,
        new=True,
        open_source=lambda: open_source(device, source, pace),
    )


@click.command("record")
@click.option("--participant", default="", metavar="CODE", help="The code, such as P07.")
@guide_option
@language_option
@roster_option
@consent_option
@device_option
@source_option
@pace_option
@click.option("--seconds", type=click.FloatRange(min=0.1), help="Stop after so much sound.")
@click.option("--resume", "resumed", default="", metavar="ID", help="Go on with this interview.")
@json_option
@pass_access
def record_command(
    access: Access,
    participant: str,
    guide: str,
    language: str,
    roster: Path | None,
    consent: Sequence[str],
    device: str,
    source: Path | None,
    pace: str,
    seconds: float | None,
    resumed: str,
    as_json: bool,
) -> None:
    """Record without a screen until the end, --seconds, Ctrl-C or a signal to stop."""
    from interview_kit.workflow.interviews import prepare
    from interview_kit.workflow.recording import record

    scopes = parse_scopes(consent)
    if not resumed and not participant:
        raise KitError("No participant was named.", "Give --participant P07, or --resume ID.")
    sound = open_source(device, source, pace)
    stop = threading.Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: stop.set())
    with access.study() as study:
        id = resumed
        if not id:
            names = read_roster(roster, participant)
            id = prepare(study, participant, guide=guide, language=language, roster=names).id
        for report in record(study, id, sound, scopes, stop=stop, seconds=seconds):
            if as_json:
                click.echo(json.dumps(report))
            elif report["event"] == "recording":
                click.echo(f"Recording {report['interview']} from {sound.name}. Ctrl-C stops.")
            else:
                click.echo(
                    f"Kept {report['frames'] / sound.rate:.1f} s of {report['interview']}, "
                    f"{len(report['gaps'])} gaps."
                )


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@participant_option
@guide_option
@language_option
@roster_option
@attribute_option
@consent_option
@json_option
@pass_access
def import_command(
    access: Access,
    file: Path,
    participant: str,
    guide: str,
    language: str,
    roster: Path | None,
    attributes: Sequence[str],
    consent: Sequence[str],
    as_json: bool,
) -> None:
    """Take in FILE, a recording made elsewhere, as an interview of a participant."""
    from interview_kit.cli.progress import progress_bar
    from interview_kit.workflow.importing import import_recording

    scopes = parse_scopes(consent)
    names = read_roster(roster, participant)
    with access.study() as study, progress_bar("Importing", hidden=as_json) as bar:
        interview = import_recording(
            study,
            file,
            participant,
            guide=guide,
            language=language,
            roster=names,
            attributes=parse_attributes(attributes),
            consent=scopes,
            progress=lambda ms: bar(ms, None),
        )
    if as_json:
        click.echo(json.dumps({"interview": interview.id}))
    else:
        click.echo(f"Imported as {interview.id}. Next: interview-kit transcribe {interview.id}")


@click.command("audio")
@click.argument("id")
@click.option("--to", "target", type=click.Path(path_type=Path), required=True, help="FLAC or WAV.")
@click.option("--from-seconds", type=click.FloatRange(min=0), default=0.0)
@click.option("--to-seconds", type=click.FloatRange(min=0))
@click.option(
    "--gaps",
    type=click.Choice(["silence", "cut"]),
    default="silence",
    show_default=True,
    help="What becomes of struck stretches.",
)
@pass_access
def audio_command(
    access: Access,
    id: str,
    target: Path,
    from_seconds: float,
    to_seconds: float | None,
    gaps: str,
) -> None:
    """Write the sound of interview ID to a file. A voice identifies: keep the file safe."""
    from interview_kit.workflow.sound_out import write_interview_sound

    with access.study(writing=False) as study:
        write_interview_sound(study, id, target, from_seconds, to_seconds, cut_gaps=gaps == "cut")
    click.echo(f"Wrote {target}. A voice identifies a person: keep the file safe.")


def open_source(device: str, source: Path | None, pace: str) -> Source:
    """The sound file, or else the microphone, that was asked for. Raises AudioError."""
    if source is not None:
        from interview_kit.audio.file import FileSource

        return FileSource(source, pace="fast" if pace == "fast" else "real")
    from interview_kit.audio.devices import find_device
    from interview_kit.audio.microphone import MicrophoneSource

    return MicrophoneSource(find_device(int(device) if device.isdigit() else device or None))


def read_roster(path: Path | None, participant: str) -> tuple[RosterName, ...]:
    """The names in a roster file; none where there is no file."""
    if path is None:
        return ()
    from interview_kit.model.participant import participant_code
    from interview_kit.pseudonym.roster import parse_roster

    return parse_roster(
        path.read_text(encoding="utf-8"), participant_code(participant) if participant else ""
    )


def parse_scopes(words: Sequence[str]) -> tuple[Scope, ...]:
    """The consent scopes that were named. Raises KitError that names those there are."""
    if not words:
        return ()
    from interview_kit.guide.guide import Scope

    spoken: dict[str, tuple[Scope, ...]] = {scope.value: (scope,) for scope in Scope}
    # Whoever agrees to be recorded for a study takes part in it.
    spoken["recording"] = (Scope.RECORD, Scope.TAKE_PART)
    for word in words:
        if word not in spoken:
            raise KitError(f"There is no consent scope {word}.", f"Use: {', '.join(spoken)}.")
    return tuple(scope for word in words for scope in spoken[word])


def parse_attributes(pairs: Sequence[str]) -> dict[str, str]:
    """`id=value` pairs as a mapping. Raises KitError for one without a value."""
    values: dict[str, str] = {}
    for pair in pairs:
        id, equals, value = pair.partition("=")
        if not equals or not id.strip() or not value.strip():
            raise KitError(f"{pair} is no attribute.", "Write ID=VALUE, such as gender=woman.")
        values[id.strip()] = value.strip()
    return values
