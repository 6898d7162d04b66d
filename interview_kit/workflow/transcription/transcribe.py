"""Transcribing: stored sound goes to the speech process, words come back into the vault."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from interview_kit.audio.stored_sound import join, with_gains
from interview_kit.errors import KitError, SpeechError
from interview_kit.guide.guide import Guide
from interview_kit.model.channel_layout import ChannelLayout
from interview_kit.model.chunk import Chunk
from interview_kit.model.clock import frames_to_ms
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.mention import MentionType
from interview_kit.session.timeline import channel_layout, question_at
from interview_kit.speech import speech_client
from interview_kit.speech.decoding_parameters import run_settings
from interview_kit.speech.model_fitness import (
    available_mb,
    refuse_other_language,
    refuse_too_large,
)
from interview_kit.speech.model_store import ModelFolder, find
from interview_kit.speech.speech_client import Transcriber, VoiceFinder
from interview_kit.speech.turn_building import build_turns
from interview_kit.vault import blocks, diarized_voices, interviews, journal, names, transcripts
from interview_kit.vault.transcripts import Run
from interview_kit.workflow.study.interview_overview import guide_of
from interview_kit.workflow.study.open_study import Study

CHANNEL_ROLES = (Speaker.INTERVIEWER, Speaker.PARTICIPANT)
IMPORTED_MODEL = "imported"  # in the place of a model's name
ONE_CHANNEL = (Speaker.PARTICIPANT,)
PLAIN_MIX = (1, 1)


# Of a telephone number, a date and the like a model knows how to spell what was said.
_SAID = (MentionType.PERSON, MentionType.PLACE, MentionType.ORGANISATION)

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
    ) -> Iterator[Chunk | speech_client.DecodingProgress]:
        """Every stretch of `chunks`, interleaved int16 from `first_frame` on, as it is ready."""


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


def is_transcribed(study: Study, interview: str) -> bool:
    """Whether there is a transcript that reaches to the end of the sound."""
    run = transcripts.current_run(study.vault, interview)
    if run is None:
        return False
    end_frame = blocks.sound(study.vault, interview).end_frame
    return run.model == IMPORTED_MODEL or transcripts.reached_frame(study.vault, run) >= end_frame


def has_no_words(study: Study, interview: str) -> bool:
    """Whether an interview was transcribed to its end, and not a word was found in it."""
    return (
        bool(blocks.sound(study.vault, interview).blocks)
        and is_transcribed(study, interview)
        and not transcripts.count_turns(study.vault, interview)
    )


def refuse_to_lose_corrections(study: Study, ids: Iterable[str]) -> None:
    """Raise KitError where a new text would replace turns that were corrected or imported."""
    for id in ids:
        run = transcripts.current_run(study.vault, id)
        if run is not None and run.model == IMPORTED_MODEL:
            raise KitError(
                "A new text of {id} would replace the imported one.",
                "Leave it as it is, or add --discard-corrections.",
                id=id,
            )
        corrections = len(transcripts.corrections(study.vault, id))
        if corrections:
            raise KitError(
                "A new transcription of {id} would lose {corrections} corrections.",
                "Leave it as it is, or add --discard-corrections.",
                id=id,
                corrections=corrections,
            )


def transcribe(
    study: Study,
    interview: str,
    transcriber: ChunkTranscriber,
    progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
    *,
    speakers: int = TWO,
) -> tuple[Turn, ...]:
    """Transcribe one interview, going on where an earlier attempt stopped.

    Where one recording stands on all channels, at most so many `speakers` are told apart. Each
    stretch is on disk before the next is asked for, so the work can be interrupted at any moment.
    Raises KitError where there is no sound, SpeechError where the process fails.
    """
    sound = blocks.sound(study.vault, interview)
    if not sound.blocks:
        raise KitError(
            "Interview {interview} holds no sound.",
            "Record or import it first.",
            interview=interview,
        )
    run = open_run(study, interview, transcriber.model)
    first_frame = transcripts.reached_frame(study.vault, run)
    total_ms = frames_to_ms(sound.end_frame, sound.rate)
    progress(TranscriptionProgress(interview, frames_to_ms(first_frame, sound.rate), total_ms))
    if first_frame < sound.end_frame:
        for message in transcriber.transcribe(
            _pcm(study, interview, first_frame, sound.end_frame),
            first_frame=first_frame,
            rate=sound.rate,
            channels=sound.channels,
            language=language_of(study, interview),
            hotwords=hotwords_of(study, interview),
        ):
            if isinstance(message, Chunk):
                transcripts.append_chunk(study.vault, run, message)
                progress(
                    TranscriptionProgress(
                        interview, frames_to_ms(message.end_frame, sound.rate), total_ms
                    )
                )
    if transcripts.reached_frame(study.vault, run) < sound.end_frame:
        raise SpeechError(
            "The transcription of {interview} was stopped.",
            "Started again, it goes on from there.",
            interview=interview,
        )
    find_voices(study, interview, speakers, progress)
    turns = turns_of(study, run)
    transcripts.finish_run(study.vault, run, turns)
    return turns


def find_voices(
    study: Study,
    interview: str,
    count: int,
    progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
) -> None:
    """Listen for who speaks when, where channels do not tell, and keep it.

    The turns stay as they are. Raises SpeechError where the process fails.
    """
    sound = blocks.sound(study.vault, interview)
    if not sound.blocks or has_channel_each(study, interview):
        return
    total_ms = frames_to_ms(sound.end_frame, sound.rate)
    with VoiceFinder() as finder:
        for message in finder.find(
            _pcm(study, interview, 0, sound.end_frame),
            rate=sound.rate,
            channels=sound.channels,
            voices=count,
            diarizer=study.settings.diarizer,
        ):
            if isinstance(message, speech_client.DecodingProgress):
                done_ms = frames_to_ms(message.frame, sound.rate)
                progress(TranscriptionProgress(interview, done_ms, total_ms, voices=True))
            else:
                diarized_voices.put(study.vault, interview, message)


def has_channel_each(study: Study, interview: str) -> bool:
    """Whether each speaker has a channel, as far as is known."""
    sound = blocks.sound(study.vault, interview)
    return sound.channels > 1 and layout_of(study, interview) is ChannelLayout.APART


def layout_of(study: Study, interview: str) -> ChannelLayout:
    """How the channels of an interview belong together."""
    return channel_layout(journal.read(study.vault, interview))


def open_run(study: Study, interview: str, model: ModelFolder, *, live: bool = False) -> Run:
    """The run to go on with, live or not, or a new one where model or settings are others.

    So a transcription after the interview takes over every stretch that was heard during it, if
    the same model would hear it again the same way. Raises SpeechError for a model that does not
    write the language of the interview.
    """
    language = language_of(study, interview)
    refuse_other_language(model, language)
    settings = run_settings(model, language, vocabulary_of(study, interview))
    gains = layout_of(study, interview).gains
    if gains != PLAIN_MIX:
        settings["gains"] = list(gains)
    return transcripts.open_run(study.vault, interview, model.name, settings, live=live)


def turns_of(study: Study, run: Run) -> tuple[Turn, ...]:
    """The turns that the stretches of a run make."""
    run_chunks = transcripts.chunks(study.vault, run)
    return turns_in(study, run.interview, run_chunks, unclear_below=study.settings.unclear_below)


def turns_in(
    study: Study, interview: str, stretches: Iterable[Chunk], *, unclear_below: float = 0.0
) -> tuple[Turn, ...]:
    """The turns that some stretches of an interview make, numbered from 1."""
    interview_row = interviews.get(study.vault, interview)
    sound = blocks.sound(study.vault, interview)
    return build_turns(
        stretches,
        question_at(journal.read(study.vault, interview), sound.rate),
        CHANNEL_ROLES if has_channel_each(study, interview) else ONE_CHANNEL,
        _wordings(guide_of(interview_row), interview_row.language),
        voices=diarized_voices.of(study.vault, interview),
        unclear_below=unclear_below,
    )


def find_run(study: Study, interview: str, number: int) -> Run:
    """The run `number` of an interview. Raises KitError where it has none such."""
    for run in transcripts.runs(study.vault, interview):
        if run.id == number:
            return run
    raise KitError(
        "Interview {interview} has no transcription {number}.",
        "`interview-kit show {interview} --runs` lists them.",
        interview=interview,
        number=number,
    )


def use_run(study: Study, interview: str, number: int) -> tuple[Turn, ...]:
    """Make an earlier run the current one; corrections and names hang on turns and are lost.

    Raises KitError for a run that is not there or did not reach the end.
    """
    run = find_run(study, interview, number)
    if run.model == IMPORTED_MODEL:
        raise KitError(
            "Transcription {number} was imported.", "Import its file again.", number=number
        )
    if not run.finished:
        raise KitError(
            "Transcription {number} of {interview} did not reach the end.",
            "Go on with it first: interview-kit transcribe {interview} --model {model}",
            number=number,
            interview=interview,
            model=run.model,
        )
    turns = turns_of(study, run)
    transcripts.finish_run(study.vault, run, turns)
    return turns


def language_of(study: Study, interview: str) -> str:
    """The language an interview is held in."""
    return interviews.get(study.vault, interview).language


def vocabulary_of(study: Study, interview: str) -> tuple[str, ...]:
    """The words of an interview's guide that a model would not guess, in its language."""
    interview_row = interviews.get(study.vault, interview)
    return guide_of(interview_row).vocabulary.in_(interview_row.language)


def hotwords_of(study: Study, interview: str) -> tuple[str, ...]:
    """The words that the model may have misspelt: the guide's vocabulary, and the roster's names.

    A name that is spelt as it was typed is found, and is the same person in every interview. One
    typed without capitals gets them, as a model would write it.
    """
    participant = interviews.get(study.vault, interview).participant
    roster_names = (
        name.text.title() if name.text.islower() else name.text
        for name in names.roster_of(study.vault, participant)
        if name.type in _SAID
    )
    return tuple(dict.fromkeys((*vocabulary_of(study, interview), *roster_names)))


def _pcm(study: Study, interview: str, first_frame: int, end_frame: int) -> Iterator[bytes]:
    """The stored sound from `first_frame` on, ready to be mixed; where there is none is silence."""
    stored_blocks = blocks.read(study.vault, interview, first_frame)
    gains = layout_of(study, interview).gains
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
