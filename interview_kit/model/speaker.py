"""Who speaks."""

from __future__ import annotations

from enum import StrEnum


class Speaker(StrEnum):
    """The role of a voice in an interview; labels are roles, never names."""

    INTERVIEWER = "interviewer"
    PARTICIPANT = "participant"
    OTHER = "other"
