"""Commands on what is kept beside an interview: `consent` and `debrief`."""

from __future__ import annotations

import signal
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from interview_kit.cli.interview_options import (
    device_option,
    pace_option,
    source_option,
)
from interview_kit.cli.printing import print_json, print_table
from interview_kit.cli.speaking import say, word_for, wording
from interview_kit.cli.study_access import Access, json_option, pass_access, who_option
from interview_kit.cli.terminal_output import echo
from interview_kit.errors import KitError
from interview_kit.language.phrase import decimal_number
from interview_kit.model.moment import local_time

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
    from interview_kit.workflow.capture.consent_and_debrief import consent_report

    with access.study(writing=False) as study:
        report = consent_report(study.interview(id))
    if as_json:
        print_json(asdict(report))
        return
    for entry in report.items:
        answer = word_for("value", entry.answer).replace("_", " ")
        echo(f"{entry.item}: {answer}")
        if entry.wording:
            say(
                "    read in {language}, wording {fingerprint}",
                language=entry.language,
                fingerprint=entry.wording[:16],
            )
    if report.awaits_disposal:
        say("Consent was withdrawn, and what becomes of the recording is not decided.")
    for aside in report.oral:
        say(
            "Oral consent {number}: {at}, {length_ms} ms",
            number=aside.number,
            at=local_time(aside.at),
            length_ms=aside.length_ms,
        )


@consent_command.command("history")
@click.argument("id")
@json_option
@pass_access
def consent_history_command(access: Access, id: str, as_json: bool) -> None:
    """Show every answer that interview ID ever had: when, by whom, and in which wording.

    The wording is that of the guide with this fingerprint, in this language.
    """
    from interview_kit.workflow.interviews.consent_history import consent_history

    with access.study(writing=False) as study:
        steps = consent_history(study.interview(id))
    if as_json:
        print_json([asdict(step) for step in steps])
        return
    if not steps:
        say("Nothing was answered in {id}.", id=id)
        return
    columns = ["at", "question", "became", "who", "language", "hash"]
    rows = [
        [
            step.at[:19],
            step.item,
            step.answer,
            step.who,
            step.language,
            step.guide_fingerprint[:12],
        ]
        for step in steps
    ]
    print_table(columns, rows)


@consent_command.command("answer")
@click.argument("id")
@click.argument("item")
@click.argument("answer", type=click.Choice(["yes", "no", "not_asked"]))
@who_option
@pass_access
def consent_answer(access: Access, id: str, item: str, answer: str, actor: str) -> None:
    """Note that the answer to consent ITEM of interview ID is now ANSWER, whenever that is said."""
    from interview_kit.workflow.capture.consent_and_debrief import answer_consent

    with access.study() as study:
        answer_consent(study.interview(id), item, answer, actor=actor)
    say(
        "{id}: the answer to {item} is now {answer}.",
        id=id,
        item=item,
        answer=word_for("value", answer),
    )


@consent_command.command("decide")
@click.argument("id")
@click.argument("disposal", type=click.Choice(["keep", "destroy", "later"]))
@click.option("--yes", is_flag=True, help="Do not ask before destroying.")
@pass_access
def consent_decide(access: Access, id: str, disposal: str, yes: bool) -> None:
    """Note what becomes of what was recorded in interview ID before consent was withdrawn.

    As the participant says: keep it, destroy it now and for good, or ask later. Until it is decided
    nothing is transcribed.
    """
    from interview_kit.workflow.capture.recording_disposal import decide_recording

    if disposal == "destroy" and not yes:
        question = wording("Destroy all that was recorded in {id}, for good?", id=id)
        click.confirm(question, abort=True, err=True)
    with access.study() as study:
        decide_recording(study.interview(id), disposal)
    if disposal == "keep":
        say("{id}: what was recorded is kept.", id=id)
    elif disposal == "destroy":
        say("{id}: what was recorded is destroyed.", id=id)
    else:
        say("{id}: the participant is to be asked later.", id=id)


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
    from interview_kit.workflow.capture.consent_and_debrief import debriefs_of

    with access.study(writing=False) as study:
        rows = [asdict(debrief) for debrief in debriefs_of(study.interview(id))]
    columns = ["at", "number", "length_ms", "text"]
    if as_json:
        print_json(rows)
    elif rows:
        print_table(columns, [[row.get(name, "") for name in columns] for row in rows])
    else:
        say("There is none yet. interview-kit debrief write {id}, or debrief record {id}", id=id)


@debrief_command.command("write")
@click.argument("id")
@click.option("--text", default="", help="What to keep; read from standard input if left out.")
@pass_access
def debrief_write(access: Access, id: str, text: str) -> None:
    """Keep a typed debrief of interview ID, once it is over."""
    from interview_kit.workflow.capture.consent_and_debrief import write_debrief

    text = text or sys.stdin.read()
    if not text.strip():
        raise KitError("There is nothing to keep.", "Give --text, or type it and end with Ctrl-D.")
    with access.study() as study:
        write_debrief(study.interview(id), text)
    say("The debrief of {id} is kept, apart from the transcript.", id=id)


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
    from interview_kit.workflow.capture.consent_and_debrief import transcribe_beside

    with access.study() as study:
        debrief = transcribe_beside(study.interview(id), number)
    if as_json:
        print_json(asdict(debrief))
    else:
        echo(debrief.text)


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
    from interview_kit.workflow.capture.consent_and_debrief import record_beside
    from interview_kit.workflow.capture.source_choice import open_source
    from interview_kit.workflow.machine.hangup import END_SIGNALS

    sound = open_source(device, source, pace)
    stop = threading.Event()
    for number in (signal.SIGINT, *END_SIGNALS):
        signal.signal(number, lambda *_: stop.set())

    def tell() -> None:
        if not as_json:
            say("Recording from {name}, apart from the interview. Ctrl-C stops.", name=sound.name)

    with access.study() as study:
        aside = record_beside(
            study.interview(id), kind, sound, stop=stop, seconds=seconds, on_begin=tell
        )
    if as_json:
        print_json(asdict(aside))
    else:
        say(
            "Kept {seconds} s, apart from interview {id}.",
            seconds=decimal_number(aside.length_ms / 1000, 1),
            id=id,
        )


def _play(access: Access, id: str, kind: str, number: int | None) -> None:
    from interview_kit.workflow.capture.consent_and_debrief import play_beside

    with access.study(writing=False) as study:
        play_beside(study.interview(id), kind, number)
