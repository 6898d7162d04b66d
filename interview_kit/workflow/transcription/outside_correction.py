"""Taking back a text that was corrected in another program, on the words and times it came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from interview_kit.editing.edit import Edit, Operation
from interview_kit.editing.edited_transcript import EditedTranscript
from interview_kit.editing.outside_text import LaidText, OutsideLine, lay
from interview_kit.editing.word_difference import WordDifference
from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.transcripts.alignment import LEAST_MATCHED
from interview_kit.transcripts.role import roles_of
from interview_kit.transcripts.transcript import (
    SUBTITLES,
    FileComment,
    Notice,
    NoticeKind,
    Transcript,
    UnreadLine,
)
from interview_kit.workflow.interviews.needed_parts import spoken_turns
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.second_reading import TurnChange, changed_turns
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from interview_kit.workflow.transcription.transcript_import import read_file


@dataclass(frozen=True, slots=True)
class OutsideChange:
    """A turn that the text of the file changes: how it reads, and how it will.

    `speaker_before` is None for a turn that is new, `speaker` for one that is no more. The
    `differences` are those to the words that it is made of, of the turns `origins`.
    """

    turn: int
    start_ms: int
    change: TurnChange
    speaker_before: Speaker | None
    speaker: Speaker | None
    before: str
    after: str
    differences: tuple[WordDifference, ...] = ()
    origins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OutsideText:
    """What a file changes, and what of it has no place: `unread` lines, and `notices` about it.

    `matched_percent` is the share of its words that stood in the transcript. `voices` are whose its
    labels were taken for that name no role. `comments` stood beside the text; they are shown and
    kept nowhere.
    """

    interview: str
    changes: tuple[OutsideChange, ...]
    matched_percent: int
    unread: tuple[UnreadLine, ...] = ()
    notices: tuple[Notice, ...] = ()
    voices: Mapping[str, Speaker] = field(default_factory=dict)
    is_taken: bool = False
    comments: tuple[FileComment, ...] = ()


ABOUT_VOICES = (NoticeKind.SPEECH_WITH_COLON, NoticeKind.ONE_VOICE, NoticeKind.UNLABELLED)
"""What is true of an import alone: here whose a line is follows from the words it was made of."""


def take_outside_text(
    interview: StudyInterview,
    path: Path,
    *,
    confirm: Callable[[OutsideText], bool] = lambda _preview: True,
    actor: str = "",
) -> OutsideText:
    """Make the text of a file the transcript's, once `confirm` has seen what changes.

    Words that stay keep their times, and turns their numbers; it is one step, and undone as one.
    Raises KitError for a file that is no transcript, is one of another talk, and where there is no
    text to lay it on.
    """
    spoken_turns(interview)
    transcript = read_file(path, interview=interview.id)
    editor = TranscriptEditor(interview, actor)
    laid_text = _laid(transcript, editor)
    if laid_text.matched < LEAST_MATCHED:
        raise KitError(
            "Of the words of the file {percent}% stand in {interview}: it is of another talk.",
            "Choose the file that was made of this interview.",
            percent=round(100 * laid_text.matched),
            interview=interview.id,
        )
    preview = OutsideText(
        interview.id,
        _told(editor, laid_text),
        round(100 * laid_text.matched),
        transcript.unread,
        tuple(notice for notice in transcript.notices if notice.kind not in ABOUT_VOICES),
        laid_text.voices,
        comments=transcript.comments,
    )
    if not preview.changes or not confirm(preview):
        return preview
    editor.take(Operation.TAKE_IN, laid_text.changes)
    return replace(preview, is_taken=True)


def _laid(transcript: Transcript, editor: TranscriptEditor) -> LaidText:
    may_be_parts = transcript.format in SUBTITLES
    lines = [
        OutsideLine(row.label, row.text, row.start_ms, not (may_be_parts and row.joinable))
        for row in transcript.utterances
    ]
    roles = roles_of({line.label for line in lines})
    return lay(editor.transcript, lines, roles, editor.new_number)


def _told(editor: TranscriptEditor, laid_text: LaidText) -> tuple[OutsideChange, ...]:
    texts = {turn.number: turn.text for turn in editor.turns}
    laid_edit = Edit(0, "", "", Operation.TAKE_IN, 0, turns=laid_text.changes)
    transcript = EditedTranscript(editor.turns)
    transcript.apply([laid_edit])
    return tuple(
        OutsideChange(
            row.number,
            row.start_ms,
            row.change,
            row.machine_speaker,
            row.speaker,
            texts.get(row.number, ""),
            transcript.turn(row.number).text if row.number in transcript else "",
            row.differences,
            row.origins,
        )
        for row in changed_turns(transcript, [laid_edit])
    )
