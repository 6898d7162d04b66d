"""The debrief: notes of the interviewer after the end, kept apart from the transcript."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from interview_kit.errors import KitError
from interview_kit.interface.safe import plain
from interview_kit.session import commands as ask
from interview_kit.session.events import Debriefed
from interview_kit.tui.bindings import bindings
from interview_kit.tui.dialogs.choice import AskChoice
from interview_kit.tui.kit import KitScreen, kit, tell, tell_error, words
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.vault import journal
from interview_kit.workflow.conduct import Conductor
from interview_kit.workflow.study import Study


class DebriefScreen(KitScreen):
    """What was written before, and room to write; nothing that is kept is changed."""

    TABLE: ClassVar[str] = "debrief"
    BINDINGS: ClassVar[list[BindingType]] = bindings("debrief")
    AUTO_FOCUS = "TextArea"
    CSS = """
    DebriefScreen #page { height: 1fr; padding: 1 4; }
    DebriefScreen #ask { width: 100%; max-width: 76; height: auto; margin-bottom: 1;
                         text-style: bold; }
    DebriefScreen #before { width: 100%; max-width: 76; height: auto; color: $quiet;
                            padding-left: 2; border-left: wide $line; margin-bottom: 1; }
    DebriefScreen TextArea { height: auto; min-height: 8; max-width: 80; }
    """

    def __init__(self, study: Study, interview: str) -> None:
        super().__init__()
        self._study = study
        self._interview = interview

    def compose(self) -> ComposeResult:
        """What to write about, what was written, and the room for more."""
        yield TitleBar(words(self, "debrief.title"), self._interview)
        with VerticalScroll(id="page", can_focus=False):
            yield Static(words(self, "debrief.ask"), id="ask", markup=False)
            before = Static(Content("\n\n".join(self._before())), id="before", markup=False)
            before.display = bool(self._before())
            yield before
            yield TextArea(soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False)
        yield KeyBar(self.TABLE)

    def action_keep(self) -> None:
        """Keep what is written, and go."""
        try:
            Conductor(self._study, self._interview).do(ask.Debrief(self._text))
        except KitError as error:
            tell_error(self, error)
            return
        if self._text:
            tell(self, words(self, "debrief.kept"))
        self.dismiss()

    def action_leave(self) -> None:
        """Back; what is written is asked about once."""
        if not self._text:
            self.dismiss()
            return
        choice = AskChoice(
            words(self, "debrief.leave_ask"),
            [("stay", words(self, "prepare.stay")), ("leave", words(self, "prepare.leave_yes"))],
        )

        def answered(chosen: str | None) -> None:
            if chosen == "leave":
                self.dismiss()

        kit(self).push_screen(choice, answered)

    @property
    def _text(self) -> str:
        return self.query_one(TextArea).text.strip()

    def _before(self) -> list[str]:
        return [
            f"{entry.at[:10]} {entry.at[11:16]}  {plain(entry.event.text)}"
            for entry in journal.read(self._study.vault, self._interview)
            if isinstance(entry.event, Debriefed)
        ]
