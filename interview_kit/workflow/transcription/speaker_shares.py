"""Who speaks: how much each says, and telling voices apart once more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.vault import transcripts
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.corrections import swap_speakers
from interview_kit.workflow.transcription.transcribe import (
    IMPORTED_MODEL,
    TranscriptionProgress,
    find_voices,
    refuse_to_lose_corrections,
    turns_of,
)


@dataclass(frozen=True, slots=True)
class Share:
    """What one speaker says in an interview.

    `seconds` run from the first word of each turn to its last. `overlapping` counts the turns in
    which another speaks at the same time, as far as two channels show it.
    """

    speaker: Speaker
    turns: int
    words: int
    seconds: int
    overlapping: int


def shares(interview: StudyInterview) -> tuple[Share, ...]:
    """The share of each who speaks, as corrected. Raises KitError without such an interview."""
    turns_by_speaker = {
        role: [turn for turn in interview.turns if turn.speaker == role] for role in Speaker
    }
    return tuple(
        Share(
            speaker,
            len(mine),
            sum(len(turn.text.split()) for turn in mine),
            sum(turn.end_ms - turn.start_ms for turn in mine) // 1000,
            sum(turn.overlaps for turn in mine),
        )
        for speaker, mine in turns_by_speaker.items()
        if mine
    )


def mended_shares(
    interview: StudyInterview,
    *,
    swap: tuple[Speaker, Speaker] | None = None,
    voices: int | None = None,
    discard_corrections: bool = False,
    progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
) -> tuple[Share, ...]:
    """Who says how much, once voices are told apart anew or two speakers swapped, if asked for.

    Raises KitError where corrections would be lost, and what `diarize` and `swap_speakers` raise.
    """
    if voices is not None:
        if not discard_corrections:
            refuse_to_lose_corrections(interview)
        diarize(interview, voices, progress)
    if swap is not None:
        swap_speakers(interview, *swap)
    return shares(interview.reread())


def diarize(
    interview: StudyInterview,
    voices: int,
    progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
) -> tuple[Turn, ...]:
    """Listen for at most so many voices, and make the turns of the current text anew.

    Corrections and names hang on turns and are lost. Raises KitError where two channels were
    recorded, or there is no text of this program.
    """
    run, channels = interview.text.run, interview.sound.channels
    if run is None or run.model == IMPORTED_MODEL:
        raise KitError(
            "{interview} was not transcribed here.",
            "Transcribe it first: interview-kit transcribe {interview}",
            interview=interview.id,
        )
    if not channels:
        raise KitError(
            "Interview {interview} holds no sound.",
            "Record or import it first.",
            interview=interview.id,
        )
    if channels > 1:
        raise KitError(
            "{interview} has a channel for each speaker.",
            "If they are the wrong way round: interview-kit speakers {interview} "
            "--swap interviewer participant",
            interview=interview.id,
        )
    find_voices(interview, voices, progress)
    turns = turns_of(interview, run)
    transcripts.finish_run(interview.vault, run, turns)
    return turns
