"""Taking in a transcript that another program made, as the turns of an interview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from interview_kit.errors import KitError, SpeechError, UnreadError
from interview_kit.guide.guide import ConsentScope
from interview_kit.language.counted_text import CountedText
from interview_kit.model.clock import frames_to_ms
from interview_kit.model.reading import Reading
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.pseudonym.roster import RosterName
from interview_kit.session.interview_events import (
    Answer,
    ConsentAnswered,
    Ended,
    TranscriptImported,
)
from interview_kit.session.timeline import question_at
from interview_kit.transcripts.alignment import LEAST_MATCHED, align
from interview_kit.transcripts.reader import read_transcript
from interview_kit.transcripts.role import speakers
from interview_kit.transcripts.transcript import (
    FileComment,
    Notice,
    NoticeKind,
    Transcript,
    UnreadLine,
)
from interview_kit.transcripts.turns import build_turns
from interview_kit.vault import journal, transcripts
from interview_kit.workflow.interviews.consent_history import note_consent
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.study.open_study import Study, StudyInterview, frozen_guide
from interview_kit.workflow.transcription.transcribe import (
    IMPORTED_MODEL,
    refuse_to_lose_corrections,
)

FEW = 3
"""So many lines that are not understood are told of; with more, a file is refused."""

CLOCK_RATE = 1000
"""An interview without sound counts in the ms of its transcript."""


@dataclass(frozen=True, slots=True)
class ImportedTranscript:
    """What became of a file: the turns, whose each label is, and what there is to say about it."""

    interview: str
    turns: tuple[Turn, ...]
    roles: Mapping[str, Speaker]
    unread: tuple[UnreadLine, ...]
    notices: tuple[Notice, ...]
    doubtful: tuple[str, ...]
    hearing_error: SpeechError | None = None
    """Why the sound that the text was to be laid on was not transcribed, where it was not."""
    comments: tuple[FileComment, ...] = ()
    """What stood beside the text of the file; it is kept nowhere."""

    @property
    def words(self) -> int:
        """How many words the turns have."""
        return sum(len(turn.text.split()) for turn in self.turns)

    @property
    def turns_by_speaker(self) -> dict[Speaker, int]:
        """How many turns each speaker has, in the order of speaking."""
        return dict(Counter(turn.speaker for turn in self.turns))


@dataclass(frozen=True, slots=True)
class FileLabel:
    """A label of a file, how many lines have it, and its role.

    `role` is None for what looks like a label and is read as speech.
    """

    label: str
    lines: int
    role: Speaker | None


def labels_of(
    path: Path, chosen: Mapping[str, Speaker], interview: str = ""
) -> tuple[FileLabel, ...]:
    """The labels of a file, and what looks like one. Raises KitError as `read_file`."""
    transcript = read_file(path, chosen, interview)
    roles = speakers((utterance.label for utterance in transcript.utterances), chosen)
    return (
        *(FileLabel(label, count, roles[label]) for label, count in transcript.labels.items()),
        *(FileLabel(label, 0, None) for label in transcript.doubtful),
    )


def read_file(path: Path, labels: Iterable[str] = (), interview: str = "") -> Transcript:
    """A transcript file as it is read. Raises KitError where it is none.

    `labels` are taken for labels whatever they look like.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise KitError("The transcript cannot be read.", "Choose another file.") from error
    return read_transcript(content, path.suffix, labels=tuple(labels), interview=interview)


def import_transcript(
    interview: StudyInterview,
    path: Path,
    roles: Mapping[str, Speaker] | None = None,
    *,
    partly: bool = False,
    discard_corrections: bool = False,
    lay_on_sound: bool = True,
) -> ImportedTranscript:
    """Make the lines of a file the turns of an interview.

    `roles` say who a label of the file is; without them a label that names a role has it, and of
    others the first voice is the interviewer, the second the participant, any more `other`. Labels
    are not kept: they may be names. A text without times is laid on the sound, where that was
    transcribed and `lay_on_sound` is true.

    Raises KitError for a file that is no transcript, a label that is not in it, and where
    corrections would be lost; UnreadError where more than a few lines are not understood, unless
    only the others are wanted (`partly`).
    """
    if not discard_corrections:
        refuse_to_lose_corrections(interview)
    transcript = read_file(path, roles or (), interview.id)
    speaker_by_label = checked_roles(transcript, roles or {}, partly=partly)
    return _store(interview, transcript, speaker_by_label, lay_on_sound=lay_on_sound)


def import_interview(
    study: Study,
    participant: str,
    path: Path,
    roles: Mapping[str, Speaker] | None = None,
    *,
    guide: str = "",
    language: str = "",
    roster: Iterable[RosterName] = (),
    attributes: Mapping[str, str] | None = None,
    consent: Iterable[ConsentScope] = (),
    partly: bool = False,
    held_on: str = "",
    interviewer: str = "",
    is_new_person: bool = False,
) -> ImportedTranscript:
    """Make a file an interview of `participant` that has no sound, whole or not at all.

    `consent` names what the participant agreed to; nothing else is noted as agreed. `held_on` is
    the day it was held, today if empty. Raises as
    `import_transcript`.
    """
    transcript = read_file(path, roles or ())
    speaker_by_label = checked_roles(transcript, roles or {}, partly=partly)
    scopes = set(consent)
    with study.vault.atomic():
        row = prepare(
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
        answers = [
            ConsentAnswered(item.id, Answer.YES)
            for item in frozen_guide(row).consent
            if item.scope in scopes
        ]
        imported = TranscriptImported(CLOCK_RATE, transcript.format)
        entries = journal.append(study.vault, row.id, 0, [*answers, imported])
        note_consent(study.interview(row.id), entries)
        result = _store(study.interview(row.id), transcript, speaker_by_label)
        end = max((turn.end_ms for turn in result.turns), default=0)
        journal.append(study.vault, row.id, end, [Ended()])
    return result


def wants_times(interview: StudyInterview, transcript: Transcript) -> bool:
    """Whether a text has no times, there is sound to lay it on, and no machine has heard that."""
    return not transcript.timed and interview.sound.blocks > 0 and not heard_words(interview)


def heard_words(interview: StudyInterview) -> tuple[Word, ...]:
    """The words of the last whole transcription of an interview's sound, if there is one.

    A draft that was written live counts where the sound was not heard otherwise.
    """
    finished_runs = [
        run
        for run in transcripts.runs(interview.vault, interview.id)
        if run.finished and run.model != IMPORTED_MODEL
    ]
    if not finished_runs:
        return ()
    chosen_run = max(
        finished_runs, key=lambda run: (not run.live or run.reading is not Reading.DRAFT, run.id)
    )
    return tuple(
        word
        for chunk in transcripts.chunks(interview.vault, chosen_run)
        for segment in chunk.segments
        for word in segment.words
    )


def checked_roles(
    transcript: Transcript, chosen: Mapping[str, Speaker], *, partly: bool
) -> dict[str, Speaker]:
    """The role of each label of a file that may be taken in.

    Raises UnreadError where more than a few lines are not understood and not only the others are
    wanted, KitError where a role was chosen for a label that is absent.
    """
    if not partly:
        _refuse_unread(transcript)
    return _roles(transcript, chosen)


def _refuse_unread(transcript: Transcript) -> None:
    count = len(transcript.unread)
    if count > FEW:
        raise UnreadError(
            CountedText(
                "{count} line of the file is not understood.",
                "{count} lines of the file are not understood.",
            ),
            "Look at them in the file, or take in the others with --partly.",
            tuple((unread_line.line, unread_line.text) for unread_line in transcript.unread),
            count=count,
        )


def _roles(transcript: Transcript, chosen: Mapping[str, Speaker]) -> dict[str, Speaker]:
    """The role of each label. Raises KitError where one was chosen for a label that is absent."""
    labels = [utterance.label for utterance in transcript.utterances]
    spelt = {_folded(label): label for label in labels}
    roles: dict[str, Speaker] = {}
    for label, role in chosen.items():
        written = label if label in labels else spelt.get(_folded(label))
        if written is None:
            raise KitError(
                "A speaker that was named is not in the file.",
                CountedText(
                    "It has {labels_count} label; `import-transcript --labels FILE` lists it.",
                    "It has {labels_count} labels; `import-transcript --labels FILE` lists them.",
                    "labels_count",
                ),
                labels_count=len(set(labels) - {""}),
            )
        roles[written] = role
    return speakers(labels, roles)


def _folded(label: str) -> str:
    return " ".join(label.casefold().strip("[]/ ").split())


def _store(
    interview: StudyInterview,
    transcript: Transcript,
    roles: Mapping[str, Speaker],
    *,
    lay_on_sound: bool = True,
) -> ImportedTranscript:
    sound = interview.sound
    question = question_at(interview.entries, sound.rate) if sound.rate else lambda _ms: ""
    turns = build_turns(transcript.utterances, roles, question)
    notices = transcript.notices
    if sound.blocks:
        end_ms = frames_to_ms(sound.end_frame, sound.rate)
        if transcript.timed:
            notices += _beyond(turns, end_ms)
        elif lay_on_sound:
            turns, notice = _laid_on_sound(turns, heard_words(interview), end_ms)
            turns = tuple(
                replace(turn, question=question((turn.start_ms + turn.end_ms) // 2))
                for turn in turns
            )
            notices += (notice,)
    settings = {"format": transcript.format, "language": interview.language}
    run = transcripts.open_run(interview.vault, interview.id, IMPORTED_MODEL, settings)
    transcripts.finish_run(interview.vault, run, turns)
    return ImportedTranscript(
        interview.id,
        turns,
        roles,
        transcript.unread,
        notices,
        transcript.doubtful,
        comments=transcript.comments,
    )


def _beyond(turns: Sequence[Turn], end_ms: int) -> tuple[Notice, ...]:
    """That turns begin after the end of the sound: the times are of another clock or recording."""
    count = sum(turn.start_ms > end_ms for turn in turns)
    return (Notice(NoticeKind.BEYOND_SOUND, count),) if count else ()


def _laid_on_sound(
    turns: tuple[Turn, ...], words: Sequence[Word], end_ms: int
) -> tuple[tuple[Turn, ...], Notice]:
    """The turns with the times of the heard words, and how many of theirs were heard, in percent.

    As they were, where there are no heard words or these are of another talk.
    """
    if not words:
        return turns, Notice(NoticeKind.NO_TIMES, len(turns))
    alignment = align([turn.text for turn in turns], words, end_ms)
    percent = str(round(100 * alignment.matched))
    if alignment.matched < LEAST_MATCHED:
        return turns, Notice(NoticeKind.NO_TIMES, len(turns), detail=percent)
    timed = tuple(
        replace(turn, start_ms=words[0].start_ms, end_ms=words[-1].end_ms, words=words)
        if words
        else turn
        for turn, words in zip(turns, alignment.words, strict=True)
    )
    return timed, Notice(NoticeKind.LAID_ON_SOUND, len(turns), detail=percent)
