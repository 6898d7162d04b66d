"""Commands on sound: `check` before an interview, `audio` and `strike` after it."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.interview_options import device_option, open_source, source_option
from interview_kit.cli.printing import echo, json_line
from interview_kit.cli.study_access import SECONDS, Access, json_option, pass_access
from interview_kit.errors import KitError

if TYPE_CHECKING:
    from interview_kit.workflow.capture.room_check import Concern, RoomCheck
    from interview_kit.workflow.pseudonymisation.name_mask import Names


@click.command("check")
@device_option
@source_option
@click.option(
    "--seconds", type=click.FloatRange(1, 60), default=10.0, show_default=True, help="How long."
)
@click.option("--play", is_flag=True, help="Play what was heard.")
@json_option
@pass_access
def check_command(
    access: Access, device: str, source: Path | None, seconds: float, play: bool, as_json: bool
) -> None:
    """Listen to the room for a while, and say what is wrong; nothing is stored."""
    from interview_kit.workflow.capture import room_check

    sound = open_source(device, source, "real")
    if not as_json:
        echo(f"Listening to {sound.name} for {seconds:g} s: speak as in the interview.")
    check = room_check.check_room(access.folder, sound, seconds)
    if play:
        room_check.play(check).wait()
    if as_json:
        echo(json_line(_as_json(check)))
        return
    for number, channel in enumerate(check.channels, 1):
        echo(
            f"Channel {number}: peak {channel.peak_dbfs:.0f} dBFS, mean {channel.rms_dbfs:.0f} dBFS"
        )
    echo(f"Disk: room for {check.hours:.0f} hours of sound.")
    if check.battery is not None:
        power_state = "plugged in" if check.battery.is_plugged_in else "not plugged in"
        echo(f"Battery: {check.battery.percent} %, {power_state}.")
    for warning in check.warnings:
        place = "" if warning.channel is None else f"Channel {warning.channel + 1}: "
        message, hint = _advice(warning)
        echo(f"! {place}{message} {hint}")


@click.command("audio")
@click.argument("id")
@click.option("--to", "target", type=click.Path(path_type=Path), required=True, help="FLAC or WAV.")
@click.option("--from-seconds", type=SECONDS)
@click.option("--to-seconds", type=SECONDS)
@click.option(
    "--question", default="", metavar="ID", help="What was said while this question was shown."
)
@click.option(
    "--gaps",
    type=click.Choice(["silence", "cut"]),
    default="silence",
    show_default=True,
    help="What becomes of struck stretches.",
)
@click.option(
    "--names",
    type=click.Choice(["keep", "silence", "beep"]),
    default="keep",
    show_default=True,
    help="What becomes of names that the reviewed transcript replaces.",
)
@pass_access
def audio_command(
    access: Access,
    id: str,
    target: Path,
    from_seconds: float | None,
    to_seconds: float | None,
    question: str,
    gaps: str,
    names: Names,
) -> None:
    """Write the sound of interview ID to a file. A voice identifies: keep the file safe."""
    from interview_kit.workflow.publication.interview_sound import write_interview_sound

    if question and (from_seconds, to_seconds) != (None, None):
        raise KitError("A stretch is named by its times or by its question.", "Leave one out.")
    with access.study(writing=False) as study:
        write_interview_sound(
            study,
            id,
            target,
            from_seconds or 0,
            to_seconds,
            question=question,
            cut_gaps=gaps == "cut",
            names=names,
        )
    echo(f"Wrote {target}. A voice identifies a person: keep the file safe.")


@click.command("strike")
@click.argument("id")
@click.option("--from-seconds", type=SECONDS, required=True)
@click.option("--to-seconds", type=SECONDS, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_access
def strike_command(
    access: Access, id: str, from_seconds: float, to_seconds: float, yes: bool
) -> None:
    """Destroy the sound and the words of a stretch of interview ID, for good.

    That it was done stays in the interview's journal; files written or exported before are not
    reached.
    """
    from interview_kit.model.clock import timestamp
    from interview_kit.workflow.destruction.strike import strike

    start, end = (timestamp(int(seconds * 1000)) for seconds in (from_seconds, to_seconds))
    if not yes and not sys.stdin.isatty():
        raise KitError("Nobody is there to be asked.", "Add --yes to strike without asking.")
    with access.study() as study:
        if not yes:
            click.confirm(f"Destroy {id} from {start} to {end} for good?", abort=True, err=True)
        strike(study, id, from_seconds, to_seconds)
    echo(f"Struck {id} from {start} to {end}. Files written before still hold it.")


def _as_json(check: RoomCheck) -> dict[str, object]:
    values = {
        name: getattr(check, name) for name in ("source", "rate", "seconds", "hours", "stays_awake")
    }
    return values | {
        "channels": [asdict(channel) for channel in check.channels],
        "battery": None if check.battery is None else asdict(check.battery),
        "warnings": [
            asdict(warning) | dict(zip(("message", "hint"), _advice(warning), strict=True))
            for warning in check.warnings
        ],
    }


def _advice(concern: Concern) -> tuple[str, str]:
    """What is the matter, and what to do."""
    from interview_kit.interface.texts import say

    return say(f"check.{concern.kind}", "en"), say(f"fix.{concern.kind}", "en")
