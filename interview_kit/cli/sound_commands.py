"""Commands on sound: `check` before an interview, `audio` and `strike` after it."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.interview_options import device_option, source_option
from interview_kit.cli.printing import print_json
from interview_kit.cli.speaking import say, say_aside, spoken_language, wording
from interview_kit.cli.study_access import SECONDS, Access, json_option, pass_access
from interview_kit.cli.terminal_output import echo, echo_json
from interview_kit.errors import KitError
from interview_kit.language.counted_text import CountedText
from interview_kit.language.counts import place_count

if TYPE_CHECKING:
    from interview_kit.workflow.capture.room_check import Concern, RoomCheck
    from interview_kit.workflow.pseudonymisation.name_mask import NameCover, Names, Suspected

COVER_COUNTS = ("replacements", "confirmed", "suspected", "faint", "was_listened")
"""What `audio --json` tells of a `NameCover`."""


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
    from interview_kit.workflow.capture.room_check import check_room
    from interview_kit.workflow.capture.source_choice import open_source

    sound = open_source(device, source, "real")
    if not as_json:
        say(
            "Listening to {name} for {seconds} s: speak as in the interview.",
            name=sound.name,
            seconds=f"{seconds:g}",
        )
    check = check_room(access.folder, sound, seconds, playing=play)
    if as_json:
        echo_json(_as_json(check))
        return
    for number, channel in enumerate(check.channels, 1):
        say(
            "Channel {number}: peak {peak} dBFS, mean {mean} dBFS",
            number=number,
            peak=f"{channel.peak_dbfs:.0f}",
            mean=f"{channel.rms_dbfs:.0f}",
        )
    say("Disk: room for {hours} hours of sound.", hours=f"{check.hours:.0f}")
    if check.battery is not None:
        if check.battery.is_plugged_in:
            say("Battery: {percent}%, plugged in.", percent=check.battery.percent)
        else:
            say("Battery: {percent}%, not plugged in.", percent=check.battery.percent)
    for warning in check.warnings:
        place = ""
        if warning.channel is not None:
            place = wording("Channel {number}: ", number=warning.channel + 1)
        message, hint = _advice(warning, spoken_language())
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
    help="What becomes of names that the reviewed transcript replaces, or that were heard.",
)
@click.option(
    "--suspected",
    type=click.Choice(["none", "sure", "all"]),
    show_default="sure",
    help="With --names: which names are covered that are heard and not confirmed. All are more of "
    "the names, and a quarter of a minute of an hour in which nobody says one.",
)
@json_option
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
    suspected: Suspected | None,
    as_json: bool,
) -> None:
    """Write the sound of interview ID to a file. A voice identifies: keep the file safe.

    With --names what the reviewed transcript replaces is covered, and every name that
    `names hear` suspects where the text has other words.
    """
    from interview_kit.workflow.publication.interview_sound import write_interview_sound

    if question and (from_seconds, to_seconds) != (None, None):
        raise KitError("A stretch is named by its times or by its question.", "Leave one out.")
    if suspected and names == "keep":
        raise KitError(
            "--suspected covers nothing without --names.", "Add --names silence or --names beep."
        )
    with access.study(writing=False) as study:
        cover = write_interview_sound(
            study.interview(id),
            target,
            from_seconds or 0,
            to_seconds,
            question=question,
            cut_gaps=gaps == "cut",
            names=names,
            suspected=suspected or "sure",
        )
    if as_json:
        counts = {key: getattr(cover, key) for key in COVER_COUNTS}
        print_json({"target": str(target), "names": names, **counts})
        return
    if names != "keep":
        _tell_cover(cover, id)
    say("Wrote {target}. A voice identifies a person: keep the file safe.", target=target)


def _tell_cover(cover: NameCover, id: str) -> None:
    say(
        "Covered in the interview: {places} that the text replaces; of names that are heard: "
        "{confirmed} confirmed, {suspected} suspected.",
        places=place_count(cover.replacements),
        confirmed=cover.confirmed,
        suspected=cover.suspected,
    )
    if cover.faint:
        say_aside(
            CountedText(
                (
                    "{count} name that may be said is not covered: listen to it with interview-kit "
                    "review {id}, or cover it too with --suspected all"
                ),
                (
                    "{count} names that may be said are not covered: listen to them with "
                    "interview-kit review {id}, or cover them too with --suspected all"
                ),
            ),
            count=cover.faint,
            id=id,
        )
    if not cover.was_listened:
        say_aside(
            "Names were not listened for, so one that the text has as other words is still heard: "
            "interview-kit names hear {id}",
            id=id,
        )


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
            click.confirm(
                wording(
                    "Destroy {id} from {start} to {end} for good?", id=id, start=start, end=end
                ),
                abort=True,
                err=True,
            )
        strike(study.interview(id), from_seconds, to_seconds)
    say(
        "Struck {id} from {start} to {end}. Files written before still hold it.",
        id=id,
        start=start,
        end=end,
    )


def _as_json(check: RoomCheck) -> dict[str, object]:
    values = {
        name: getattr(check, name) for name in ("source", "rate", "seconds", "hours", "stays_awake")
    }
    return values | {
        "channels": [asdict(channel) for channel in check.channels],
        "battery": None
        if check.battery is None
        else {"percent": check.battery.percent, "plugged": check.battery.is_plugged_in},
        "warnings": [
            asdict(warning) | dict(zip(("message", "hint"), _advice(warning, "en"), strict=True))
            for warning in check.warnings
        ],
    }


def _advice(concern: Concern, language: str) -> tuple[str, str]:
    """What is the matter, and what to do."""
    from interview_kit.interface import texts

    return texts.say(f"check.{concern.kind}", language), texts.say(f"fix.{concern.kind}", language)
