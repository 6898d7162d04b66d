"""Taking in recordings that were made elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event

from interview_kit.audio.file_source import FileSource
from interview_kit.audio.recorder import Recorder
from interview_kit.audio.recorder_events import (
    Level,
    Overflow,
    RecorderEvent,
    RecorderFailed,
    SourceEnded,
)
from interview_kit.disk.disk_space import room_set_aside
from interview_kit.errors import AudioError, KitError
from interview_kit.guide.guide import ConsentScope
from interview_kit.model.block import Block
from interview_kit.model.clock import frames_to_ms
from interview_kit.model.participant import participant_code
from interview_kit.pseudonym.roster import RosterName
from interview_kit.session.interview_events import Answer, ConsentAnswered, Imported, Overflowed
from interview_kit.session.interview_events import Ended as InterviewEnded
from interview_kit.vault import blocks, interviews, journal, names
from interview_kit.vault.interviews import Interview
from interview_kit.workflow.study.interview_overview import guide_of, prepare
from interview_kit.workflow.study.open_study import Study

BLOCKS_AT_ONCE = 60
TAKEN_BACK_AT_ONCE = 8


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
    progress: Callable[[int, int | None], None] = lambda _ms, _of: None,
) -> Interview:
    """Store a sound file as an interview of `participant`, whole or not at all.

    `consent` names what the participant agreed to when the recording was made; `progress` is
    called with the ms stored and, where the file says it, the ms there are. Damaged places are
    passed over, and the journal marks each. Raises AudioError where the file gives no sound.
    """
    source = FileSource(path, pace="fast")
    before = _People(study, participant)
    interview = prepare(
        study,
        participant,
        guide=guide,
        language=language,
        roster=roster,
        attributes=attributes,
    )
    try:
        with room_set_aside(study.folder):
            damaged_frames = _store(study, source, interview, progress)
    except BaseException:
        _take_back(study, interview.id, before)
        raise
    scopes = set(consent)
    answers = [
        ConsentAnswered(item.id, Answer.YES)
        for item in guide_of(interview).consent
        if item.scope in scopes
    ]
    end = blocks.sound(study.vault, interview.id).end_frame
    # The file's own name may name a person, so only its kind is kept.
    import_event = Imported(source.rate, source.channels, path.suffix.lstrip(".").lower())
    with study.vault.atomic():
        journal.append(study.vault, interview.id, 0, [*answers, import_event])
        for frame in damaged_frames:
            journal.append(study.vault, interview.id, frame, [Overflowed()])
        journal.append(study.vault, interview.id, end, [InterviewEnded()])
    return interview


class _People:
    """Who and what was known before an import, so that one that fails leaves nobody."""

    def __init__(self, study: Study, participant: str) -> None:
        code = participant_code(participant)
        self.code = code
        self.was_known = interviews.find_participant(study.vault, code) is not None
        self.roster = frozenset(names.roster_of(study.vault, code))


def _take_back(study: Study, interview: str, before: _People) -> None:
    """Destroy what an import stored, in steps that a disk without room has room for."""
    vault = study.vault
    vault.empty_log()
    frames = blocks.within(vault, interview, 0, blocks.sound(vault, interview).end_frame)
    for at in range(0, len(frames), TAKEN_BACK_AT_ONCE):
        blocks.remove(vault, interview, frames[at : at + TAKEN_BACK_AT_ONCE])
        vault.empty_log()
    interviews.remove(vault, interview)
    for name in set(names.roster_of(vault, before.code)) - before.roster:
        names.remove_from_roster(vault, name)
    if not before.was_known:
        interviews.remove_participant(vault, before.code)
    with suppress(KitError):  # the room itself, where there is room to give it back
        vault.shrink()


def damaged_places(study: Study, interview: str) -> int:
    """How many places of an interview's sound could not be read or taken."""
    entries = journal.read(study.vault, interview)
    return sum(isinstance(entry.event, Overflowed) for entry in entries)


def _store(
    study: Study,
    source: FileSource,
    interview: Interview,
    progress: Callable[[int, int | None], None],
) -> list[int]:
    """Store the whole of a source; the frames at which it was damaged."""
    total_ms = None if source.seconds is None else round(source.seconds * 1000)
    finished = Event()
    damaged_frames: list[int] = []
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
                damaged_frames.append(frame)
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
    return damaged_frames
