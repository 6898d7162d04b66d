"""The readings of an interview: which there are, which are wanted, and what is compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from interview_kit.errors import KitError
from interview_kit.model.reading import FURTHER_READINGS, Reading
from interview_kit.speech.decoding_parameters import run_settings
from interview_kit.speech.engines import ENGINE
from interview_kit.speech.expected_errors import Comparison
from interview_kit.speech.model_fitness import refuse_other_language
from interview_kit.speech.model_store import ModelFolder
from interview_kit.vault import transcripts
from interview_kit.vault.transcripts import Run
from interview_kit.workflow.interviews.consent import refuse_withdrawn_recording
from interview_kit.workflow.interviews.conversation_language import spoken_languages
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.interview_channels import layout_of
from interview_kit.workflow.transcription.interview_terms import vocabulary_of

PLAIN_MIX = (1, 1)


def open_run(
    interview: StudyInterview,
    model: ModelFolder,
    *,
    live: bool = False,
    reading: Reading = Reading.SETTLED,
) -> Run:
    """The run to go on with, live or not, or a new one where model or settings are others.

    So a transcription after the interview takes over every section that was settled during it, if
    the same model would hear it again the same way. Raises SpeechError for a model that does not
    write the language of the interview, KitError where consent to the recording was withdrawn.
    """
    refuse_withdrawn_recording(interview)
    refuse_other_language(model, spoken_languages(interview))
    settings = _settings_of(interview, model, reading)
    return transcripts.open_run(interview.vault, interview.id, model.name, settings, live=live)


def close_complete_run(interview: StudyInterview, run: Run) -> None:
    """Close a run that reaches the end of the sound; one that was cut short can be gone on with."""
    if transcripts.reached_frame(interview.vault, run) >= interview.sound.end_frame:
        transcripts.close_run(interview.vault, run)


def runs_to_read(
    interview: StudyInterview, model: ModelFolder, count: int, *, draft: bool
) -> Iterator[tuple[Run, Reading]]:
    """The runs of so many readings, each to be begun or gone on with; the settled one is first.

    A text that is settled already is not read anew to be compared with more.
    """
    if draft:
        run = _live_draft(interview, model) or open_run(interview, model, reading=Reading.DRAFT)
        yield run, Reading.DRAFT
        return
    settings = _settings_of(interview, model, Reading.SETTLED)
    readings = FURTHER_READINGS[: count - 1] if _can_be_read_again(settings) else ()
    settled_run = interview.text.run
    is_settled = settled_run is not None and settled_run.settings == settings
    if settled_run is not None and is_settled and lacks_readings(interview, count):
        yield settled_run, Reading.SETTLED
        complete_runs = _complete_runs(interview, settled_run)
        readings = tuple(reading for reading in readings if reading not in complete_runs)
    else:
        yield open_run(interview, model), Reading.SETTLED
    for reading in readings:
        yield open_run(interview, model, reading=reading), reading


def _live_draft(interview: StudyInterview, model: ModelFolder) -> Run | None:
    """The draft of all the sound that was written while the interview was held.

    None where there is none, it was heard in another way, or it is the text already.
    """
    settings = _settings_of(interview, model, Reading.DRAFT)
    drafts = (
        run
        for run in reversed(transcripts.runs(interview.vault, interview.id))
        if run.live and run.finished and not run.current
    )
    return next(
        (run for run in drafts if run.model == model.name and run.settings == settings), None
    )


def lacks_readings(interview: StudyInterview, readings: int) -> bool:
    """Whether the text could be compared with so many readings, and was with fewer.

    `readings` is the number of all, the settled text included.
    """
    run, further_readings = interview.text.run, set(FURTHER_READINGS[: readings - 1])
    if not further_readings or run is None or run.reading is not Reading.SETTLED:
        return False
    if not interview.sound.blocks or not _can_be_read_again(run.settings):
        return False
    return not further_readings <= set(_complete_runs(interview, run))


def comparison_of(interview: StudyInterview, run: Run) -> Comparison:
    """What the words of a run were compared with: readings count that are there to the end."""
    if run.reading is Reading.DRAFT:
        return Comparison.DRAFT
    complete_runs = _complete_runs(interview, run)
    if any(reading.is_further for reading in complete_runs):
        return Comparison.READINGS
    return Comparison.WITH_DRAFT if complete_runs else Comparison.SETTLED


def comparable_runs(interview: StudyInterview, settled_run: Run) -> dict[Reading, Run]:
    """The latest runs by the same model of other readings, which may reach less far, in order.

    A run that is not settled is compared with none.
    """
    if settled_run.reading is not Reading.SETTLED:
        return {}
    latest_runs = {
        run.reading: run
        for run in transcripts.runs(interview.vault, interview.id)
        if run.settings.get("sha256") == settled_run.settings.get("sha256")
    }
    return {
        reading: latest_runs[reading]
        for reading in Reading
        if reading is not Reading.SETTLED and reading in latest_runs
    }


def _complete_runs(interview: StudyInterview, settled_run: Run) -> dict[Reading, Run]:
    """Those of the comparable runs that reach as far as the settled one."""
    end_frame = transcripts.reached_frame(interview.vault, settled_run)
    return {
        reading: run
        for reading, run in comparable_runs(interview, settled_run).items()
        if transcripts.reached_frame(interview.vault, run) >= end_frame
    }


def refuse_one_reading(interview: StudyInterview, model: ModelFolder) -> None:
    """Raise KitError where sound cannot be read more than once."""
    if not _can_be_read_again(_settings_of(interview, model, Reading.SETTLED)):
        raise KitError(
            "{interview} cannot be read more than once.",
            "That takes one language and a Whisper model; transcribe it without --readings.",
            interview=interview.id,
        )


def _settings_of(interview: StudyInterview, model: ModelFolder, reading: Reading) -> dict[str, Any]:
    """What decides about the words of a run of the interview."""
    languages = spoken_languages(interview)
    settings = run_settings(model, languages, vocabulary_of(interview), reading)
    gains = layout_of(interview).gains
    return settings if gains == PLAIN_MIX else settings | {"gains": list(gains)}


def _can_be_read_again(settings: Mapping[str, Any]) -> bool:
    """Whether there are further readings of what is heard with some settings of a run."""
    return settings.get("engine", ENGINE) == ENGINE and "," not in settings["language"]
