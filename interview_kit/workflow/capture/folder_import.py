"""Taking in a folder of recordings, as a table says whose they are.

A file that is in is known by its content, so that what was broken off goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from interview_kit.errors import KitError
from interview_kit.guide.guide import ConsentScope
from interview_kit.vault import interviews, transcripts
from interview_kit.workflow.capture.interview_map import InterviewMap, MapFault, MapRow, read_map
from interview_kit.workflow.capture.sound_import import (
    ImportedRecording,
    check_recording,
    hash_of,
    import_recording,
    imported_files,
)
from interview_kit.workflow.interviews.conversation_language import conversation_language
from interview_kit.workflow.interviews.held_day import held_day
from interview_kit.workflow.interviews.participant_codes import (
    alike_code,
    alike_code_error,
    refuse_withdrawn,
)
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.transcript_import import (
    ImportedTranscript,
    import_transcript,
)

_RECORDERS = (".wav", ".flac", ".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".wma", ".amr")
_OTHERS = (".mp4", ".3gp", ".webm", ".mkv", ".mov", ".avi", ".aiff", ".aif", ".caf", ".w64")
SOUND_SUFFIXES = frozenset((*_RECORDERS, *_OTHERS))

Became = Literal["imported", "already in", "failed", "not in the map"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: `interview` is its id, empty where it did not become one.

    `row` is that of the table, 0 for a file that is not in it. `recording` is what was imported
    now, `transcript` what became of a text beside it, `error` why something did not come in.
    """

    row: int
    file: str
    participant: str
    became: Became
    interview: str = ""
    recording: ImportedRecording | None = None
    transcript: ImportedTranscript | None = None
    error: KitError | None = None

    @property
    def turns(self) -> int | None:
        """How many turns a transcript gave, None without one."""
        return len(self.transcript.turns) if self.transcript else None


@dataclass(frozen=True, slots=True)
class FolderProgress:
    """The file that is being imported, the `number`th of `count`; in ms where they are known."""

    file: str
    number: int
    count: int
    done_ms: int
    total_ms: int | None


def check_folder(folder: Path) -> None:
    """Raise KitError where there is no such folder."""
    if not folder.is_dir():
        raise KitError("There is no folder {folder}.", "Check its name.", folder=folder)


def checked_map(
    study: Study,
    folder: Path,
    map_file: Path,
    *,
    guide: str = "",
    language: str = "",
    is_new_person: bool = False,
) -> InterviewMap:
    """The table with every fault that can be told before anything is written.

    `guide` and `language` are the study's if empty. Raises KitError where table, folder or guide
    cannot be read, and for a language that no model writes.
    """
    check_folder(folder)
    read_guide = study.guide(guide or study.settings.guide)
    conversation_language(read_guide, language or study.settings.language)
    found = read_map(map_file, folder, read_guide)
    faults = list(found.faults)
    if not is_new_person:
        faults += _alike_codes(study, found.rows)
    hashes: dict[str, int] = {}
    for row in found.rows:
        faults += [MapFault(row.row, error) for error in _faults(study, row)]
        earlier = hashes.setdefault(hash_of(row.file), row.row)
        if earlier != row.row and not any(fault.row == row.row for fault in faults):
            twin = KitError("The recording is the same as in row {row}.", row=earlier)
            faults.append(MapFault(row.row, twin))
    return replace(found, faults=tuple(sorted(faults, key=lambda fault: fault.row)))


def import_folder(
    study: Study,
    folder: Path,
    rows: Sequence[MapRow],
    *,
    guide: str = "",
    language: str = "",
    held_on: str = "",
    interviewer: str = "",
    is_new_person: bool = False,
    consent: Iterable[ConsentScope] = (),
    progress: Callable[[FolderProgress], None] = lambda _progress: None,
    done: Callable[[Outcome], None] = lambda _outcome: None,
) -> tuple[Outcome, ...]:
    """Import the recordings of a table that has no faults, one after the other.

    `held` and `interviewer` are those of rows that say none. Where one fails the others go on.
    Files of the folder that look like sound and are not in the table come last, untouched. `done`
    is told of each as it is there.
    """
    scopes = tuple(consent)
    known = imported_files(study)
    outcomes: list[Outcome] = []
    for number, row in enumerate(rows, 1):

        def tell(done_ms: int, total_ms: int | None, row: MapRow = row, at: int = number) -> None:
            progress(FolderProgress(row.file.name, at, len(rows), done_ms, total_ms))

        tell(0, None)
        told_row = replace(
            row, held_on=row.held_on or held_on, interviewer=row.interviewer or interviewer
        )
        outcome = _import_row(
            study, told_row, known, guide, language, scopes, tell, is_new_person=is_new_person
        )
        outcomes.append(outcome)
        done(outcome)
    rest = _not_in(folder, rows)
    for outcome in rest:
        done(outcome)
    return (*outcomes, *rest)


def _import_row(
    study: Study,
    row: MapRow,
    known: dict[str, str],
    guide: str,
    language: str,
    consent: Sequence[ConsentScope],
    tell: Callable[[int, int | None], None],
    *,
    is_new_person: bool,
) -> Outcome:
    outcome = Outcome(row.row, row.file.name, row.participant, "failed")
    try:
        id = known.get(hash_of(row.file), "")
        if id:
            outcome = replace(outcome, interview=id)
            whose = interviews.get(study.vault, id).participant
            if whose != row.participant:
                return replace(outcome, error=_of_another(id, whose))
            outcome = replace(outcome, became="already in")
        else:
            recording = import_recording(
                study,
                row.file,
                row.participant,
                guide=guide,
                language=row.language or language,
                roster=row.roster,
                consent=consent,
                tracks=row.tracks,
                held_on=row.held_on,
                interviewer=row.interviewer,
                is_new_person=is_new_person,
                progress=tell,
            )
            outcome = replace(
                outcome, became="imported", interview=recording.id, recording=recording
            )
        return _with_transcript(study, row, outcome)
    except KitError as error:
        return replace(outcome, became="failed", error=error)


def _of_another(interview: str, whose: str) -> KitError:
    return KitError(
        "The file is in already as {interview}, of {whose}.",
        "Mend the table, or withdraw that interview.",
        interview=interview,
        whose=whose,
    )


@dataclass(frozen=True, slots=True)
class FolderReport:
    """What came of a folder: the faults of its table, with which nothing is imported, or outcomes.

    `rows` counts the rows of the table.
    """

    faults: tuple[MapFault, ...]
    outcomes: tuple[Outcome, ...]
    rows: int

    @property
    def failures(self) -> int:
        """How many recordings did not come in whole."""
        return sum(outcome.became == "failed" for outcome in self.outcomes)


def import_mapped_folder(
    study: Study,
    folder: Path,
    map_file: Path,
    *,
    guide: str = "",
    language: str = "",
    held_on: str = "",
    interviewer: str = "",
    is_new_person: bool = False,
    consent: Iterable[ConsentScope] = (),
    progress: Callable[[FolderProgress], None] = lambda _progress: None,
) -> FolderReport:
    """Check the table, and import what it names where it has no faults."""
    held_on = held_day(held_on) if held_on else ""
    checked = checked_map(
        study, folder, map_file, guide=guide, language=language, is_new_person=is_new_person
    )
    if checked.faults:
        return FolderReport(checked.faults, (), len(checked.rows))
    outcomes = import_folder(
        study,
        folder,
        checked.rows,
        guide=guide,
        language=language,
        held_on=held_on,
        interviewer=interviewer,
        is_new_person=is_new_person,
        consent=consent,
        progress=progress,
    )
    return FolderReport((), outcomes, len(checked.rows))


def _with_transcript(study: Study, row: MapRow, outcome: Outcome) -> Outcome:
    """Take in the transcript of a row, unless the interview has a text."""
    id = outcome.interview
    if row.transcript is None or transcripts.current_run(study.vault, id) is not None:
        return outcome
    try:
        transcript = import_transcript(study.interview(id), row.transcript)
    except KitError as error:
        return replace(outcome, became="failed", error=error)
    return replace(outcome, transcript=transcript)


def _faults(study: Study, row: MapRow) -> tuple[KitError, ...]:
    checks: tuple[Callable[[], None], ...] = (
        lambda: refuse_withdrawn(study, row.participant),
        lambda: check_recording(row.file, row.tracks),
    )
    faults: list[KitError] = []
    for check in checks:
        try:
            check()
        except KitError as error:
            faults.append(error)
    return tuple(faults)


def _alike_codes(study: Study, rows: Sequence[MapRow]) -> list[MapFault]:
    """Each row whose code is new, and like one of the study or of an earlier row but for zeros."""
    known_codes = set(interviews.participant_codes(study.vault))
    faults = []
    for row in rows:
        if row.participant not in known_codes:
            alike = alike_code(row.participant, known_codes)
            if alike:
                faults.append(MapFault(row.row, alike_code_error(row.participant, alike)))
        known_codes.add(row.participant)
    return faults


def _not_in(folder: Path, rows: Sequence[MapRow]) -> tuple[Outcome, ...]:
    named = {row.file.resolve() for row in rows}
    return tuple(
        Outcome(0, path.name, "", "not in the map")
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in SOUND_SUFFIXES and path.is_file() and path.resolve() not in named
    )
