"""Oral consent and spoken debrief: recorded beside the interview, never as a part of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

from interview_kit.audio.player import Player
from interview_kit.audio.recorder import Recorder
from interview_kit.audio.recorder_events import RecorderEvent, RecorderFailed
from interview_kit.audio.sound_source import Source
from interview_kit.audio.stored_sound import join
from interview_kit.errors import AudioError, KitError
from interview_kit.model.block import Block
from interview_kit.model.chunk import Chunk
from interview_kit.model.clock import frames_to_ms
from interview_kit.speech.speech_client import Transcriber
from interview_kit.vault import interviews, side_recordings
from interview_kit.vault.side_recordings import SideRecording, SideRecordingKind
from interview_kit.workflow.study.open_study import Study, StudyInterview
from interview_kit.workflow.transcription.interview_terms import hotwords_of

Listen = Callable[[RecorderEvent], None]


class SideRecorder:
    """One aside while it is recorded; committed every second, as an interview is.

    `interview` is empty for a consent that is asked while the form is filled in: what becomes of
    it is said with `keep` or `discard`. Used in a `with`, an error discards it.
    """

    def __init__(
        self,
        study: Study,
        kind: SideRecordingKind,
        source: Source,
        interview: str = "",
        listen: Listen = lambda _event: None,
    ) -> None:
        if interview:
            interviews.get(study.vault, interview)
        self.failure = ""
        self._study = study
        self._listen = listen
        self._rate = source.rate
        self._recorder = Recorder(source, self._commit, self._heard)
        self.id = side_recordings.begin(study.vault, kind, interview)
        try:
            self._recorder.start()
        except BaseException:
            side_recordings.destroy_side_recording(study.vault, self.id)
            raise

    def __enter__(self) -> SideRecorder:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.stop()
        else:
            self.destroy()

    @property
    def elapsed_ms(self) -> int:
        """How much was taken in so far."""
        return frames_to_ms(self._recorder.frame, self._rate)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until the source has ended; False where it has not."""
        return self._recorder.wait(seconds)

    def stop(self) -> SideRecording:
        """Let go of the microphone; what is kept. One without sound is removed.

        Raises AudioError where no sound came at all.
        """
        self._recorder.stop()
        side_recording = side_recordings.get(self._study.vault, self.id)
        if not side_recording.frames:
            side_recordings.destroy_side_recording(self._study.vault, self.id)
            raise AudioError("No sound was recorded.", self.failure or "Check the microphone.")
        return side_recording

    def destroy(self) -> None:
        """Let go of the microphone and destroy what was stored."""
        self._recorder.stop()
        side_recordings.destroy_side_recording(self._study.vault, self.id)
        self._study.vault.empty_log()

    def _commit(self, block: Block) -> None:
        side_recordings.append(self._study.vault, self.id, block)

    def _heard(self, event: RecorderEvent) -> None:
        if isinstance(event, RecorderFailed):
            self.failure = event.message
        self._listen(event)


def side_recordings_of(
    interview: StudyInterview, kind: SideRecordingKind
) -> tuple[SideRecording, ...]:
    """What was recorded beside an interview."""
    return side_recordings.of_interview(interview.vault, interview.id, kind)


def play_side_recording(study: Study, aside: int) -> Player:
    """Play an aside. Returns at once: wait for the player, or stop it."""
    side_recording = side_recordings.get(study.vault, aside)
    blocks = side_recordings.read(study.vault, aside)
    return Player(
        join(blocks, 0, side_recording.frames), side_recording.rate, side_recording.channels
    )


def destroy_side_recording(study: Study, aside: int) -> None:
    """Destroy an aside for good."""
    side_recordings.get(study.vault, aside)
    side_recordings.destroy_side_recording(study.vault, aside)
    with suppress(KitError):
        study.vault.empty_log()


def transcribe_debrief(study: Study, aside: int, transcriber: Transcriber) -> str:
    """Write down what was said in a debrief, and keep it beside its sound.

    Raises KitError for an oral consent, which is evidence and never text.
    """
    side_recording = side_recordings.get(study.vault, aside)
    if side_recording.kind is not SideRecordingKind.DEBRIEF:
        raise KitError("An oral consent is never transcribed.", "Listen to it instead.")
    blocks = side_recordings.read(study.vault, aside)
    interview = study.interview(side_recording.interview)
    segment_texts = [
        event
        for event in transcriber.transcribe(
            (samples.tobytes() for samples in join(blocks, 0, side_recording.frames)),
            first_frame=0,
            rate=side_recording.rate,
            channels=side_recording.channels,
            language=interview.language,
            hotwords=hotwords_of(interview),
        )
        if isinstance(event, Chunk)
    ]
    text = " ".join(segment.text for stretch in segment_texts for segment in stretch.segments)
    side_recordings.put_text(study.vault, aside, text)
    return text
