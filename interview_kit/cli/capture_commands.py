"""Commands that hold an interview: `interview`, `record`."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from interview_kit.cli.interview_options import (
    consent_option,
    device_option,
    guide_option,
    interviewer_option,
    language_option,
    new_participant_option,
    pace_option,
    parse_scopes,
    roster_option,
    source_option,
)
from interview_kit.cli.speaking import spoken_language, wording
from interview_kit.cli.study_access import Access, json_option, pass_access
from interview_kit.cli.terminal_output import echo, json_text
from interview_kit.errors import KitError
from interview_kit.language.counted_text import CountedText
from interview_kit.language.phrase import decimal_number, in_language

if TYPE_CHECKING:
    from interview_kit.session.new_interview import NewInterview
    from interview_kit.workflow.capture.recording import RecorderEvent, RecordingReport
    from interview_kit.workflow.capture.source_choice import Source


@click.command("interview")
@click.option("--participant", default="", metavar="CODE", help="Asked for if left out.")
@guide_option
@language_option
@device_option
@source_option
@pace_option
@click.option(
    "--resume", "interview_id", default="", metavar="ID", help="Go on with this interview."
)
@click.option("--plain", is_flag=True, help="Line by line, for screen readers; no screen.")
@click.option(
    "--practice",
    is_flag=True,
    help="Practise: nothing is stored, and a voice plays the participant of the demo.",
)
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
    practice: bool,
    listen: bool | None,
) -> None:
    """Ask for consent and names, and hold an interview: on the screen, or with --plain by lines."""
    from interview_kit.session.new_interview import NewInterview
    from interview_kit.workflow.capture.source_choice import open_source

    start = NewInterview(participant, guide, language)

    def sound() -> Source:
        return open_source(device, source, pace)

    if practice:
        _practise(access, start, sound, is_plain=plain)
        return
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


def _practise(
    access: Access, start: NewInterview, sound: Callable[[], Source], *, is_plain: bool
) -> None:
    """Hold an interview of which nothing is stored; a study is not needed, and not opened."""
    if not is_plain:
        from interview_kit.cli.screen_command import open_practice

        open_practice(access, start, sound)
        return
    from interview_kit.cli.keymap_command import user_keymap
    from interview_kit.plain.line_terminal import line_terminal
    from interview_kit.plain.plain_practice import practise
    from interview_kit.workflow.capture.practice import practice_interview

    language = start.language or spoken_language()
    interview = practice_interview(access.folder, start.guide, language)
    practise(line_terminal(spoken_language()), interview, sound, user_keymap())


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
    from interview_kit.workflow.machine.hangup import END_SIGNALS

    for number in END_SIGNALS:
        signal.signal(number, _end_plain)
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


def _end_plain(number: int, frame: FrameType | None) -> None:
    """End like Ctrl-C, and in time: a terminal that reads no more would hold up what is said.

    Who asks twice is not heard again: what is put away meanwhile is not to be broken off.
    """
    from interview_kit.workflow.machine.hangup import END_SIGNALS, end_in_time

    for end_signal in END_SIGNALS:
        signal.signal(end_signal, signal.SIG_IGN)
    end_in_time()
    signal.default_int_handler(number, frame)


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
@click.option(
    "--resume", "interview_id", default="", metavar="ID", help="Go on with this interview."
)
@click.option("--live", "is_live", is_flag=True, help="Transcribe while recording.")
@interviewer_option
@new_participant_option
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
    interviewer: str,
    is_new_person: bool,
    as_json: bool,
) -> None:
    """Record without a screen until the end, --seconds, Ctrl-C or a signal to stop."""
    from interview_kit.workflow.capture.recording import record_participant
    from interview_kit.workflow.capture.source_choice import open_source
    from interview_kit.workflow.interviews.roster_file import read_roster
    from interview_kit.workflow.machine.hangup import END_SIGNALS

    scopes = parse_scopes(consent)
    if not interview_id and not participant:
        raise KitError("No participant was named.", "Give --participant P07, or --resume ID.")
    sound = open_source(device, source, pace)
    stop = threading.Event()
    for number in (signal.SIGINT, *END_SIGNALS):
        signal.signal(number, lambda *_: stop.set())
    with access.study() as study:
        reports = record_participant(
            study,
            sound,
            scopes,
            interview=interview_id,
            participant=participant,
            guide=guide,
            language=language,
            interviewer=interviewer,
            is_new_person=is_new_person,
            roster=lambda: read_roster(roster, participant),
            is_live=is_live,
            stop=stop,
            seconds=seconds,
            tell=_warn,
        )
        for report in reports:
            echo(json_text(asdict(report)) if as_json else _told(report, sound))


def _warn(event: RecorderEvent) -> None:
    """Say on stderr what is wrong with the sound; its end is told otherwise."""
    from interview_kit.interface.alarms import alarm_notice

    notice = alarm_notice(event, spoken_language())
    if notice is not None and not notice.breaks:
        echo(notice.text if notice.mends else f"! {notice.text}", err=True)


def _told(report: RecordingReport, sound: Source) -> str:
    """What a report of the recorder says in a sentence."""
    from interview_kit.workflow.capture.recording import RecordingBegun, RecordingEnded

    id = report.interview
    if isinstance(report, RecordingBegun):
        return wording("Recording {id} from {source}. Ctrl-C stops.", id=id, source=sound.name)
    if isinstance(report, RecordingEnded):
        seconds = decimal_number(report.frames / sound.rate, 1)
        gaps = len(report.gaps)
        return wording(
            CountedText(
                "Kept {seconds} s of {id}, {gaps} gap.",
                "Kept {seconds} s of {id}, {gaps} gaps.",
                "gaps",
            ),
            seconds=seconds,
            id=id,
            gaps=gaps,
        )
    if report.turns is None:
        reason = in_language(report.reason, spoken_language())
        return wording(
            "The text is not complete ({reason}): interview-kit transcribe {id}",
            reason=reason,
            id=id,
        )
    return wording(
        CountedText("{id}: {turns} turn.", "{id}: {turns} turns.", "turns"),
        id=id,
        turns=report.turns,
    )
