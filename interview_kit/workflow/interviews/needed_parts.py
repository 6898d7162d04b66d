"""What an interview must have before something is done with it, or the sentence that says so."""

from __future__ import annotations

from interview_kit.errors import KitError
from interview_kit.model.turn import Turn
from interview_kit.vault.blocks import Sound
from interview_kit.workflow.study.open_study import StudyInterview


def with_transcript(interview: StudyInterview) -> StudyInterview:
    """The interview, where it was transcribed. Raises KitError where it was not."""
    if interview.text.run is None:
        raise _untranscribed(interview)
    return interview


def spoken_turns(interview: StudyInterview) -> tuple[Turn, ...]:
    """The turns of an interview, at least one. Raises KitError where there is none."""
    if not interview.turns:
        raise _untranscribed(interview)
    return interview.turns


def stored_sound(interview: StudyInterview) -> Sound:
    """The sound of an interview. Raises KitError where nothing is stored."""
    if not interview.sound.blocks:
        raise KitError(
            "Interview {interview} holds no sound.",
            "Record or import it first.",
            interview=interview.id,
        )
    return interview.sound


def _untranscribed(interview: StudyInterview) -> KitError:
    return KitError(
        "Interview {id} has no transcript.", "interview-kit transcribe {id}", id=interview.id
    )
