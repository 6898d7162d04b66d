"""Records: what leaves the vault, pseudonymised, and what exporters receive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from interview_kit.model.turn import Turn


@dataclass(frozen=True, slots=True)
class Record:
    """One filed interview.

    `month` is when it was held, coarsened to `2026-11`. `questions` maps the ids of the guide's
    questions to their wording in the interview's language, in the order of the guide. `version`
    counts the filings of this interview. All text is pseudonymised.
    """

    interview: str
    participant: str
    language: str
    guide: str
    guide_fingerprint: str
    month: str
    length_ms: int
    version: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    turns: tuple[Turn, ...] = ()
