"""Commands that bring sound in: `interview`, `record`, `import`."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interview_kit.cli.interview_options import (
    attribute_option,
    consent_option,
    device_option,
    guide_option,
    language_option,
    open_source,
    pace_option,
    parse_attributes,
    parse_scopes,
    participant_option,
    read_roster,
    roster_option,
    source_option,
)
from interview_kit.cli.printing import echo, json_line
from interview_kit.cli.study_access import Access, json_option, pass_access
from interview_kit.errors import KitError

if TYPE_CHECKING:
    from interview_kit.audio.recorder_events import RecorderEvent
    from interview_kit.audio.sound_source import Source
    from interview_kit.interface.new_interview import NewInterview


@click.command("interview")
@click.option("--participant", default="", metavar="CODE", help="Asked for if left out.")
@guide_option
@language_option
@device_option
@source_option
@pace_option
@click.option("--resume", "resumed", default="", metavar="ID", help="Go on with this interview.")
@click.option("--plain", is_flag=True, help="Line by line, for screen readers; no screen.")
@click.option(
    "--live/--no-live",
    "listen",
    default=None,
    help="Hear words meanwhile, or not; as the study says if left out.",
)
@pass_access
def interview_command(
    access: Access,
    participant: str,
    guide: str,
    language: str,
    device: str,
    source: Path | None,
    pace: str,
    interview_id: str,
    plain: bool,
    listen: bool | None,
) -> None:
    """Ask for consent and names, and hold an interview: on the screen, or with --plain by lines."""
    from interview_kit.interface.new_interview import NewInterview

    start = NewInterview(participant, guide, language)

    def sound() -> Source:
        return open_source(device, source, pace)

    if plain:
        _hold_plain(access, start, interview_id, sound, listen)
        return
    from interview_kit.cli.screen_command import open_screen

    open_screen(
        access,
        start=None if interview_id else start,
        interview=interview_id,
        open_source=sound,
        listen=listen,
    )


def _hold_plain(
    access: Access,
    start: NewInterview,
    interview_id: str,
    sound: Callable[[], Source],
    listen: bool | None,
) -> None:
    """Hold an interview by lines; a request to stop and a closed terminal end it like Ctrl-C."""
    from interview_kit.cli.keymap_command import user_keymap
    from interview_kit.plain.line_terminal import line_terminal
    from interview_kit.plain.plain_interview import hold
    from interview_kit.workflow.capture.live_captions import live_captions

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    with access.study() as study:
        try:
            wants_captions = study.settings.live == "on" if listen is None else listen
            talk = line_terminal(study.settings.language)
            is_ended = hold(
                talk,
                study,
                sound,
                start,
                interview_id,
                live_words=live_captions if wants_captions else None,
                keymap=user_keymap(),
            )
        except EOFError as error:
            raise click.Abort from error
    if not is_ended:
        sys.exit(130)


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
@click.option("--live", "is_live", is_flag=True, help="Transcribe while recording.")
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
    interview_id: str,
    is_live: bool,
    as_json: bool,
) -> None:
    """Record without a screen until the end, --seconds, Ctrl-C or a signal to stop."""
    from interview_kit.workflow.capture.recording import record
    from interview_kit.workflow.study.interview_overview import prepare
    from interview_kit.workflow.transcription.live_transcription import LiveTranscription

    scopes = parse_scopes(consent)
    if not interview_id and not participant:
        raise KitError("No participant was named.", "Give --participant P07, or --resume ID.")
    sound = open_source(device, source, pace)
    stop = threading.Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: stop.set())
    with access.study() as study, ExitStack() as stack:
        id = interview_id
        if not id:
            names = read_roster(roster, participant)
            id = prepare(study, participant, guide=guide, language=language, roster=names).id
        live = stack.enter_context(closing(LiveTranscription(study, id))) if is_live else None
        reports = record(
            study, id, sound, scopes, stop=stop, seconds=seconds, live=live, tell=_warn
        )
        for report in reports:
            echo(json_line(report) if as_json else _told(report, sound))


def _warn(event: RecorderEvent) -> None:
    """Say on stderr what is wrong with the sound; its end is told otherwise."""
    from interview_kit.interface.alarms import alarm_notice

    tidings = alarm_notice(event, "en")
    if tidings is not None and not tidings.breaks:
        echo(tidings.text if tidings.mends else f"! {tidings.text}", err=True)


def _told(report: dict[str, Any], sound: Source) -> str:
    """What a report of the recorder says in a sentence."""
    id = report["interview"]
    match report["event"]:
        case "recording":
            return f"Recording {id} from {sound.name}. Ctrl-C stops."
        case "recorded":
            seconds = report["frames"] / sound.rate
            return f"Kept {seconds:.1f} s of {id}, {len(report['gaps'])} gaps."
        case _ if report["turns"] is None:
            return f"The text is not complete ({report['reason']}): interview-kit transcribe {id}"
        case _:
            return f"{id}: {report['turns']} turns."


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
    from interview_kit.cli.progress_bars import progress_bar
    from interview_kit.workflow.capture.sound_import import damaged_places, import_recording

    scopes = parse_scopes(consent)
    names = read_roster(roster, participant)
    with access.study() as study, progress_bar("Importing", is_hidden=as_json) as bar:
        interview = import_recording(
            study,
            file,
            participant,
            guide=guide,
            language=language,
            roster=names,
            attributes=parse_attributes(attributes),
            consent=scopes,
            progress=bar,
        )
        damaged_times = damaged_places(study, interview.id)
    if as_json:
        echo(json_line({"interview": interview.id, "damaged": damaged_times}))
    else:
        echo(f"Imported as {interview.id}. Next: interview-kit transcribe {interview.id}")
        if damaged_times:
            echo(f"The file is damaged in {damaged_times} places; what could be read is kept.")
