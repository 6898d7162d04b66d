"""What is known of an interview before it begins: what its form is filled in with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from interview_kit.session.interview_events import Answer


@dataclass(frozen=True, slots=True)
class NewInterview:
    """What the form begins with; empty where nothing is known.

    `names` is a roster, a name on a line. `interview` is one that was prepared before and is gone
    on with. `attributes` are what is noted of the participant, `answers` those to items of consent,
    by their ids.
    """

    participant: str = ""
    guide: str = ""
    language: str = ""
    interviewer: str = ""
    names: str = ""
    interview: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
