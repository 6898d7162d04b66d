"""Transcribing what a command names: what waits, where it is heard, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from interview_kit.errors import KitError, SpeechError
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.speech.model_store import ModelFolder
from interview_kit.workflow.interviews.chosen_interviews import (
    ChosenOutcome,
    LeftOut,
    choose,
    do_chosen,
)
from interview_kit.workflow.interviews.consent import refuse_withdrawn_recording
from interview_kit.workflow.study.open_study import Study, StudyInterview
from interview_kit.workflow.transcription.interview_readings import lacks_readings
from interview_kit.workflow.transcription.transcribe import (
    TWO,
    TranscriptionProgress,
    has_no_words,
    is_transcribed,
    is_worked_on,
    model_for,
    refuse_to_lose_corrections,
    study_transcriber,
    transcribe,
    use_run,
)
from interview_kit.workflow.transcription.transcript_import import (
    ImportedTranscript,
    checked_roles,
    import_transcript,
    read_file,
    wants_times,
)
from interview_kit.workflow.transcription.transcription_queue import (
    Places,
    places_here,
    transcribe_all,
    untranscribed_interviews,
)


@dataclass(frozen=True, slots=True)
class HearingPlace:
    """Where interviews are heard: with `dask` in the cluster at this address, else here.

    `processes` are at most so many interviews at once, each with so many `threads`; `certificates`
    are the files of authority, certificate and key that a cluster is met with, none or all three.
    """

    processes: int | None = None
    threads: int | None = None
    dask: str | None = None
    certificates: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class TextSize:
    """How many turns and words the text of an interview has now."""

    interview: str
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class ChosenTranscriptions:
    """What came of it, in the order of the interviews, and how many had waited.

    `wordless` are the interviews that did not wait, and in which no word was found before.
    """

    outcome: ChosenOutcome[TextSize]
    waiting: int
    wordless: tuple[str, ...] = ()


def transcribe_chosen(
    study: Study,
    ids: Iterable[str],
    place: HearingPlace,
    *,
    all_of_them: bool = False,
    model: str = "",
    again: bool = False,
    discard_corrections: bool = False,
    run: int | None = None,
    voices: int = TWO,
    draft: bool = False,
    readings: int | None = None,
    progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
) -> ChosenTranscriptions:
    """Transcribe what waits of some interviews, or all; with `run` go back to that transcription.

    With `draft` the text is not settled: sooner, with more errors. Else it is compared with further
    readings, `readings` in all, or as many as the study says. `again` takes those that have a text
    too. Of all of them those are left out whose corrections would be lost, whose consent was
    withdrawn, or that fail. Raises KitError where none is named, where one that was named would be
    left out, and what `transcribe_all` and `use_run` raise.
    """
    chosen_ids = choose(study, ids, all_of_them=all_of_them)
    if all_of_them and not again:
        count = 1 if draft else readings
        waiting = list(untranscribed_interviews(study, chosen_ids, count))
    else:
        waiting = [
            id
            for id in chosen_ids
            if again or run or _waits(study.interview(id), 1 if draft else readings)
        ]

    def ready(id: str) -> str:
        interview = study.interview(id)
        refuse_withdrawn_recording(interview)
        if not discard_corrections:
            refuse_to_lose_corrections(interview)
        if not again and is_transcribed(interview) and is_worked_on(interview):
            raise KitError(
                "The text of {id} has been worked on since it was transcribed.",
                "Leave it as it is, or add --again.",
                id=id,
            )
        return id

    ready_ids = do_chosen(waiting, ready, all_of_them=all_of_them)
    waiting, left_out = list(ready_ids.done), ready_ids.left_out
    if run is not None:
        if len(chosen_ids) != 1:
            raise KitError("--use-run is for one interview.", "Name that one.")
        turns = use_run(study.interview(chosen_ids[0]), run)
        return ChosenTranscriptions(ChosenOutcome((_size(chosen_ids[0], turns),)), len(waiting))
    sizes: list[TextSize] = []
    failures: list[LeftOut] = []
    if waiting:
        with _places(model_for(study, model), place) as places:
            transcribe_all(
                study,
                waiting,
                places,
                voices=voices,
                draft=draft,
                readings=readings,
                progress=progress,
                on_done=lambda id, turns: sizes.append(_size(id, turns)),
                on_failed=(lambda id, error: failures.append(LeftOut(id, error)))
                if all_of_them
                else None,
            )
    sizes.sort(key=lambda size: waiting.index(size.interview))
    others = (study.interview(id) for id in chosen_ids if id not in waiting)
    wordless = tuple(interview.id for interview in others if has_no_words(interview))
    outcome = ChosenOutcome(tuple(sizes), (*left_out, *failures))
    return ChosenTranscriptions(outcome, len(waiting) + len(left_out), wordless)


def import_text(
    interview: StudyInterview,
    path: Path,
    roles: Mapping[str, Speaker],
    *,
    partly: bool = False,
    discard_corrections: bool = False,
    lay_on_sound: bool = True,
    progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
) -> ImportedTranscript:
    """What `import_transcript` does, listening first to the sound that a text is to be laid on.

    What is refused is refused before an hour of listening; without a model the text stays without
    times, and `hearing_error` says why.
    """
    if not discard_corrections:
        refuse_to_lose_corrections(interview)
    transcript = read_file(path, roles, interview.id)
    checked_roles(transcript, roles, partly=partly)
    hearing_error = None
    if lay_on_sound and wants_times(interview, transcript):
        try:
            with study_transcriber(interview.study) as transcriber:
                transcribe(interview, transcriber, progress)
        except SpeechError as error:
            hearing_error = error
    result = import_transcript(
        interview.reread(),
        path,
        roles,
        partly=partly,
        discard_corrections=discard_corrections,
        lay_on_sound=lay_on_sound,
    )
    return replace(result, hearing_error=hearing_error)


def _waits(interview: StudyInterview, readings: int | None) -> bool:
    """Whether an interview that was named has no whole text, or one of too few readings.

    What the study asks for is not asked for a text that somebody has worked on.
    """
    if not is_transcribed(interview):
        return True
    count = readings or interview.study.settings.readings_count
    is_asked = readings is not None or not is_worked_on(interview)
    return is_asked and lacks_readings(interview, count)


@contextmanager
def _places(model: ModelFolder, place: HearingPlace) -> Iterator[Places]:
    if place.dask is None:
        yield places_here(model, place.processes, threads=place.threads)
        return
    from interview_kit.speech.speech_cluster import Certificates, Cluster, ClusterPlace

    tls = Certificates(*place.certificates) if place.certificates else None
    with Cluster(place.dask, model, tls, threads=place.threads or 1) as cluster:
        yield Places(lambda _at_once: ClusterPlace(cluster), place.processes or cluster.places)


def _size(interview: str, turns: Sequence[Turn]) -> TextSize:
    return TextSize(interview, len(turns), sum(len(turn.words) for turn in turns))
