"""The sheet in the middle: what to ask now."""

from __future__ import annotations

from textual.geometry import Size

from interview_kit.tui.interview.interview_moment import InterviewMoment
from interview_kit.tui.interview.sheet_lines import (
    next_lines,
    note_lines,
    probe_lines,
    question_lines,
    section_line,
    spaced_lines,
)
from interview_kit.tui.widgets.line_area import DrawnLines, Line, LineArea

ROOMY_HEIGHT, AIRY_HEIGHT = 22, 28
"""From these heights on the question stands free, and probes have empty lines between them."""


class Sheet(LineArea, can_focus=False):
    """Section, question, note, probes and what comes next."""

    DEFAULT_CSS = """
    Sheet { width: 1fr; height: 1fr; padding: 0 4; }
    """

    def __init__(self) -> None:
        super().__init__(id="sheet")
        self._lines: list[Line] = []

    def line_at(self, number: int) -> DrawnLines:
        """The line with this number."""
        return DrawnLines(self._lines[number]) if number < len(self._lines) else DrawnLines()

    def show(self, moment: InterviewMoment) -> None:
        """Draw the whole sheet; the text of another question begins at its top."""
        width, height = self.scrollable_content_region.size
        # Before the first layout there is no width to wrap to.
        if not moment.state.question or not width:
            return
        self._lines = [(), *self._under_the_section(moment, width, height)]
        self.on_resize()
        self.tick(moment)

    def on_resize(self) -> None:
        """As high as the room at least: what fits in it is never laid out anew."""
        width, height = self.scrollable_content_region.size
        self.virtual_size = Size(width, max(height, len(self._lines)))

    def tick(self, moment: InterviewMoment) -> None:
        """Draw what changes with time alone."""
        if moment.section is not None and self._lines:
            self._lines[0] = section_line(
                self, moment.guide, moment.section, moment.section_ms, moment.language
            )
        self.show_changes()

    def _under_the_section(self, moment: InterviewMoment, width: int, height: int) -> list[Line]:
        question, language = moment.guide.question(moment.state.question), moment.language
        gap = 3 if height >= ROOMY_HEIGHT else 1
        note = note_lines(question.note.in_(language), width)
        airy = height >= AIRY_HEIGHT
        probes = probe_lines(self, question, moment.state, language, width, airy=airy)
        below = spaced_lines(
            [note, probes, next_lines(self, moment.guide, moment.state, language, width)], 1
        )
        question_text = question_lines(question.text.in_(language), width, height)
        return [*[()] * gap, *question_text, *[()] * gap, *below]
