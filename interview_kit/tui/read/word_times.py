"""Typed words find their place in the sound, in the background, while nothing is changed."""

from __future__ import annotations

from textual import on
from textual.timer import Timer

from interview_kit.tui.kit import kit
from interview_kit.tui.read.doubt_keys import DoubtKeys
from interview_kit.tui.thread_messages import WorkDone
from interview_kit.workflow.transcription.word_alignment import AlignedWords, align_edited_turns

ALIGN = "align"
"""What looking for words in the sound is called as work in a thread."""
ALIGN_SECONDS = 10
"""How long nothing is changed before a model is loaded that looks for typed words."""


class WordTimes(DoubtKeys):
    """Loads the study's model only where there are words to look for, and never twice at once.

    Where there is no model nothing is said: the times that were guessed stay.
    """

    can_align = True
    _align_timer: Timer | None = None
    _is_aligning = False

    def turns_changed(self) -> None:
        """Look for typed words once nothing is changed for a while."""
        super().turns_changed()
        if self._align_timer is not None:
            self._align_timer.stop()
        self._align_timer = self.set_timer(ALIGN_SECONDS, self._align)

    def _align(self) -> None:
        if self._is_aligning or not (self.can_align and self.has_sound and self.editor.rewritten):
            return
        self._is_aligning = True
        study, id, actor = self.study, self.interview_id, self.who
        launch = kit(self).launch

        def align() -> AlignedWords:
            with launch.transcriber(study) as transcriber:
                return align_edited_turns(
                    study.interview(id),
                    transcriber=transcriber,
                    actor=actor,
                    is_wanted=lambda: self.is_running,
                )

        kit(self).work(self, ALIGN, align)

    @on(WorkDone)
    def _aligned(self, event: WorkDone) -> None:
        if event.work == ALIGN:
            self._is_aligning = False
            assert isinstance(event.result, AlignedWords)
            if event.result.turns:
                self.editor.refresh()
                self.forget_turns()
                self.draw_turns()
