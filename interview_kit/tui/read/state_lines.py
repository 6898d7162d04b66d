"""What is told below the text while somebody corrects: the sound, what is left, why in doubt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rich.cells import cell_len
from textual import on

from interview_kit.interface.sound_strip import STEP_MS, StripPage, page_of, strip_lines
from interview_kit.model.clock import frames_to_ms, timestamp
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.session.timeline import Gap
from interview_kit.tui.kit import kit, words
from interview_kit.tui.read.correction_panel import LABEL_CELLS, CorrectionPanel, sound_line
from interview_kit.tui.read.typing_keys import TypingKeys
from interview_kit.tui.read.word_times import WordTimes
from interview_kit.tui.text_fit import parts_that_fit, shorten
from interview_kit.tui.thread_messages import WorkDone
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.workflow.publication.interview_sound import sound_levels
from interview_kit.workflow.transcription.worklist import Worklist

LEVELS = "levels"
"""What looking how loud the sound is is called as work in a thread."""
LONGEST_STEPS = 5 * 60_000 // STEP_MS
"""How long before a page a turn may have begun that goes on there; few talk for five minutes."""
_BAR_CELLS, _LEAST_BAR_CELLS = 10, 4
_WEIGHTIER_THAN_BAR = 3
"""So many of what is told are rather told than drawn: what is left, checked, and expected wrong."""


class StateLines(WordTimes, TypingKeys):
    """The panel below the text."""

    gaps: tuple[Gap, ...] = ()
    rate = 0
    is_striking = False
    _levels: Mapping[StripPage, tuple[float | None, ...]] = MappingProxyType({})
    _wanted_page: StripPage | None = None
    _strip: tuple[object, Sequence[Line]] | None = None

    @property
    def is_still(self) -> bool:
        """Whether all that is looked for in threads is shown."""
        waits = self._timer is not None or self._look_timer is not None or self.is_looking
        return self.outlook is not None and self._wanted_page is None and not waits

    def draw_state(self) -> None:
        """Show what is true now; nothing is drawn that stands there already."""
        panel = self.query_one(CorrectionPanel)
        width = max(20, panel.size.width - 4)
        text_lines: list[Line] = [self._state_line(width), self._hint_line(width)]
        has_strip = self.has_sound and panel.size.height > len(text_lines)
        panel.show([*(self._sound_lines(width) if has_strip else ()), *text_lines])

    def _sound_lines(self, width: int) -> Sequence[Line]:
        """The two lines of sound, made anew where they differ from those made last."""
        position_ms = self._shown_ms
        page = page_of(position_ms, width - LABEL_CELLS)
        self._look_at(page)
        levels, turns = self._levels.get(page), self.turns
        look = page, position_ms // STEP_MS, levels, id(turns)
        if self._strip is None or self._strip[0] != look:
            self._strip = look, self._drawn_strip(page, position_ms, levels)
        return self._strip[1]

    def _drawn_strip(
        self, page: StripPage, position_ms: int, levels: tuple[float | None, ...] | None
    ) -> Sequence[Line]:
        upper, lower = strip_lines(
            page,
            levels,
            self._turns_on(page),
            [frames_to_ms(gap.frame, self.rate) for gap in self.gaps if not gap.kept_frames],
            position_ms,
        )
        interviewer, participant = (
            words(self, f"speaker.{role}") for role in (Speaker.INTERVIEWER, Speaker.PARTICIPANT)
        )
        return [sound_line(interviewer, upper), sound_line(participant, lower)]

    @property
    def _shown_ms(self) -> int:
        """Where the sound is, or else the cursor."""
        if self.position_ms is not None:
            return self.position_ms
        return self.time_at(self.number, self.place) if self.number else 0

    def _turns_on(self, page: StripPage) -> Sequence[Turn]:
        """The turns that may stand on a page: and those that began long before it."""
        turns = self.turns
        first, end = (
            bisect_left(turns, step * STEP_MS, key=lambda turn: turn.start_ms)
            for step in (page.first_step - LONGEST_STEPS, page.end_step)
        )
        return turns[first:end]

    def _look_at(self, page: StripPage) -> None:
        """Find in a thread how loud a page is, one page at a time."""
        if page in self._levels or self._wanted_page is not None:
            return
        self._wanted_page = page
        interview = self.interview
        kit(self).work(
            self,
            LEVELS,
            lambda: (page, sound_levels(interview, page.first_step, page.end_step, STEP_MS)),
        )

    @on(WorkDone)
    def _levels_known(self, event: WorkDone) -> None:
        if event.work == LEVELS:
            assert isinstance(event.result, tuple)
            page, levels = event.result
            self._levels = {**self._levels, page: levels}
            self._wanted_page = None
            self.draw_state()

    def _state_line(self, width: int) -> Line:
        sound = self._sound_text()
        role = "accent" if self.is_sounding else "quiet"
        room = max(8, width - cell_len(sound))
        parts = [self._left_text(), *self._progress_texts()]
        bar_cells = _LEAST_BAR_CELLS if self._shows_bar else -1
        fitting_parts = parts_that_fit(parts, room - bar_cells - 1)
        if len(fitting_parts) < min(len(parts), _WEIGHTIER_THAN_BAR):
            fitting_parts = parts_that_fit(parts, room)
        told_text = " · ".join(fitting_parts)
        bar = self._bar(min(_BAR_CELLS, room - cell_len(told_text) - 1))
        return (Piece(sound, role), Piece(shorten(f"{bar}{told_text}", room), "text"))

    @property
    def _shows_bar(self) -> bool:
        return self.outlook is not None and not self.is_striking

    def _bar(self, cells: int) -> str:
        if self.outlook is None or not self._shows_bar or cells < 1:
            return ""
        full = round(cells * self._done_share(self.outlook.worklist))
        return "▰" * full + "▱" * (cells - full) + " "

    def _sound_text(self) -> str:
        if not self.has_sound:
            return ""
        time = timestamp(self._shown_ms)
        parts = [words(self, "read.sounding" if self.is_sounding else "read.stopped", time=time)]
        if self.sound.tempo != 1:
            parts.append(words(self, "read.tempo", tempo=f"{self.sound.tempo:g}"))
        if self.sound.is_looped:
            parts.append(words(self, "read.looped"))
        return " ".join(parts) + "   "

    def _left_text(self) -> str:
        if self.is_striking:
            return words(self, "read.striking")
        if self.outlook is None:
            return words(self, "read.looking")
        return words(self, "read.left", left=self.left_count)

    def _done_share(self, work: Worklist) -> float:
        """How much is put right or found right, 0 to 1: of expected errors, or of places."""
        if work.errors_before:
            return 1 - min(1.0, (work.errors_left or 0) / work.errors_before)
        return work.done / (work.done + self.left_count) if work.done + self.left_count else 1.0

    def _progress_texts(self) -> list[str]:
        if self.outlook is None:
            return []
        work, progress = self.outlook.worklist, self.outlook.progress
        texts = []
        if progress.checked_ms:
            texts.append(words(self, "read.checked", time=timestamp(progress.checked_ms)))
        if work.errors_before is not None and work.errors_left is not None:
            texts.append(words(self, "read.errors", left=round(work.errors_left)))
        if progress.heard_percent:
            texts.append(words(self, "read.heard", percent=round(progress.heard_percent)))
        return texts

    def _hint_line(self, width: int) -> Line:
        doubt = "" if self.is_compared else self.doubt_line(width)
        if doubt:
            return (Piece(shorten(doubt, width), "caution"),)
        hint = (self.typing_hint() or self.compared_hint()) if self.number else ""
        return (Piece(shorten(hint, width), "quiet"),)
