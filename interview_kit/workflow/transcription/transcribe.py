"""Transcribing: stored sound goes to the speech process, words come back into the vault."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from interview_kit.audio.stored_sound import join, with_gains
from interview_kit.errors import KitError, SpeechError
from interview_kit.guide.guide import Guide
from interview_kit.language.counted_text import CountedText
from interview_kit.model.chunk import Chunk
from interview_kit.model.clock import frames_to_ms
from interview_kit.model.reading import Reading
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.session.timeline import question_at
from interview_kit.speech import speech_client
from interview_kit.speech.diarizers import PRESENCE
from interview_kit.speech.expected_errors import expected_errors
from interview_kit.speech.model_fitness import available_mb, refuse_too_large
from interview_kit.speech.model_store import ModelFolder, find
from interview_kit.speech.reading_comparison import with_likeliest_words
from interview_kit.speech.respelling import respelt
from interview_kit.speech.speech_client import Transcriber, VoiceFinder
from interview_kit.speech.turn_building import build_turns
from interview_kit.vault import (
    blocks,
    checked_words,
    correction_states,
    diarized_voices,
    question_starts,
    transcripts,
)
from interview_kit.vault.transcripts import Run
from interview_kit.workflow.interviews.consent import refuse_withdrawn_recording
from interview_kit.workflow.interviews.conversation_language import spoken_languages
from interview_kit.workflow.interviews.needed_parts import stored_sound
from interview_kit.workflow.study.open_study import Study, StudyInterview
from interview_kit.workflow.transcription.interview_channels import has_channel_each, layout_of
from interview_kit.workflow.transcription.interview_readings import (
    comparable_runs,
    comparison_of,
    refuse_one_reading,
    runs_to_read,
)
from interview_kit.workflow.transcription.interview_terms import familiar_words, hotwords_of

CHANNEL_ROLES = (Speaker.INTERVIEWER, Speaker.PARTICIPANT)
IMPORTED_MODEL = "imported"  # in the place of a model's name
ONE_CHANNEL = (Speaker.PARTICIPANT,)
TWO = 2  # voices that are looked for, unless told otherwise


@dataclass(frozen=True, slots=True)
class TranscriptionProgress:
    """How far the transcription of one interview is, in ms of its sound.

    With `voices` the words are written, and voices are being told apart.
    """

    interview: str
    done_ms: int
    total_ms: int
    voices: bool = False


class ChunkTranscriber(Protocol):
    """What turns sound into stretches: a speech process here, or a place in a cluster."""

    @property
    def model(self) -> ModelFolder:
        """The model it hears with."""

    def transcribe(
        self,
        chunks: Iterable[bytes],
        *,
        first_frame: int,
        rate: int,
        channels: int,
        language: str,
        hotwords: Sequence[str] = (),
        reading: Reading = Reading.SETTLED,
    ) -> Iterator[Chunk | speech_client.DecodingProgress]:
        """Every section of `chunks`, interleaved int16 from `first_frame` on, as it is ready.

        A draft comes in shorter stretches.
        """


def model_for(study: Study, name: str = "") -> ModelFolder:
    """The speech model a study uses, or the named one. Raises SpeechError if not installed."""
    return find(name or study.settings.model)


def new_transcriber(model: ModelFolder, threads: int | None = None) -> Transcriber:
    """A speech process with `model`, on all cores unless told otherwise.

    Raises SpeechError for a model that does not fit into the memory that is free.
    """
    refuse_too_large(model, available_mb())
    return Transcriber(model, threads=threads or os.cpu_count() or 1)


def study_transcriber(study: Study) -> Transcriber:
    """A speech process with the model that the study uses."""
    return new_transcriber(model_for(study))


def is_transcribed(interview: StudyInterview) -> bool:
    """Whether there is a transcript that reaches to the end of the sound."""
    run = interview.text.run
    if run is None:
        return False
    return (
        run.model == IMPORTED_MODEL
        or transcripts.reached_frame(interview.vault, run) >= interview.sound.end_frame
    )


def has_no_words(interview: StudyInterview) -> bool:
    """Whether an interview was transcribed to its end, and not a word was found in it."""
    return bool(interview.sound.blocks) and is_transcribed(interview) and not interview.turns


def refuse_to_lose_corrections(interview: StudyInterview) -> None:
    """Raise KitError where a new text would replace turns that were corrected or imported."""
    run, corrections = interview.text.run, len(interview.text.corrections)
    if run is not None and run.model == IMPORTED_MODEL:
        raise KitError(
            "A new text of {id} would replace the imported one.",
            "Leave it as it is, or add --discard-corrections.",
            id=interview.id,
        )
    if corrections:
        raise KitError(
            CountedText(
                "A new transcription of {id} would lose {corrections} correction.",
                "A new transcription of {id} would lose {corrections} corrections.",
                "corrections",
            ),
            "Leave it as it is, or add --discard-corrections.",
            id=interview.id,
            corrections=corrections,
        )


def is_worked_on(interview: StudyInterview) -> bool:
    """Whether something hangs on the text that a new one would lose or make doubtful.

    Corrections, names that were looked for, questions that were set, words and turns that were
    listened to, a filed version.
    """
    text, vault, id = interview.text, interview.vault, interview.id
    return bool(
        text.corrections
        or text.searched_at
        or text.proposals
        or text.filing
        or question_starts.of_interview(vault, id)
        or checked_words.of_interview(vault, id)
        or correction_states.checked_places(vault, id)
    )


def transcribe(
    interview: StudyInterview,
    transcriber: ChunkTranscriber,
    progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
    *,
    speakers: int = TWO,
    draft: bool = False,
    readings: int | None = None,
) -> tuple[Turn, ...]:
    """Transcribe one interview, going on where an earlier attempt stopped.

    With `draft` the text is not settled: sooner, with more errors. Else it is compared with further
    readings, `readings` in all, or as many as the study says. Where one recording stands on all
    channels, at most so many `speakers` are told apart. Each section is on disk before the next is
    asked for, so the work can be interrupted at any moment. Raises KitError where there is no
    sound, SpeechError where the process fails.
    """
    refuse_withdrawn_recording(interview)
    stored_sound(interview)
    if (readings or 1) > 1:
        refuse_one_reading(interview, transcriber.model)
    count = 1 if draft else readings or interview.study.settings.readings_count
    run_readings = list(runs_to_read(interview, transcriber.model, count, draft=draft))
    for place, (run, reading) in enumerate(run_readings):
        _read(interview, run, reading, transcriber, _shared(progress, place, len(run_readings)))
    find_voices(interview, speakers, progress)
    return make_turns(interview, run_readings[0][0])


def _read(
    interview: StudyInterview,
    run: Run,
    reading: Reading,
    transcriber: ChunkTranscriber,
    progress: Callable[[TranscriptionProgress], None],
) -> None:
    """Read what a run does not have yet of the sound. Raises SpeechError where it breaks off."""
    sound, vault, id = interview.sound, interview.vault, interview.id
    first_frame = transcripts.reached_frame(vault, run)
    total_ms = frames_to_ms(sound.end_frame, sound.rate)
    progress(TranscriptionProgress(id, frames_to_ms(first_frame, sound.rate), total_ms))
    if first_frame < sound.end_frame:
        for message in transcriber.transcribe(
            stored_pcm(interview, first_frame, sound.end_frame),
            first_frame=first_frame,
            rate=sound.rate,
            channels=sound.channels,
            language=spoken_languages(interview),
            hotwords=hotwords_of(interview),
            reading=reading,
        ):
            if isinstance(message, Chunk):
                transcripts.append_chunk(vault, run, message)
                done_ms = frames_to_ms(message.end_frame, sound.rate)
                progress(TranscriptionProgress(id, done_ms, total_ms))
    if transcripts.reached_frame(vault, run) < sound.end_frame:
        raise SpeechError(
            "The transcription of {interview} was stopped.",
            "Started again, it goes on from there.",
            interview=id,
        )
    if reading.is_further:
        transcripts.close_run(vault, run)


def _shared(
    progress: Callable[[TranscriptionProgress], None], place: int, count: int
) -> Callable[[TranscriptionProgress], None]:
    """Progress of the one at a place, from 0, of several readings, as that of all."""
    return lambda step: progress(
        replace(step, done_ms=(place * step.total_ms + step.done_ms) // count)
    )


def find_voices(
    interview: StudyInterview,
    count: int,
    progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
) -> None:
    """Listen for who speaks when, and keep it; where channels tell, for when anybody does.

    The turns stay as they are. Raises SpeechError where the process fails.
    """
    sound = interview.sound
    if not sound.blocks:
        return
    diarizer = interview.study.settings.diarizer
    total_ms = frames_to_ms(sound.end_frame, sound.rate)
    with VoiceFinder() as finder:
        for message in finder.find(
            stored_pcm(interview, 0, sound.end_frame),
            rate=sound.rate,
            channels=sound.channels,
            voices=count,
            diarizer=PRESENCE if has_channel_each(interview) else diarizer,
        ):
            if isinstance(message, speech_client.DecodingProgress):
                done_ms = frames_to_ms(message.frame, sound.rate)
                progress(TranscriptionProgress(interview.id, done_ms, total_ms, voices=True))
            else:
                diarized_voices.put(interview.vault, interview.id, message)


def turns_of(interview: StudyInterview, run: Run) -> tuple[Turn, ...]:
    """The turns of what a run of the interview heard, or other readings where they are likelier.

    Words are spelt as their language does, but for what was imported; the run keeps what the model
    wrote.
    """
    known_words = familiar_words(interview)
    other_runs = comparable_runs(interview, run).values()
    run_chunks = with_likeliest_words(
        transcripts.chunks(interview.vault, run),
        [transcripts.chunks(interview.vault, other_run) for other_run in other_runs],
        known_words,
    )
    if run.model != IMPORTED_MODEL:
        run_chunks = respelt(run_chunks, known_words)
    return turns_in(interview, run_chunks, unclear_below=interview.study.settings.unclear_below)


def turns_in(
    interview: StudyInterview, stretches: Iterable[Chunk], *, unclear_below: float = 0.0
) -> tuple[Turn, ...]:
    """The turns that some stretches of an interview make, numbered from 1."""
    sound = interview.sound
    return build_turns(
        stretches,
        question_at(interview.entries, sound.rate),
        CHANNEL_ROLES if has_channel_each(interview) else ONE_CHANNEL,
        _wordings(interview.guide, interview.language),
        voices=diarized_voices.of(interview.vault, interview.id),
        unclear_below=unclear_below,
    )


def find_run(interview: StudyInterview, number: int) -> Run:
    """The run `number` of an interview. Raises KitError where it has none such."""
    for run in transcripts.runs(interview.vault, interview.id):
        if run.id == number:
            return run
    raise KitError(
        "Interview {interview} has no transcription {number}.",
        "`interview-kit show {interview} --runs` lists them.",
        interview=interview.id,
        number=number,
    )


def use_run(interview: StudyInterview, number: int) -> tuple[Turn, ...]:
    """Make an earlier run the current one; corrections and names hang on turns and are lost.

    Raises KitError for a run that is not there or did not reach the end.
    """
    run = find_run(interview, number)
    if run.model == IMPORTED_MODEL:
        raise KitError(
            "Transcription {number} was imported.", "Import its file again.", number=number
        )
    if run.reading.is_further:
        raise KitError(
            "Transcription {number} is a further reading, which others are compared with.",
            "Use a settled text: `interview-kit show {interview} --runs` lists them.",
            number=number,
            interview=interview.id,
        )
    if not run.finished:
        raise KitError(
            "Transcription {number} of {interview} did not reach the end.",
            "Go on with it first: interview-kit transcribe {interview} --model {model}",
            number=number,
            interview=interview.id,
            model=run.model,
        )
    return make_turns(interview, run)


def make_turns(interview: StudyInterview, run: Run) -> tuple[Turn, ...]:
    """Make the turns of a run the interview's, each with the errors it probably has."""
    turns = turns_of(interview, run)
    comparison = comparison_of(interview, run)
    known_words = familiar_words(interview)
    errors = {
        turn.number: expected_errors(turn.words, comparison, interview.language, known_words)
        for turn in turns
    }
    transcripts.finish_run(interview.vault, run, turns, errors)
    return turns


def stored_pcm(interview: StudyInterview, first_frame: int, end_frame: int) -> Iterator[bytes]:
    """The stored sound from `first_frame` on, ready to be mixed; where there is none is silence."""
    stored_blocks = blocks.read(interview.vault, interview.id, first_frame)
    gains = layout_of(interview).gains
    return (
        with_gains(samples, gains).tobytes()
        for samples in join(stored_blocks, first_frame, end_frame)
    )


def _wordings(guide: Guide, language: str) -> tuple[str, ...]:
    return tuple(
        text.in_(language)
        for question in guide.questions
        for text in (question.text, *(probe.text for probe in question.probes))
    )
