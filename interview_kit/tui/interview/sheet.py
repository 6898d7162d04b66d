"""The sheet in the middle: what to ask now."""

from __future__ import annotations

from textual.events import Click
from textual.geometry import Size
from textual.message import Message

from interview_kit.tui.interview.interview_moment import InterviewMoment
from interview_kit.tui.interview.sheet_lines import (
    looking_line,
    next_lines,
    note_lines,
    probe_lines,
    question_lines,
    section_line,
)
from interview_kit.tui.widgets.line_area import DrawnLines, Line, LineArea

ROOMY_HEIGHT, AIRY_HEIGHT = 31, 37
"""From these heights of the screen on the question stands free, and probes have empty lines
between them. It is not the sheet's own height, which an alarm takes from: the question stays."""
AROUND = 9
"""About how many lines of the screen are not the sheet's."""


class Sheet(LineArea, can_focus=False):
    """Section, question, notes, probes and what comes next."""

    DEFAULT_CSS = """
    Sheet { width: 1fr; height: 1fr; padding: 0 4; }
    """

    class ProbeClicked(Message):
        """The probe with this number, from 1, was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self) -> None:
        super().__init__(id="sheet")
        self._lines: list[Line] = []
        self._probes: dict[int, int] = {}
        self._seen = ""

    def line_at(self, number: int) -> DrawnLines:
        """The line with this number."""
        return DrawnLines(self._lines[number]) if number < len(self._lines) else DrawnLines()

    def show(self, moment: InterviewMoment) -> None:
        """Draw the whole sheet; the text of another question begins at its top."""
        width, height = self.scrollable_content_region.size
        # Before the first layout there is no width to wrap to.
        if not moment.seen or not width:
            return
        if moment.seen != self._seen:
            self._seen = moment.seen
            if self.scroll_offset.y:
                self.scroll_to(y=0, animate=False, force=True)
        self._lines = self._drawn(moment, width, height)
        self.on_resize()
        self.tick(moment)

    def on_resize(self) -> None:
        """As high as the room at least: what fits in it is never laid out anew."""
        width, height = self.scrollable_content_region.size
        self.virtual_size = Size(width, max(height, len(self._lines)))

    def on_click(self, event: Click) -> None:
        """A click on a probe is its number."""
        place = event.get_content_offset(self)
        number = self._probes.get(place.y + self.scroll_offset.y) if place is not None else None
        if number is not None:
            self.post_message(self.ProbeClicked(number))

    def tick(self, moment: InterviewMoment) -> None:
        """Draw what changes with time alone."""
        if moment.section is not None and self._lines:
            self._lines[0] = section_line(
                self, moment.guide, moment.section, moment.section_ms, moment.language
            )
        self.show_changes()

    def _drawn(self, moment: InterviewMoment, width: int, height: int) -> list[Line]:
        """The lines, in full where they fit; else the section's note gives way, a line at least."""
        note = moment.section.note.in_(moment.language) if moment.section else ""
        section_note = note_lines(note, width)
        drawn_lines = self._with_section_note(moment, width, section_note)
        over = len(drawn_lines) - height
        if over > 0 and len(section_note) > 1:
            at_most = max(1, len(section_note) - over)
            drawn_lines = self._with_section_note(moment, width, note_lines(note, width, at_most))
        return drawn_lines

    def _with_section_note(
        self, moment: InterviewMoment, width: int, section_note: list[Line]
    ) -> list[Line]:
        guide, state, language = moment.guide, moment.state, moment.language
        question = guide.question(moment.seen)
        screen_height = self.app.size.height
        gap = 3 if screen_height >= ROOMY_HEIGHT else 1
        head: list[Line] = [(), *section_note]
        if moment.looked_at:
            head.append(looking_line(self, guide.question(state.question), language, width))
        # The question keeps its place where the lines above it fit into the gap.
        head += [()] * max(1, gap - len(head) + 1)
        probes = probe_lines(self, question, state, language, width)
        probe_gap = int(screen_height >= AIRY_HEIGHT)
        question_text = question_lines(question.text.in_(language), width, screen_height - AROUND)
        upper = [*head, *question_text, *[()] * gap]
        note = note_lines(question.note.in_(language), width)
        upper += [*note, ()] if note else []
        self._probes = {}
        for number, lines in enumerate(probes, start=1):
            upper += [()] * probe_gap if number > 1 else []
            self._probes |= {len(upper) + offset: number for offset in range(len(lines))}
            upper += lines
        below = next_lines(self, guide, state, moment.seen, language, width)
        return [*upper, *([()] if probes else []), *below]
