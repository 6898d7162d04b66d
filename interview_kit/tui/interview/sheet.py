"""The sheet in the middle: what to ask now."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from interview_kit.interface.safe import plain
from interview_kit.tui.interview.lines import next_line, probe_list, question_text, section_line
from interview_kit.tui.interview.moment import Moment
from interview_kit.tui.widgets.still import Still

AIRY_HEIGHT = 28
"""From this height on, probes have empty lines between them."""


class Sheet(VerticalScroll, can_focus=False):
    """Section, question, note, probes and what comes next."""

    DEFAULT_CSS = """
    Sheet { width: 1fr; padding: 0 4; scrollbar-size-vertical: 1; }
    Sheet #section { width: 100%; height: auto; }
    Sheet #question { width: 100%; height: auto; margin: 1 0 1 0; }
    Sheet #note { width: 100%; max-width: 76; height: auto; color: $quiet;
                  padding-left: 2; border-left: wide $line; margin-bottom: 1; }
    Sheet #probes { width: 100%; height: auto; }
    Sheet #next { width: 100%; height: auto; margin-top: 1; }
    """

    def __init__(self) -> None:
        super().__init__(id="sheet")

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        for id in ("section", "question", "note", "probes", "next"):
            yield Still(id=id)

    def show(self, now: Moment) -> None:
        """Draw the whole sheet."""
        width, height = self.content_size
        # Before the first layout there is no width to wrap to.
        if now.state.question and width:
            question = now.guide.question(now.state.question)
            text = question.text.in_(now.language)
            note = self.query_one("#note", Still)
            note.show(Content(plain(question.note.in_(now.language))))
            note.display = bool(question.note)
            self._still("#question", question_text(text, width, height))
            airy = height >= AIRY_HEIGHT
            probes = probe_list(self, question, now.state, now.language, width, airy=airy)
            self._still("#probes", probes)
            self._still("#next", next_line(self, now.guide, now.state, now.language, width))
        self.tick(now)

    def tick(self, now: Moment) -> None:
        """Draw what changes with time alone."""
        if now.section is not None:
            line = section_line(self, now.guide, now.section, now.section_ms, now.language)
            self._still("#section", line)

    def _still(self, selector: str, content: Content) -> None:
        self.query_one(selector, Still).show(content)
