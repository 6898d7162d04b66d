"""The recording state: one word, one shape, one ground."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from interview_kit.session.interview_state import InterviewState, Phase


class Status(NamedTuple):
    """What the state is called in the style sheet, the id of its text, whether sound is kept."""

    name: str
    text: str
    stores: bool = False


_OF_PHASE: Mapping[Phase, Status] = {
    Phase.NEW: Status("ended", "interview.ended"),
    Phase.RECORDING: Status("rec", "interview.rec", stores=True),
    Phase.PAUSED: Status("paused", "interview.paused"),
    Phase.OFF_RECORD: Status("off", "interview.off"),
    Phase.CONSENT_WITHDRAWN: Status("withdrawn", "interview.withdrawn"),
    Phase.INTERRUPTED: Status("ended", "interview.ended"),
    Phase.ENDED: Status("ended", "interview.ended"),
}


def status_of(state: InterviewState, *, opening: bool, is_broken: bool = False) -> Status:
    """What the interviewer has to know about the sound."""
    if opening:
        return Status("off", "interview.opening")
    if (state.device_lost or is_broken) and state.phase is Phase.RECORDING:
        return Status("lost", "interview.lost")
    return _OF_PHASE[state.phase]


def practice_status(status: Status) -> Status:
    """The same where nothing is ever kept: what looks like a recording is none, and says so."""
    return status._replace(name="practice", text="practice.rec") if status.name == "rec" else status
