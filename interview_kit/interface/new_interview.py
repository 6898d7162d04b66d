"""What is known of an interview before its form is filled in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewInterview:
    """What the form begins with; empty where nothing is known.

    `names` is a roster, a name on a line.
    """

    participant: str = ""
    guide: str = ""
    language: str = ""
    interviewer: str = ""
    names: str = ""
