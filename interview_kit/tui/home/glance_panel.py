"""Beside the list where the screen is wide: the interview under the cursor, at a glance."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interview_kit.interface.interview_glance import noted_lines, open_lines, why_next
from interview_kit.interface.terminal_text import plain
from interview_kit.model.clock import timestamp
from interview_kit.tui.kit import kit, words
from interview_kit.workflow.interviews.interview_overview import Overview


class GlancePanel(VerticalScroll, can_focus=False):
    """Hidden below 120 columns, where the list needs the room."""

    DEFAULT_CSS = """
    GlancePanel { display: none; width: 54; height: 1fr; padding: 0 2; margin-right: 2;
                  border-left: solid $line; }
    GlancePanel Static { width: 100%; height: auto; }
    """

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(markup=False)

    def show(self, overview: Overview | None, step: str) -> None:
        """Show an interview; `step` is what it needs next, as its key says it."""
        page = self.query_one(Static)
        if overview is None:
            page.update("")
            return
        language = kit(self).language
        interview = kit(self).open_study.interview(overview.id)
        about = words(
            self,
            "glance.about",
            date=overview.created_at[:10],
            length=timestamp(overview.length_ms),
            guide=overview.guide,
            language=overview.language,
        )
        parts = [Content.styled(overview.id, "bold"), Content.styled(about, "$quiet"), Content()]
        if step:
            parts.append(Content.styled(words(self, "glance.next", step=step), "bold $accent"))
        parts.append(Content(why_next(overview, language)))
        for title, lines in (
            ("glance.noted", list(noted_lines(interview, language))),
            ("glance.open", list(open_lines(interview, language))),
        ):
            parts += [Content(), Content.styled(words(self, title), "bold $accent")]
            parts += [Content(plain(line)) for line in lines]
            if not lines:
                parts.append(Content.styled(words(self, "glance.nothing"), "$quiet"))
        page.update(Content("\n").join(parts))
        self.scroll_home(animate=False)
