"""From other threads to the screen: their callbacks become messages.

`post_message` may be called from any thread and never waits. A message that comes many times a
second lets a newer one take its place, so that a busy screen shows the latest and never lags.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message
from textual.message_pump import MessagePump

from interview_kit.audio.recorder_events import Level, RecorderEvent
from interview_kit.disk.disk_errors import as_sentence
from interview_kit.errors import KitError
from interview_kit.workflow.capture.live_captions import CaptionedTalk
from interview_kit.workflow.transcription.transcribe import TranscriptionProgress


class LevelChanged(Message):
    """How loud it is, about fifteen times a second."""

    def __init__(self, level: Level) -> None:
        self.level = level
        super().__init__()

    def can_replace(self, message: Message) -> bool:
        """Only the latest level counts."""
        return isinstance(message, LevelChanged)


class SoundChanged(Message):
    """Something happened to the sound that the interviewer has to know."""

    def __init__(self, event: RecorderEvent) -> None:
        self.event = event
        super().__init__()


class CaptionsChanged(Message):
    """Something was said, as live transcription heard it."""

    def __init__(self, talk: CaptionedTalk) -> None:
        self.heard = talk
        super().__init__()


class TranscriptionMoved(Message):
    """How far a transcription is."""

    def __init__(self, progress: TranscriptionProgress) -> None:
        self.progress = progress
        super().__init__()

    def can_replace(self, message: Message) -> bool:
        """Only the latest state counts."""
        return (
            isinstance(message, TranscriptionMoved)
            and message.progress.interview == self.progress.interview
        )


class WorkDone(Message):
    """Work in a thread came to its end: `result` is what it gave."""

    def __init__(self, work: str, result: object) -> None:
        self.work = work
        self.result = result
        super().__init__()


class WorkFailed(Message):
    """Work in a thread could not be done, for a reason that a person can mend."""

    def __init__(self, work: str, error: KitError) -> None:
        self.work = work
        self.error = error
        super().__init__()


def listen_for(target: MessagePump) -> Callable[[RecorderEvent], None]:
    """A listener for the recorder's thread that tells `target`."""

    def listen(event: RecorderEvent) -> None:
        target.post_message(
            LevelChanged(event) if isinstance(event, Level) else SoundChanged(event)
        )

    return listen


def words_for(target: MessagePump) -> Callable[[CaptionedTalk], None]:
    """A listener for live transcription's thread that tells `target`."""

    def hear(talk: CaptionedTalk) -> None:
        target.post_message(CaptionsChanged(talk))

    return hear


def progress_for(target: MessagePump) -> Callable[[TranscriptionProgress], None]:
    """A listener for the transcription's thread that tells `target`."""

    def progress(progress_report: TranscriptionProgress) -> None:
        target.post_message(TranscriptionMoved(progress_report))

    return progress


def work_for(target: MessagePump, work: str, do: Callable[[], object]) -> Callable[[], None]:
    """`do` for a thread; `target` is told how it ended."""

    def run() -> None:
        try:
            result = do()
        except KitError as error:
            target.post_message(WorkFailed(work, error))
        except Exception as error:
            sentence = as_sentence(error)  # what a disk or a damaged store refuses
            if sentence is None:
                raise
            target.post_message(WorkFailed(work, sentence))
        else:
            target.post_message(WorkDone(work, result))

    return run
