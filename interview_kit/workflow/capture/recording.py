"""Recording without a screen: the same conductor, driven by signals and the end of the sound."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass

from interview_kit.audio.recorder_events import Level, RecorderFailed, SourceEnded
from interview_kit.audio.recorder_events import RecorderEvent as RecorderEvent
from interview_kit.audio.sound_source import Source
from interview_kit.errors import AudioError, DamagedError
from interview_kit.guide.guide import ConsentScope
from interview_kit.language.phrase import phrase
from interview_kit.pseudonym.roster import RosterName
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import Answer
from interview_kit.session.timeline import gaps
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.study.open_study import Study, StudyInterview
from interview_kit.workflow.study.vault_integrity import refuse_damaged_sound
from interview_kit.workflow.transcription.live_transcription import LiveTranscription


@dataclass(frozen=True, slots=True)
class RecordingBegun:
    """Sound is being stored, `rate` frames a second."""

    event: str
    interview: str
    rate: int


@dataclass(frozen=True, slots=True)
class SoundGap:
    """A stretch without sound, at `frame` of the clock."""

    kind: str
    frame: int
    missing_ms: int


@dataclass(frozen=True, slots=True)
class RecordingEnded:
    """So many frames were kept, with gaps.

    `rescued_in` is the folder of the study in which the recording went on when its vault was taken
    away; empty where it was not.
    """

    event: str
    interview: str
    frames: int
    rate: int
    gaps: tuple[SoundGap, ...]
    rescued_in: str = ""


@dataclass(frozen=True, slots=True)
class RecordingTranscribed:
    """The number of turns, or None and why the text is not complete."""

    event: str
    interview: str
    turns: int | None
    reason: str


RecordingReport = RecordingBegun | RecordingEnded | RecordingTranscribed
"""What a recording without a screen tells: its beginning, its end, and what became of its words."""


def record_participant(
    study: Study,
    source: Source,
    consent: Iterable[ConsentScope],
    *,
    interview: str = "",
    participant: str = "",
    guide: str = "",
    language: str = "",
    interviewer: str = "",
    is_new_person: bool = False,
    roster: Callable[[], Iterable[RosterName]] = tuple,
    is_live: bool = False,
    stop: threading.Event,
    seconds: float | None = None,
    tell: Callable[[RecorderEvent], None] = lambda _event: None,
) -> Iterator[RecordingReport]:
    """Record a new interview of `participant`, or go on with `interview`; see `record`.

    `roster` gives the names of a new one. With `is_live` the words are heard meanwhile.
    """
    if not interview:
        interview = prepare(
            study,
            participant,
            guide=guide,
            language=language,
            interviewer=interviewer,
            roster=roster(),
            is_new_person=is_new_person,
        ).id
    prepared_interview = study.interview(interview)
    with ExitStack() as stack:
        live = (
            stack.enter_context(closing(LiveTranscription(prepared_interview))) if is_live else None
        )
        yield from record(
            prepared_interview, source, consent, stop=stop, seconds=seconds, live=live, tell=tell
        )


def record(
    interview: StudyInterview,
    source: Source,
    consent: Iterable[ConsentScope],
    *,
    stop: threading.Event,
    seconds: float | None = None,
    live: LiveTranscription | None = None,
    tell: Callable[[RecorderEvent], None] = lambda _event: None,
) -> Iterator[RecordingReport]:
    """Record until `stop` is set, `seconds` of sound are kept, or the source ends.

    Yields one report once sound is being stored (`event` is "recording") and one at the end
    ("recorded", with `frames` kept and `gaps`). With `live` the words are heard meanwhile; a third
    report ("transcribed") has the number of `turns`, or null and why. `tell` gets what happens to
    the sound meanwhile, from the recorder's thread. Raises RefusedError without consent to record,
    AudioError where the sound could not be stored to the end: what was committed is kept.
    """
    failures: list[str] = []
    limit = None if seconds is None else int(seconds * source.rate)
    first_frame = interview.sound.end_frame

    def listen(event: RecorderEvent) -> None:
        tell(event)
        match event:
            case Level(frame):
                if limit is not None and frame - first_frame >= limit:
                    stop.set()
            case RecorderFailed(_, message):
                failures.append(message)
                stop.set()
            case SourceEnded():
                stop.set()

    conductor = Conductor(interview, listen)
    try:
        scopes = set(consent)
        for item in conductor.guide.consent:
            if item.scope in scopes:
                conductor.do(ask.AnswerConsent(item.id, Answer.YES))
        conductor.record(source)
        while conductor.committed_frame == first_frame and not stop.wait(0.05):
            pass
        if live is not None:
            live.start()
        yield RecordingBegun("recording", interview.id, source.rate)
        stop.wait()
        if not failures:  # what broke off is interrupted, and can go on
            conductor.do(ask.End())
    finally:
        conductor.close()
    if failures:
        raise AudioError(
            failures[0], "What was stored is kept: interview {interview}.", interview=interview.id
        )
    yield RecordingEnded(
        "recorded",
        interview.id,
        conductor.frame,
        source.rate,
        tuple(SoundGap(gap.kind, gap.frame, gap.missing_ms) for gap in gaps(conductor.entries)),
        str(conductor.rescued_in or ""),
    )
    refuse_lost(interview.study, conductor)
    if live is not None:
        stop.clear()  # now it breaks off the hearing of what is left
        turns = live.finish(stop)
        reason = (
            live.failure.message if live.failure else "" if turns is not None else phrase("stopped")
        )
        yield RecordingTranscribed("transcribed", interview.id, turns, reason)


def refuse_lost(study: Study, conductor: Conductor) -> None:
    """Look back after an interview, once its conductor is closed.

    Raises DamagedError where its vault was taken away meanwhile, or its sound does not read back
    as it was heard.
    """
    if conductor.rescued_in is not None:
        raise DamagedError(
            "The vault was taken away while recording.",
            "What there was is in {folder}, which opens like any study.",
            folder=conductor.rescued_in,
        )
    refuse_damaged_sound(study.vault, conductor.interview.id)
