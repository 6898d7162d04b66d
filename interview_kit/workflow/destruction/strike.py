"""Striking after the interview: a stretch is taken back for good."""

from __future__ import annotations

from interview_kit.errors import KitError
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import Struck
from interview_kit.vault.audit_log import AuditAct
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import Study


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
            study_audit.note(study, AuditAct.STRUCK, interview)
            return event
    raise KitError("That stretch holds no sound.", "Choose an earlier or longer stretch.")
