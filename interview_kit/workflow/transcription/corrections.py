"""Single corrections: a turn's text or speaker, and speakers as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor


def correct_turn(
    interview: StudyInterview,
    turn: int,
    *,
    speaker: Speaker | None = None,
    text: str | None = None,
) -> Turn:
    """Change a turn's speaker or text and return the turn as it reads now.

    Raises KitError for a turn that is not there, or a text that is empty.
    """
    editor = TranscriptEditor(interview)
    if text is not None:
        editor.write(turn, text)
    if speaker is not None:
        editor.change_speaker(turn, speaker)
    return editor.turn(turn)


def swap_speakers(interview: StudyInterview, speaker_a: Speaker, speaker_b: Speaker) -> int:
    """Give every turn of one speaker to the other, and the other way round; how many changed.

    Done once more it is taken back. Raises KitError where neither says anything.
    """
    outcome = TranscriptEditor(interview).swap_speakers(speaker_a, speaker_b)
    if not outcome.changed:
        raise KitError(
            "Neither of these says anything in {interview}.",
            "`interview-kit speakers {interview}` lists who does.",
            interview=interview.id,
        )
    return len(outcome.changed)


def partner(turns: Sequence[Turn], speaker: Speaker) -> Speaker:
    """Whom a speaker is to be swapped with: the next of those who speak, or else the obvious one.

    For two who speak it is the other, so a second swap takes back the first.
    """
    present = [role for role in Speaker if any(turn.speaker == role for turn in turns)]
    if len(present) > 1:
        return present[(present.index(speaker) + 1) % len(present)]
    talking = (Speaker.INTERVIEWER, Speaker.PARTICIPANT)
    return talking[speaker is Speaker.INTERVIEWER]
