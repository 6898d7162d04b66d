"""Transcribing: stored sound goes to the speech process, words come back into the vault."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from interview_kit.audio.sound import join
from interview_kit.errors import KitError, SpeechError
from interview_kit.guide.guide import Guide
from interview_kit.model.clock import frames_to_ms
from interview_kit.model.speaker import Speaker
from interview_kit.model.stretch import Stretch
from interview_kit.model.turn import Turn
from interview_kit.session.timeline import question_at
from interview_kit.speech.client import Transcriber
from interview_kit.speech.store import ModelFolder, find
from interview_kit.speech.turns import build_turns
from interview_kit.vault import blocks, interviews, journal, transcripts
from interview_kit.workflow.interviews import guide_of
from interview_kit.workflow.study import Study

CHANNEL_ROLES = (Speaker.INTERVIEWER, Speaker.PARTICIPANT)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the transcription of one interview is, in ms of its sound."""

    interview: str
    done_ms: int
    total_ms: int


def model_for(study: Study, name: str = "") -> ModelFolder:
    """The speech model a study uses, or the named one. Raises SpeechError if not installed."""
    return find(name or study.settings.model)


def new_transcriber(model: ModelFolder, threads: int | None = None) -> Transcriber:
    """A speech process with `model`, on all cores unless told otherwise."""
    return Transcriber(model, threads=threads or os.cpu_count() or 1)


def study_transcriber(study: Study) -> Transcriber:
    """A speech process with the model that the study uses."""
    return new_transcriber(model_for(study))


def is_transcribed(study: Study, interview: str) -> bool:
    """Whether there is a transcript that reaches to the end of the sound."""
    run = transcripts.latest_run(study.vault, interview)
    end_frame = blocks.sound(study.vault, interview).end_frame
    return run is not None and transcripts.reached_frame(study.vault, run) >= end_frame


def refuse_to_lose_corrections(study: Study, ids: Iterable[str]) -> None:
    """Raise KitError where a new transcription would replace turns that somebody corrected."""
    for id in ids:
        corrections = len(transcripts.corrections(study.vault, id))
        if corrections:
            raise KitError(
                f"A new transcription of {id} would lose {corrections} corrections.",
                "Leave it as it is, or add --discard-corrections.",
            )


def transcribe(
    study: Study,
    interview: str,
    transcriber: Transcriber,
    progress: Callable[[Progress], None] = lambda _progress: None,
) -> tuple[Turn, ...]:
    """Transcribe one interview, going on where an earlier attempt stopped.

    Each stretch is on disk before the next is asked for, so the work can be interrupted at any
    moment. Raises KitError where there is no sound, SpeechError where the process fails.
    """
    kept = interviews.get(study.vault, interview)
    guide = guide_of(kept)
    sound = blocks.sound(study.vault, interview)
    if not sound.blocks:
        raise KitError(f"Interview {interview} holds no sound.", "Record or import it first.")
    model = transcriber.model
    settings = {"model": model.name, "sha256": model.sha256, "language": kept.language}
    run = transcripts.open_run(study.vault, interview, model.name, settings)
    first_frame = transcripts.reached_frame(study.vault, run)
    total_ms = frames_to_ms(sound.end_frame, sound.rate)
    progress(Progress(interview, frames_to_ms(first_frame, sound.rate), total_ms))
    if first_frame < sound.end_frame:
        for heard in transcriber.transcribe(
            _pcm(study, interview, first_frame, sound.end_frame),
            first_frame=first_frame,
            rate=sound.rate,
            channels=sound.channels,
            language=kept.language,
        ):
            if isinstance(heard, Stretch):
                transcripts.append_stretch(study.vault, run, heard)
                progress(Progress(interview, frames_to_ms(heard.end_frame, sound.rate), total_ms))
    if transcripts.reached_frame(study.vault, run) < sound.end_frame:
        raise SpeechError(
            f"The transcription of {interview} was stopped.",
            "Started again, it goes on from there.",
        )
    entries = journal.read(study.vault, interview)
    turns = build_turns(
        transcripts.stretches(study.vault, run),
        question_at(entries, sound.rate),
        CHANNEL_ROLES[: sound.channels] if sound.channels > 1 else (),
        _wordings(guide, kept.language),
    )
    transcripts.finish_run(study.vault, run, turns)
    return turns


def _pcm(study: Study, interview: str, first_frame: int, end_frame: int) -> Iterator[bytes]:
    """The stored sound from `first_frame` on; struck stretches are silence."""
    stored = blocks.read(study.vault, interview, first_frame)
    return (samples.tobytes() for samples in join(stored, first_frame, end_frame))


def _wordings(guide: Guide, language: str) -> tuple[str, ...]:
    return tuple(
        text.in_(language)
        for question in guide.questions
        for text in (question.text, *(probe.text for probe in question.probes))
    )
