"""Who speaks."""

from __future__ import annotations

from enum import StrEnum


class Speaker(StrEnum):
    """The role of a voice in an interview; labels are roles, never names."""

    INTERVIEWER = "interviewer"
    PARTICIPANT = "participant"
    INTERPRETER = "interpreter"
    OTHER = "other"
    OTHER_2 = "other2"
    OTHER_3 = "other3"
    OTHER_4 = "other4"
    OTHER_5 = "other5"
    OTHER_6 = "other6"


OTHERS = (
    Speaker.OTHER,
    Speaker.OTHER_2,
    Speaker.OTHER_3,
    Speaker.OTHER_4,
    Speaker.OTHER_5,
    Speaker.OTHER_6,
)
"""Whoever else speaks, told apart by number."""

MOST_VOICES = 2 + len(OTHERS)
