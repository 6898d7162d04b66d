"""The read screen as it is until it is known what is doubtful, for as long as a test wants."""

from __future__ import annotations

from threading import Event

import pytest

from interview_kit.tui.read import doubt_keys
from interview_kit.workflow.study.open_study import StudyInterview


def hold_outlook(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Keep what is doubtful from being known until the event is set; 60 s at most."""
    is_released, outlook = Event(), doubt_keys.outlook

    def outlook_later(interview: StudyInterview) -> doubt_keys.Outlook:
        assert is_released.wait(timeout=60)
        return outlook(interview)

    monkeypatch.setattr(doubt_keys, "outlook", outlook_later)
    return is_released
