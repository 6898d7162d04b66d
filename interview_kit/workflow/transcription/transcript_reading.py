"""Reading a transcript in the vault: as it stands, as one run heard it, which runs there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from interview_kit.model.turn import Turn
from interview_kit.session.timeline import Gap, gaps
from interview_kit.speech.verbatim import Verbatim, in_layer
from interview_kit.vault import transcripts
from interview_kit.vault.transcripts import Run
from interview_kit.workflow.interviews.conversation_language import roster_only_languages
from interview_kit.workflow.interviews.interview_notes import InterviewNotes, notes_of
from interview_kit.workflow.interviews.text_quality import expected_error_percent
from interview_kit.workflow.interviews.text_states import text_status
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.transcribe import find_run, has_no_words, turns_of


@dataclass(frozen=True, slots=True)
class ReadTranscript:
    """The turns of an interview, and where its sound is missing, at `rate` frames a second.

    `wordless` says that it was heard to its end, and not a word was found. `expected_errors` are
    the words that are probably wrong in each turn, by number, and `expected_error_percent` in a
    hundred words of all of them; none, and None, where nothing is known of that. `roster_only` are
    its languages in which names are found by roster and shape only. `margin` is what was noted on
    the way, None where the text is not that of the vault. `corrected_by` are who corrected it, and
    `member_check` is what the participant said of the copy last.
    """

    turns: tuple[Turn, ...]
    gaps: tuple[Gap, ...] = ()
    rate: int = 0
    wordless: bool = False
    expected_errors: Mapping[int, float] = field(default_factory=dict)
    expected_error_percent: float | None = None
    roster_only: str = ""
    margin: InterviewNotes | None = None
    corrected_by: tuple[str, ...] = ()
    member_check: str = ""


def read_transcript(interview: StudyInterview, layer: Verbatim | None = None) -> ReadTranscript:
    """The transcript as it stands, with corrections; in the study's layer unless told another."""
    chosen_layer = layer or interview.study.settings.verbatim
    status = text_status(interview)
    return ReadTranscript(
        tuple(in_layer(turn, interview.language, chosen_layer) for turn in interview.turns),
        gaps(interview.entries),
        interview.state.rate,
        has_no_words(interview),
        transcripts.expected_errors(interview.vault, interview.id),
        expected_error_percent(interview.vault, interview.id),
        roster_only_languages(interview),
        notes_of(interview),
        status.corrected_by,
        status.member_check,
    )


def read_run(interview: StudyInterview, number: int) -> ReadTranscript:
    """What transcription `number` heard. Raises KitError where there is none such."""
    return ReadTranscript(turns_of(interview, find_run(interview, number)))


def runs_of(interview: StudyInterview) -> tuple[Run, ...]:
    """Every transcription there is of an interview, oldest first."""
    return transcripts.runs(interview.vault, interview.id)
