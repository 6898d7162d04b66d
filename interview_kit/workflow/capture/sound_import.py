"""Taking in recordings that were made elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from interview_kit.audio.file_source import FileSource, silent_tracks, track_count
from interview_kit.audio.recorder import Recorder
from interview_kit.audio.recorder_events import (
    LayoutJudged,
    Level,
    Missing,
    Overflow,
    RecorderEvent,
    RecorderFailed,
    SourceEnded,
)
from interview_kit.disk.disk_space import room_set_aside
from interview_kit.errors import AudioError, KitError
from interview_kit.guide.guide import ConsentScope
from interview_kit.model.block import Block
from interview_kit.model.channel_layout import ChannelLayout
from interview_kit.model.clock import frames_to_ms
from interview_kit.model.participant import participant_code
from interview_kit.pseudonym.roster import RosterName
from interview_kit.session.interview_events import (
    Answer,
    ChannelsJudged,
    ConsentAnswered,
    Imported,
    Overflowed,
    SoundMissing,
)
from interview_kit.session.interview_events import Ended as InterviewEnded
from interview_kit.session.interview_events import Event as InterviewEvent
from interview_kit.session.timeline import channel_layout
from interview_kit.vault import blocks, interviews, journal, names
from interview_kit.vault.interviews import Interview
from interview_kit.vault.vault import Vault
from interview_kit.workflow.interviews.consent_history import note_consent
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.study.open_study import Study, StudyInterview, frozen_guide

BLOCKS_AT_ONCE = 60
TAKEN_BACK_AT_ONCE = 8  # blocks that are destroyed in one transaction


def import_recording(
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
) -> ImportedRecording:
    """Store a sound file as an interview of `participant`, whole or not at all.

    `consent` names what the participant agreed to when the recording was made; `held_on` is the
    day it was made (ISO 8601), today if empty. `tracks` names the sound tracks to take, counted
    from 1: without it all that are not silent, at most two, each a channel. `progress` is called
    with the ms stored and, where the file says it, the ms there are. Damaged places are passed
    over, and the journal marks each, as it does stretches that the file has no sound for, and how
    the channels belong together. Raises AudioError where the file gives no sound.
    """
    source, taken, silent = _source(path, tracks)
    sha256 = hash_of(path)
    twin = imported_files(study).get(sha256, "")
    before = _People(study, participant)
    interview = prepare(
        study,
        participant,
        guide=guide,
        language=language,
        roster=roster,
        attributes=attributes,
        held_on=held_on,
        interviewer=interviewer,
        is_new_person=is_new_person,
    )
    try:
        with room_set_aside(study.folder):
            noted = _store(study, source, interview, progress)
    except BaseException:
        _take_back(study.vault, interview.id, before)
        raise
    scopes = set(consent)
    answers = [
        ConsentAnswered(item.id, Answer.YES)
        for item in frozen_guide(interview).consent
        if item.scope in scopes
    ]
    end = blocks.sound(study.vault, interview.id).end_frame
    # The file's own name may name a person, so only its kind is kept.
    kind = path.suffix.lstrip(".").lower()
    import_event = Imported(source.rate, source.channels, kind, sha256)
    with study.vault.atomic():
        entries = journal.append(study.vault, interview.id, 0, [*answers, import_event])
        note_consent(study.interview(interview.id), entries)
        for frame, event in noted:
            journal.append(study.vault, interview.id, frame, [event])
        journal.append(study.vault, interview.id, end, [InterviewEnded()])
    return _recording(study.interview(interview.id), source, taken, silent, twin)


class _People:
    """Who and what was known before an import, so that one that fails leaves nobody."""

    def __init__(self, study: Study, participant: str) -> None:
        code = participant_code(participant)
        self.code = code
        self.was_known = interviews.find_participant(study.vault, code) is not None
        self.roster = frozenset(names.roster_of(study.vault, code))


def _take_back(vault: Vault, interview: str, before: _People) -> None:
    """Destroy what an import stored, in steps that a disk without room has room for."""
    vault.empty_log()
    frames = blocks.within(vault, interview, 0, blocks.sound(vault, interview).end_frame)
    for at in range(0, len(frames), TAKEN_BACK_AT_ONCE):
        blocks.destroy_blocks(vault, interview, frames[at : at + TAKEN_BACK_AT_ONCE])
        vault.empty_log()
    interviews.destroy_interview(vault, interview)
    for name in set(names.roster_of(vault, before.code)) - before.roster:
        names.remove_from_roster(vault, name)
    if not before.was_known:
        interviews.remove_participant(vault, before.code)
    with suppress(KitError):  # the room itself, where there is room to give it back
        vault.vacuum()


def _recording(
    interview: StudyInterview,
    source: FileSource,
    taken: Sequence[int],
    silent: Sequence[int],
    twin: str,
) -> ImportedRecording:
    entries = interview.entries
    holes = [entry.event for entry in entries if isinstance(entry.event, SoundMissing)]
    spans = [(hole.first_frame, hole.end_frame - hole.first_frame) for hole in holes]
    return ImportedRecording(
        id=interview.id,
        damaged=sum(isinstance(entry.event, Overflowed) for entry in entries),
        missing_ms=tuple(
            (frames_to_ms(begin, source.rate), frames_to_ms(frames, source.rate))
            for begin, frames in spans
        ),
        layout=channel_layout(entries),
        tracks=tuple(taken) if track_count(source.path) > 1 else (),
        silent_tracks=tuple(silent),
        silent=source.is_silent,
        twin=twin,
    )


def check_recording(path: Path, tracks: Sequence[int] = ()) -> None:
    """Raise AudioError where a file cannot be imported, as far as its beginning tells."""
    _source(path, tracks)


def _source(
    path: Path, tracks: Sequence[int]
) -> tuple[FileSource, tuple[int, ...], tuple[int, ...]]:
    """The sound of a file, the tracks that are taken, and those that are silent."""
    silent = silent_tracks(path) if not tracks and track_count(path) > 1 else ()
    taken = tuple(tracks) or _sounding(path, silent)
    return FileSource(path, pace="fast", tracks=taken), taken, silent


def _sounding(path: Path, silent: Sequence[int]) -> tuple[int, ...]:
    """The tracks that are not silent, or all where all are; empty for the only one."""
    numbers = range(1, track_count(path) + 1)
    return tuple(n for n in numbers if n not in silent) or tuple(numbers)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's content. Raises AudioError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise AudioError(
            "There is no file {path}.", "Check the name and the folder.", path=path
        ) from error


def imported_files(study: Study) -> dict[str, str]:
    """The interview that each imported file became, by the SHA-256 of the file."""
    return {
        event.sha256: interview
        for interview, event in journal.events_of_kind(study.vault, Imported)
        if event.sha256
    }


@dataclass(frozen=True, slots=True)
class ImportedRecording:
    """The interview that a file became, by its `id`, and what is to be known of its sound.

    `damaged` counts the places that could not be read. `missing_ms` says where the file's clock has
    no sound, as begin and length. `layout` is how two channels belong together. `tracks` are those
    taken, counted from 1, empty where the file has but one; `silent` is whether nothing can be
    heard from end to end. `twin` is the id of an earlier interview that the same file became, or
    empty.
    """

    id: str
    damaged: int
    missing_ms: tuple[tuple[int, int], ...]
    layout: ChannelLayout
    tracks: tuple[int, ...]
    silent_tracks: tuple[int, ...]
    silent: bool
    twin: str


def _store(
    study: Study,
    source: FileSource,
    interview: Interview,
    progress: Callable[[int, int | None], None],
) -> list[tuple[int, InterviewEvent]]:
    """Store the whole of a source; what the journal is to say of its sound, each at its frame."""
    total_ms = None if source.seconds is None else round(source.seconds * 1000)
    finished = Event()
    noted: list[tuple[int, InterviewEvent]] = []
    layouts: list[ChannelLayout] = []
    failures: list[str] = []
    waiting: list[Block] = []

    def commit(block: Block) -> None:
        # A disk flush for each second of sound would take longer than reading the file.
        waiting.append(block)
        if len(waiting) >= BLOCKS_AT_ONCE:
            blocks.append(study.vault, interview.id, *waiting)
            waiting.clear()

    def listen(event: RecorderEvent) -> None:
        match event:
            case Level(frame):
                progress(frames_to_ms(frame, source.rate), total_ms)
            case Overflow(frame):
                noted.append((frame, Overflowed()))
            case Missing(frame, end_frame):
                noted.append((frame, SoundMissing(frame, end_frame)))
            case LayoutJudged(_, layout):
                layouts.append(layout)
            case RecorderFailed(_, message):
                failures.append(message)
                finished.set()
            case SourceEnded():
                finished.set()

    recorder = Recorder(source, commit, listen, 0)
    recorder.start()
    try:
        finished.wait()
    finally:
        recorder.stop()
    blocks.append(study.vault, interview.id, *waiting)
    if failures:
        raise AudioError(
            "The recording could not be stored: {failures}",
            "Nothing was kept.",
            failures=failures[0],
        )
    if not blocks.sound(study.vault, interview.id).blocks:
        raise AudioError("The file holds no sound.", "Choose another file.")
    # All of the file is known before its journal begins: what was thought on the way is not said.
    if layouts and layouts[-1] is not ChannelLayout.APART:
        noted.insert(0, (0, ChannelsJudged(layouts[-1])))
    return noted
