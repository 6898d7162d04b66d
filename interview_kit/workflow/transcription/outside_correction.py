"""Taking back a text that was corrected in another program, on the words and times it came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from interview_kit.editing.edit import Edit, Operation
from interview_kit.editing.outside_text import LaidText, OutsideLine, lay
from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.transcripts.alignment import LEAST_MATCHED
from interview_kit.transcripts.role import roles_of
from interview_kit.transcripts.transcript import Notice, Transcript, UnreadLine
from interview_kit.workflow.interviews.needed_parts import spoken_turns
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.second_reading import TurnChange
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from interview_kit.workflow.transcription.transcript_import import read_file


@dataclass(frozen=True, slots=True)
class OutsideChange:
    """A turn that the text of the file changes: how it reads, and how it will.

    `speaker_before` is None for a turn that is new, `speaker` for one that is no more.
    """

    turn: int
    start_ms: int
    change: TurnChange
    speaker_before: Speaker | None
    speaker: Speaker | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class OutsideText:
    """What a file changes, and what of it has no place: `unread` lines, and `notices` about it.

    `matched_percent` is the share of its words that stood in the transcript.
    """

    interview: str
    changes: tuple[OutsideChange, ...]
    matched_percent: int
    unread: tuple[UnreadLine, ...] = ()
    notices: tuple[Notice, ...] = ()
    is_taken: bool = False


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
            "Of the words of the file {percent} % stand in {interview}: it is of another talk.",
            "Choose the file that was made of this interview.",
            percent=round(100 * laid_text.matched),
            interview=interview.id,
        )
    preview = OutsideText(
        interview.id,
        _told(editor, laid_text),
        round(100 * laid_text.matched),
        transcript.unread,
        transcript.notices,
    )
    if not preview.changes or not confirm(preview):
        return preview
    editor.take(Operation.TAKE_IN, laid_text.changes)
    return replace(preview, is_taken=True)


def _laid(transcript: Transcript, editor: TranscriptEditor) -> LaidText:
    lines = [
        OutsideLine(row.label, row.text, row.start_ms, not row.joinable)
        for row in transcript.utterances
    ]
    roles = roles_of({line.label for line in lines})
    return lay(editor.transcript, lines, roles, editor.new_number)


def _told(editor: TranscriptEditor, laid_text: LaidText) -> tuple[OutsideChange, ...]:
    before = {turn.number: turn for turn in editor.turns}
    transcript = editor.transcript
    transcript.apply([Edit(0, "", "", Operation.TAKE_IN, 0, turns=laid_text.changes)])
    after = {turn.number: turn for turn in transcript.turns}
    told_changes: list[OutsideChange] = []
    for number, turn in after.items():
        old = before.get(number)
        if old is None or (old.speaker, old.text) != (turn.speaker, turn.text):
            told_changes.append(
                OutsideChange(
                    number,
                    turn.start_ms,
                    TurnChange.CHANGED if old else TurnChange.ADDED,
                    old.speaker if old else None,
                    turn.speaker,
                    old.text if old else "",
                    turn.text,
                )
            )
    for number, old in before.items():
        if number not in after:
            told_changes.append(
                OutsideChange(
                    number, old.start_ms, TurnChange.REMOVED, old.speaker, None, old.text, ""
                )
            )
    return tuple(sorted(told_changes, key=lambda change: change.start_ms))
