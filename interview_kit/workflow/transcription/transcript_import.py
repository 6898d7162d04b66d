"""Taking in a transcript that another program made, as the turns of an interview."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping
from pathlib import Path

from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.session.timeline import question_at
from interview_kit.speech.foreign_transcript import Line, read_lines
from interview_kit.vault import transcripts
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.transcribe import (
    IMPORTED_MODEL,
    refuse_to_lose_corrections,
)

ORDER = (Speaker.INTERVIEWER, Speaker.PARTICIPANT)
"""Whose the labels of a file are, in the order they appear, unless told otherwise."""


def import_transcript(
    interview: StudyInterview,
    path: Path,
    roles: Mapping[str, Speaker] | None = None,
    *,
    discard_corrections: bool = False,
) -> tuple[Turn, ...]:
    """Make the lines of a file the turns of an interview.

    `roles` say who a label of the file is; without them the first voice is the interviewer, the
    second the participant, any other `other`. Labels are not kept: they may be names. Raises
    KitError for a file that is no transcript, a label that is not in it, and where corrections
    would be lost.
    """
    if not discard_corrections:
        refuse_to_lose_corrections(interview)
    try:
        text = decoded_text(path.read_bytes())
    except (OSError, UnicodeDecodeError) as error:
        raise KitError("The transcript cannot be read.", "Save it as UTF-8, and try again.") from (
            error
        )
    lines = read_lines(text, path.suffix)
    rate = interview.sound.rate
    question = question_at(interview.entries, rate) if rate else lambda _ms: ""
    speaker_by_label = speakers(lines, roles or {})
    turns, clock_ms = [], 0
    for number, line in enumerate(lines, start=1):
        start_ms = clock_ms if line.start_ms is None else line.start_ms
        clock_ms = start_ms if line.end_ms is None else max(start_ms, line.end_ms)
        # Without times nothing says which question was open.
        question_id = "" if line.start_ms is None else question((start_ms + clock_ms) // 2)
        turns.append(
            Turn(number, speaker_by_label[line.speaker], start_ms, clock_ms, question_id, line.text)
        )
    settings = {"format": path.suffix.lower().lstrip("."), "language": interview.language}
    run = transcripts.open_run(interview.vault, interview.id, IMPORTED_MODEL, settings)
    transcripts.finish_run(interview.vault, run, turns)
    return tuple(turns)


def decoded_text(content: bytes) -> str:
    """A text in UTF-8, in UTF-16 where it says so, or else as Windows wrote it before.

    Raises UnicodeDecodeError for what is no text.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def speakers(lines: Iterable[Line], roles: Mapping[str, Speaker]) -> dict[str, Speaker]:
    """The role of each label in `lines`. Raises KitError where `roles` name one that is absent.

    What has no label among lines that have is said by another: a title, a remark. Where none has,
    all is the participant's.
    """
    labels = list(dict.fromkeys(line.speaker for line in lines))
    if not set(roles) <= set(labels):
        raise KitError(
            "A speaker that was named is not in the file.",
            "Write the label as the file does; it has {labels_count}.",
            labels_count=len(labels),
        )
    default_speaker = Speaker.PARTICIPANT if labels == [""] else Speaker.OTHER
    free = iter([role for role in ORDER if role not in roles.values()])
    return {
        label: roles.get(label) or (next(free, Speaker.OTHER) if label else default_speaker)
        for label in labels
    }
