"""Striking after the interview: a stretch is taken back for good."""

from __future__ import annotations

from interview_kit.errors import KitError
from interview_kit.session import commands as ask
from interview_kit.session.events import Struck
from interview_kit.vault.audit import Act
from interview_kit.workflow.holding.conduct import Conductor
from interview_kit.workflow.keeping import audit
from interview_kit.workflow.study import Study


def strike(study: Study, interview: str, from_seconds: float, to_seconds: float) -> Struck:
    """Destroy the sound and the words of a stretch of an interview, and note that it was done.

    Raises KitError for a stretch that holds nothing, RefusedError where nothing was ever stored.
    """
    conductor = Conductor(study, interview)
    rate = conductor.state.rate
    # Whole frames outwards: what was named is gone to the last sample.
    command = ask.Strike(int(from_seconds * rate), -int(-to_seconds * rate // 1))
    for event in conductor.do(command):
        if isinstance(event, Struck):
            audit.note(study, Act.STRUCK, interview)
            return event
    raise KitError("That stretch holds no sound.", "Choose an earlier or longer stretch.")
