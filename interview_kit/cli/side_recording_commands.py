"""Commands on what is kept beside an interview: `consent` and `debrief`."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interview_kit.cli.interview_options import (
    device_option,
    open_source,
    pace_option,
    source_option,
)
from interview_kit.cli.printing import echo, print_json, print_table
from interview_kit.cli.study_access import Access, json_option, pass_access
from interview_kit.errors import KitError

if TYPE_CHECKING:
    from interview_kit.vault.side_recordings import SideRecording
    from interview_kit.workflow.study.open_study import Study

seconds_option = click.option(
    "--seconds", type=click.FloatRange(min=0.1), help="Stop after so much sound."
)
number_option = click.option("--number", type=int, help="Which one; the latest if left out.")


@click.group("consent")
def consent_command() -> None:
    """See and change answers to consent; record and hear how it was given."""


@consent_command.command("show")
@click.argument("id")
@json_option
@pass_access
def consent_show(access: Access, id: str, as_json: bool) -> None:
    """Show the answer to every consent item of interview ID, and the oral consent there is."""
    from interview_kit.vault import interviews
    from interview_kit.vault.side_recordings import SideRecordingKind
    from interview_kit.workflow.capture.side_recording import side_recordings_of
    from interview_kit.workflow.study.interview_overview import guide_of, state_of

    with access.study(writing=False) as study:
        interview = interviews.get(study.vault, id)
        state = state_of(study, id)
        items = [
            {
                "item": item.id,
                "scope": item.scope.value,
                "answer": state.answer(item.id).value,
                "text": item.text.in_(interview.language).strip(),
            }
            for item in guide_of(interview).consent
        ]
        oral = [_row(aside) for aside in side_recordings_of(study, id, SideRecordingKind.CONSENT)]
    if as_json:
        print_json({"interview": id, "items": items, "oral": oral})
        return
    for entry in items:
        echo(f"{entry['item']} ({entry['scope']}): {entry['answer']}")
    for aside in oral:
        echo(f"Oral consent {aside['number']}: {aside['at']}, {aside['length_ms']} ms")


@consent_command.command("answer")
@click.argument("id")
@click.argument("item")
@click.argument("answer", type=click.Choice(["yes", "no", "not_asked"]))
@pass_access
def consent_answer(access: Access, id: str, item: str, answer: str) -> None:
    """Note that the answer to consent ITEM of interview ID is now ANSWER, whenever that is said."""
    from interview_kit.session import interview_commands as ask
    from interview_kit.session.interview_events import Answer
    from interview_kit.workflow.capture.conductor import Conductor

    with access.study() as study:
        Conductor(study, id).do(ask.AnswerConsent(item, Answer(answer)))
    echo(f"{id}: the answer to {item} is now {answer}.")


@consent_command.command("record")
@click.argument("id")
@device_option
@source_option
@pace_option
@seconds_option
@json_option
@pass_access
def consent_record(access: Access, /, id: str, as_json: bool, **sound: Any) -> None:
    """Record how consent is given in interview ID, on a track apart, until --seconds or Ctrl-C.

    It is never transcribed and never exported, and goes when the participant withdraws.
    """
    _record(access, id, "consent", as_json=as_json, **sound)


@consent_command.command("play")
@click.argument("id")
@number_option
@pass_access
def consent_play(access: Access, id: str, number: int | None) -> None:
    """Listen to the oral consent of interview ID."""
    _play(access, id, "consent", number)


@click.group("debrief")
def debrief_command() -> None:
    """Write, speak, read and hear what is to be remembered after an interview."""


@debrief_command.command("show")
@click.argument("id")
@json_option
@pass_access
def debrief_show(access: Access, id: str, as_json: bool) -> None:
    """Show the debrief of interview ID, typed and spoken."""
    from interview_kit.session.interview_events import Debriefed
    from interview_kit.vault import journal
    from interview_kit.vault.side_recordings import SideRecordingKind
    from interview_kit.workflow.capture.side_recording import side_recordings_of

    with access.study(writing=False) as study:
        recording_rows = [
            _row(aside) for aside in side_recordings_of(study, id, SideRecordingKind.DEBRIEF)
        ]
        note_rows: list[dict[str, object]] = [
            {"at": entry.at, "text": entry.event.text}
            for entry in journal.read(study.vault, id)
            if isinstance(entry.event, Debriefed)
        ]
    rows = sorted([*note_rows, *recording_rows], key=lambda row: str(row["at"]))
    columns = ["at", "number", "length_ms", "text"]
    if as_json:
        print_json(rows)
    elif rows:
        print_table(columns, [[row.get(name, "") for name in columns] for row in rows])
    else:
        echo(f"There is none yet. interview-kit debrief write {id}, or debrief record {id}")


@debrief_command.command("write")
@click.argument("id")
@click.option("--text", default="", help="What to keep; read from standard input if left out.")
@pass_access
def debrief_write(access: Access, id: str, text: str) -> None:
    """Keep a typed debrief of interview ID, once it is over."""
    from interview_kit.session import interview_commands as ask
    from interview_kit.workflow.capture.conductor import Conductor

    text = text or sys.stdin.read()
    if not text.strip():
        raise KitError("There is nothing to keep.", "Give --text, or type it and end with Ctrl-D.")
    with access.study() as study:
        Conductor(study, id).do(ask.Debrief(text))
    echo(f"The debrief of {id} is kept, apart from the transcript.")


@debrief_command.command("record")
@click.argument("id")
@device_option
@source_option
@pace_option
@seconds_option
@json_option
@pass_access
def debrief_record(access: Access, /, id: str, as_json: bool, **sound: Any) -> None:
    """Speak a debrief of interview ID, on a track apart, until --seconds or Ctrl-C."""
    _record(access, id, "debrief", as_json=as_json, **sound)


@debrief_command.command("play")
@click.argument("id")
@number_option
@pass_access
def debrief_play(access: Access, id: str, number: int | None) -> None:
    """Listen to a spoken debrief of interview ID."""
    _play(access, id, "debrief", number)


@debrief_command.command("transcribe")
@click.argument("id")
@number_option
@json_option
@pass_access
def debrief_transcribe(access: Access, id: str, number: int | None, as_json: bool) -> None:
    """Transcribe a spoken debrief of interview ID; the text is kept beside its sound."""
    from interview_kit.workflow.capture.side_recording import transcribe_debrief
    from interview_kit.workflow.transcription.transcribe import study_transcriber

    with access.study() as study:
        aside = _chosen(study, id, "debrief", number)
        with study_transcriber(study) as transcriber:
            text = transcribe_debrief(study, aside.id, transcriber)
    if as_json:
        print_json({"interview": id, "number": aside.id, "text": text})
    else:
        echo(text)


def _record(
    access: Access,
    id: str,
    kind: str,
    *,
    device: str,
    source: Path | None,
    pace: str,
    seconds: float | None,
    as_json: bool,
) -> None:
    from interview_kit.audio.recorder_events import Level, RecorderEvent
    from interview_kit.vault.side_recordings import SideRecordingKind
    from interview_kit.workflow.capture.side_recording import SideRecorder

    sound = open_source(device, source, pace)
    stop = threading.Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: stop.set())

    def listen(event: RecorderEvent) -> None:
        if seconds is not None and isinstance(event, Level) and event.frame >= seconds * sound.rate:
            stop.set()

    with access.study() as study:
        recording = SideRecorder(study, SideRecordingKind(kind), sound, id, listen)
        if not as_json:
            echo(f"Recording from {sound.name}, apart from the interview. Ctrl-C stops.")
        while not stop.is_set() and not recording.wait(0.05):
            pass
        aside = recording.stop()
        if recording.failure:
            raise KitError(recording.failure, f"What was stored is kept: {aside.length_ms} ms.")
    if as_json:
        print_json(_row(aside))
    else:
        echo(f"Kept {aside.length_ms / 1000:.1f} s, apart from interview {id}.")


def _play(access: Access, id: str, kind: str, number: int | None) -> None:
    from interview_kit.workflow.capture.side_recording import play_side_recording

    with access.study(writing=False) as study:
        player = play_side_recording(study, _chosen(study, id, kind, number).id)
        try:
            player.wait()
        finally:
            player.stop()


def _chosen(study: Study, id: str, kind: str, number: int | None) -> SideRecording:
    from interview_kit.vault.side_recordings import SideRecordingKind
    from interview_kit.workflow.capture.side_recording import side_recordings_of

    recordings = [
        recording
        for recording in side_recordings_of(study, id, SideRecordingKind(kind))
        if number in (None, recording.id)
    ]
    if not recordings:
        raise KitError(f"Interview {id} has no such recording.", f"interview-kit {kind} show {id}")
    return recordings[-1]


def _row(aside: SideRecording) -> dict[str, object]:
    return {
        "number": aside.id,
        "at": aside.at,
        "length_ms": aside.length_ms,
        "text": aside.text,
    }
