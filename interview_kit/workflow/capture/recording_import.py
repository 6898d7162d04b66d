"""A recording made elsewhere as an interview, with a report of what is to be known of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from interview_kit.guide.guide import ConsentScope
from interview_kit.pseudonym.roster import RosterName
from interview_kit.workflow.capture.sound_import import (
    ImportedRecording,
    hash_of,
    import_recording,
    imported_files,
)
from interview_kit.workflow.study.open_study import Study


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The recording as an interview, and the earlier one that the same file is in as, or ''."""

    recording: ImportedRecording
    twin: str


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
    tracks: Sequence[int] = (),
    held_on: str = "",
    interviewer: str = "",
    is_new_person: bool = False,
    progress: Callable[[int, int | None], None] = lambda _ms, _of: None,
) -> ImportReport:
    """What `import_recording` does, with a report."""
    twin = imported_files(study).get(hash_of(path), "")
    recording = import_recording(
        study,
        path,
        participant,
        guide=guide,
        language=language,
        roster=roster,
        attributes=attributes,
        consent=consent,
        tracks=tracks,
        held_on=held_on,
        interviewer=interviewer,
        is_new_person=is_new_person,
        progress=progress,
    )
    return ImportReport(recording, twin)
