"""Consent and debrief of an interview: what was answered, written and recorded beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from interview_kit.audio.recorder_events import Level, RecorderEvent
from interview_kit.audio.sound_source import Source
from interview_kit.errors import KitError
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import Answer, ConsentAnswered, Debriefed
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.side_recordings import SideRecording, SideRecordingKind
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.capture.side_recording import (
    SideRecorder,
    play_side_recording,
    side_recordings_of,
    transcribe_debrief,
)
from interview_kit.workflow.interviews.consent_history import (
    ConsentStep,
    consent_history,
    note_consent,
)
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.transcribe import study_transcriber

PATIENCE_S = 0.05
"""How often it is looked whether the recording is over."""


@dataclass(frozen=True, slots=True)
class ListedRecording:
    """A side recording in a list; `number` is its id."""

    number: int
    at: str
    length_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class ConsentStatus:
    """An item of consent and the last answer to it, in the interview's language.

    `wording` is the SHA-256 of what was read when it was answered, in `language`; `text` is that
    wording. Both are empty where nobody read it, and the text is then the guide's.
    """

    item: str
    scope: str
    answer: str
    text: str
    wording: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ConsentReport:
    """What was answered in an interview, and the recordings of how it was.

    `awaits_disposal` says that consent to what was recorded is withdrawn, and that nobody said yet
    what becomes of it.
    """

    interview: str
    items: tuple[ConsentStatus, ...]
    oral: tuple[ListedRecording, ...]
    history: tuple[ConsentStep, ...] = ()
    awaits_disposal: bool = False


@dataclass(frozen=True, slots=True)
class WrittenDebrief:
    """A debrief that was typed."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class DebriefText:
    """What was heard in a spoken debrief."""

    interview: str
    number: int
    text: str


def consent_report(interview: StudyInterview) -> ConsentReport:
    """The answers to consent in an interview, and its oral consent."""
    last_answers = {
        entry.event.item: entry.event
        for entry in interview.entries
        if isinstance(entry.event, ConsentAnswered)
    }
    items = []
    for item in interview.guide.consent:
        last = last_answers.get(item.id, ConsentAnswered(item.id, Answer.NOT_ASKED))
        text = item.text.in_(last.language or interview.language).strip()
        items.append(
            ConsentStatus(
                item.id, item.scope.value, last.answer.value, text, last.wording, last.language
            )
        )
    return ConsentReport(
        interview.id,
        tuple(items),
        _listed_recordings(interview, SideRecordingKind.CONSENT),
        consent_history(interview),
        interview.state.awaits_disposal,
    )


def answer_consent(interview: StudyInterview, item: str, answer: str, *, actor: str = "") -> None:
    """Note that the answer to an item of consent is now `answer`, and who says so.

    Raises RefusedError.
    """
    study = interview.study
    with study.vault.atomic():
        Conductor(interview).do(ask.AnswerConsent(item, Answer(answer)))
        changed = interview.reread()
        entries = changed.entries[len(interview.entries) :]
        if entries:
            note_consent(interview, entries, actor)
            study_audit.note(
                study, AuditAct.CONSENT_CHANGED, interview.id, actor=actor, item=item, answer=answer
            )
    study_audit.anchor(study)


def debriefs_of(interview: StudyInterview) -> tuple[WrittenDebrief | ListedRecording, ...]:
    """The debriefs of an interview, typed and spoken, in the order of time."""
    written = tuple(
        WrittenDebrief(entry.at, entry.event.text)
        for entry in interview.entries
        if isinstance(entry.event, Debriefed)
    )
    spoken = _listed_recordings(interview, SideRecordingKind.DEBRIEF)
    return tuple(sorted((*written, *spoken), key=lambda row: row.at))


def write_debrief(interview: StudyInterview, text: str) -> None:
    """Keep a typed debrief. Raises RefusedError while the interview is held."""
    Conductor(interview).do(ask.Debrief(text))


def record_beside(
    interview: StudyInterview,
    kind: str,
    source: Source,
    *,
    stop: Event,
    seconds: float | None = None,
    on_begin: Callable[[], None] = lambda: None,
) -> ListedRecording:
    """Record a consent or debrief until `stop` is set, `seconds` passed, or the sound ends.

    `on_begin` is called once sound is taken in. Raises AudioError where none came, KitError where
    it could not be stored to the end: what was stored is kept.
    """

    def listen(event: RecorderEvent) -> None:
        if (
            seconds is not None
            and isinstance(event, Level)
            and event.frame >= seconds * source.rate
        ):
            stop.set()

    recorder = SideRecorder(interview.study, SideRecordingKind(kind), source, interview.id, listen)
    on_begin()
    while not stop.is_set() and not recorder.wait(PATIENCE_S):
        pass
    recording = recorder.stop()
    if recorder.failure:
        raise KitError(
            recorder.failure,
            "What was stored is kept: {length_ms} ms.",
            length_ms=recording.length_ms,
        )
    return _listed(recording)


def play_beside(interview: StudyInterview, kind: str, number: int | None = None) -> None:
    """Play a consent or debrief to its end: `number`, or the latest. Raises KitError."""
    player = play_side_recording(interview.study, _chosen(interview, kind, number).id)
    try:
        player.wait()
    finally:
        player.stop()


def transcribe_beside(interview: StudyInterview, number: int | None = None) -> DebriefText:
    """Write down a spoken debrief: `number`, or the latest. Raises KitError, SpeechError."""
    recording = _chosen(interview, SideRecordingKind.DEBRIEF, number)
    with study_transcriber(interview.study) as transcriber:
        text = transcribe_debrief(interview.study, recording.id, transcriber)
    return DebriefText(interview.id, recording.id, text)


def _chosen(interview: StudyInterview, kind: str, number: int | None) -> SideRecording:
    recordings = [
        recording
        for recording in side_recordings_of(interview, SideRecordingKind(kind))
        if number in (None, recording.id)
    ]
    if not recordings:
        raise KitError(
            "Interview {id} has no such recording.",
            "interview-kit {kind} show {id}",
            id=interview.id,
            kind=kind,
        )
    return recordings[-1]


def _listed_recordings(
    interview: StudyInterview, kind: SideRecordingKind
) -> tuple[ListedRecording, ...]:
    return tuple(_listed(recording) for recording in side_recordings_of(interview, kind))


def _listed(recording: SideRecording) -> ListedRecording:
    return ListedRecording(recording.id, recording.at, recording.length_ms, recording.text)
