"""What a room check found, in lines: what is wrong first, then the machine."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from interview_kit.interface.texts import say
from interview_kit.workflow.capture.room_check import Concern, RoomCheck


def findings(check: RoomCheck, language: str) -> Content:
    """Every warning with what to do about it, or that all is well; then disk, battery and sleep."""
    wrong = [
        Content.styled(_warning(warning, language), "$caution bold") for warning in check.warnings
    ]
    well = [] if wrong else [Content.styled(say("check.well", language), "$accent bold")]
    machine = [Content.styled(line, "$ink") for line in _machine(check, language)]
    return Content("\n").join([*wrong, *well, Content(""), *machine])


def _warning(concern: Concern, language: str) -> str:
    message, hint = say(f"check.{concern.kind}", language), say(f"fix.{concern.kind}", language)
    if concern.channel is None:
        return f"! {message} {hint}"
    return f"! {say('check.channel', language, channel=concern.channel + 1)}: {message} {hint}"


def _machine(check: RoomCheck, language: str) -> Iterator[str]:
    yield say("check.room_for", language, hours=int(check.hours))
    if check.battery is not None:
        id = "check.plugged" if check.battery.is_plugged_in else "check.unplugged"
        yield say(id, language, percent=check.battery.percent)
    if check.stays_awake:
        yield say("check.awake", language)
