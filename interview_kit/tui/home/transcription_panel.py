"""The transcriptions that go on beside the list: what is heard, what waits, and how far all is."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.message import Message

from interview_kit.errors import KitError
from interview_kit.model.clock import timestamp
from interview_kit.model.turn import Turn
from interview_kit.tui.home.work_panel import WorkPanel
from interview_kit.tui.kit import kit, tell, tell_error, words
from interview_kit.tui.thread_messages import TranscriptionMoved, WorkDone, WorkFailed, progress_for
from interview_kit.workflow.transcription.transcribe import TranscriptionProgress
from interview_kit.workflow.transcription.transcription_queue import Queue


class TranscriptionPanel(WorkPanel):
    """A queue that others can be added to while it works; hidden while there is none."""

    class Changed(Message):
        """Another interview waits, is heard, or is no longer either."""

    class InterviewDone(Message):
        """An interview is transcribed, with so many turns; or it failed."""

        def __init__(self, interview: str, turns: int, error: KitError | None = None) -> None:
            self.interview = interview
            self.turns = turns
            self.error = error
            super().__init__()

    def __init__(self) -> None:
        super().__init__()
        self._queue: Queue | None = None
        self._heard: tuple[str, ...] = ()
        self._failed: set[str] = set()
        self._stopping = False

    @property
    def goes_on(self) -> bool:
        """Whether anything is heard or waits."""
        return self._queue is not None

    def standing(self, interview: str) -> str:
        """The id of the text that says how an interview stands here; "" where it does not."""
        queue = self._queue
        if queue is not None and interview in queue.heard:
            return "home.is_heard"
        if queue is not None and interview in queue.waiting:
            return "home.waits"
        return "home.failed" if interview in self._failed else ""

    def add(self, interviews: Iterable[str]) -> None:
        """Let interviews wait; the first ones are taken up at once."""
        if self._stopping:
            # What is being broken off may still commit a stretch.
            tell(self, words(self, "home.busy"))
            return
        is_new = self._queue is None
        if self._queue is None:
            study, places = kit(self).open_study, kit(self).launch.places
            self._queue = Queue(
                study,
                lambda: places(study),
                progress=progress_for(self),
                on_done=self._done,
                on_failed=lambda id, error: self._tell(self.InterviewDone(id, 0, error)),
            )
        self._failed.difference_update(self._queue.add(interviews))
        if is_new:
            self.show(words(self, "home.loading", id=", ".join(self._queue.waiting)))
            self._run()
        self._changed()

    def take_out(self, interview: str) -> bool:
        """Let an interview wait no more; whether it did."""
        out = self._queue is not None and self._queue.take_out(interview)
        self._changed()
        return out

    def stop(self) -> bool:
        """Break off; everything that was heard is kept. Whether anything went on."""
        if self._queue is None:
            return False
        self._stopping = True
        self._queue.stop()
        return True

    def on_unmount(self) -> None:
        """The program does not wait for a transcription."""
        if self._queue is not None:
            self._queue.stop()

    def _run(self) -> None:
        assert self._queue is not None
        kit(self).work(self, "transcribe", self._queue.run)

    def _done(self, interview: str, turns: tuple[Turn, ...]) -> None:
        self._tell(self.InterviewDone(interview, len(turns)))

    def _tell(self, message: Message) -> None:
        self.post_message(message)

    def _changed(self) -> None:
        self._heard = self._queue.heard if self._queue is not None else ()
        self.post_message(self.Changed())

    @on(TranscriptionMoved)
    def _progressed(self, event: TranscriptionMoved) -> None:
        event.stop()
        if self._queue is None:
            return
        done_ms, total_ms = self._queue.how_far
        self.show(self._doing(event.progress), done_ms, max(1, total_ms))
        if self._heard != self._queue.heard:
            self._changed()

    def _doing(self, progress: TranscriptionProgress) -> str:
        assert self._queue is not None
        running_ids, waiting = self._queue.heard, self._queue.waiting
        if len(running_ids) < 2 and not waiting:
            done_time, total = timestamp(progress.done_ms), timestamp(progress.total_ms)
            text_id = "home.voices" if progress.voices else "home.working"
            return words(self, text_id, id=progress.interview, done=done_time, total=total)
        done_time, total = map(timestamp, self._queue.how_far)
        lines = [words(self, "home.several", ids=", ".join(running_ids))]
        if waiting:
            lines.append(words(self, "home.wait", count=len(waiting)))
        # Last, for where it is narrow: the bar says it too.
        return " · ".join((*lines, words(self, "home.of", done=done_time, total=total)))

    @on(InterviewDone)
    def _ended(self, event: InterviewDone) -> None:
        event.stop()
        if event.error is not None:
            self._failed.add(event.interview)
            tell_error(self, event.error)
        else:
            tell(self, words(self, "home.transcribed", id=event.interview, count=event.turns))
        self._changed()

    @on(WorkDone)
    def _work_done(self, event: WorkDone) -> None:
        event.stop()
        if self._queue is not None and self._queue.waiting and not self._stopping:
            self._run()  # added as the last one ended
        else:
            self._over()

    @on(WorkFailed)
    def _work_failed(self, event: WorkFailed) -> None:
        event.stop()
        self._over()
        tell_error(self, event.error)

    def _over(self) -> None:
        self._queue = None
        self._stopping = False
        self.hide()
        self._changed()
