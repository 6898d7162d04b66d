"""Recording aside: one line that says that an oral consent or a debrief is being recorded."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.message import Message

from interview_kit.errors import KitError
from interview_kit.interface.terminal_text import plain
from interview_kit.language.phrase import in_language
from interview_kit.model.clock import timestamp
from interview_kit.tui.kit import kit, tell_error, words
from interview_kit.tui.thread_messages import WorkDone, WorkFailed
from interview_kit.tui.widgets.still_text import StillText
from interview_kit.vault.side_recordings import SideRecording, SideRecordingKind
from interview_kit.workflow.capture.side_recording import SideRecorder, destroy_side_recording


class SideRecordingLine(StillText):
    """Hidden while nothing is recorded. `said` is the id of the text that stands there meanwhile.

    Without an `interview` what is recorded belongs to nothing yet: it is destroyed with the line,
    unless `release` gave it away.
    """

    DEFAULT_CSS = """
    SideRecordingLine { display: none; width: 100%; height: 1; padding: 0 4; background: $rec;
                color: $rec-ink; text-style: bold; }
    SideRecordingLine.-up { display: block; }
    """

    class Kept(Message):
        """A recording was stopped and kept."""

        def __init__(self, aside: SideRecording) -> None:
            self.aside = aside
            super().__init__()

    def __init__(
        self, action: str, kind: SideRecordingKind, notice: str, interview: str = ""
    ) -> None:
        super().__init__(id="aside")
        self._action = action
        self._kind = kind
        self._said = notice
        self._interview = interview
        self._recording: SideRecorder | None = None
        self._taken: list[int] = []
        self._busy = False

    def on_mount(self) -> None:
        """The time runs."""
        self.set_interval(0.5, self._tick)

    def on_unmount(self) -> None:
        """What belongs to an interview is kept, what belongs to nothing goes."""
        self.finish()
        if not self._interview:
            for id in self._taken:
                destroy_side_recording(kit(self).open_study, id)

    @property
    def is_recording(self) -> bool:
        """Whether sound is being recorded, or is about to be."""
        return self._recording is not None or self._busy

    @property
    def is_opening(self) -> bool:
        """Whether the microphone is being opened just now."""
        return self._busy

    @property
    def is_touched(self) -> bool:
        """Whether anything was recorded."""
        return self.is_recording or bool(self._taken)

    def toggle(self) -> None:
        """Begin to record, in a thread, or stop."""
        if self._recording is not None:
            self.finish()
        elif not self._busy:
            self._busy = True
            self.show(Content(words(self, "aside.opening")))
            self.add_class("-up")
            app, study = kit(self), kit(self).open_study
            app.work(
                self,
                "aside",
                lambda: SideRecorder(study, self._kind, app.open_source(), self._interview),
            )

    def finish(self) -> tuple[int, ...]:
        """Stop, where something is recorded; the ids of all that was recorded here."""
        recording, self._recording = self._recording, None
        if recording is not None:
            self.remove_class("-up")
            try:
                side_recording = recording.stop()
            except KitError as error:
                tell_error(self, error)
            else:
                self._taken.append(side_recording.id)
                self.post_message(self.Kept(side_recording))
        return tuple(self._taken)

    def release(self) -> None:
        """What was recorded belongs to an interview now."""
        self._taken.clear()

    @on(WorkDone)
    def _began(self, event: WorkDone) -> None:
        event.stop()
        self._busy = False
        assert isinstance(event.result, SideRecorder)
        self._recording = event.result
        self._tick()

    @on(WorkFailed)
    def _did_not_begin(self, event: WorkFailed) -> None:
        event.stop()
        self._busy = False
        self.remove_class("-up")
        tell_error(self, event.error)

    def _tick(self) -> None:
        if self._recording is None:
            return
        if self._recording.failure:
            self.show(Content(plain(in_language(self._recording.failure, kit(self).language))))
            return
        time = timestamp(self._recording.elapsed_ms)
        self.show(Content(words(self, self._said, time=time, key=kit(self).key(self._action))))
