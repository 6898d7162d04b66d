"""A recording made elsewhere as an interview, with a report of what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from interview_kit.guide.guide import ConsentScope
from interview_kit.pseudonym.roster import RosterName
from interview_kit.workflow.capture.sound_import import damaged_places, import_recording
from interview_kit.workflow.study.open_study import Study


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The interview that was made of a file, and how many places of it were damaged."""

    interview: str
    damaged: int


def import_sound(
    study: Study,
    path: Path,
    participant: str,
    *,
    guide: str = "",
    language: str = "",
    roster: Iterable[RosterName] = (),
    attributes: Mapping[str, str] | None = None,
    consent: Iterable[ConsentScope] = (),
    progress: Callable[[int, int | None], None] = lambda _ms, _of: None,
) -> ImportReport:
    """What `import_recording` does, with a report."""
    interview = import_recording(
        study,
        path,
        participant,
        guide=guide,
        language=language,
        roster=roster,
        attributes=attributes,
        consent=consent,
        progress=progress,
    )
    return ImportReport(interview.id, damaged_places(study.interview(interview.id)))
