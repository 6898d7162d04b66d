"""One consent item with its answer."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from interview_kit.interface.confirmations import ANSWERS
from interview_kit.interface.terminal_text import plain
from interview_kit.session.interview_events import Answer
from interview_kit.tui.kit import words


class ConsentAnswer(Static, can_focus=True):
    """The text to read aloud and, under it, yes, no or not asked."""

    DEFAULT_CSS = """
    ConsentAnswer { width: 100%; height: auto; padding: 0 1; margin-bottom: 1;
                    border-left: wide $line; }
    ConsentAnswer:focus { border-left: wide $accent; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,j", "answer('yes')", show=False),
        Binding("n", "answer('no')", show=False),
        Binding("backspace,delete", "answer('not_asked')", show=False),
        Binding("left", "turn(-1)", show=False),
        Binding("right,space", "turn(1)", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down,enter", "app.focus_next", show=False),
    ]

    def __init__(
        self, item: str, text: str, *, is_required: bool, earlier: Answer = Answer.NOT_ASKED
    ) -> None:
        super().__init__(markup=False)
        self._earlier = earlier
        self.item = item
        self.answer = Answer.NOT_ASKED
        self.text = plain(text)
        self.is_required = is_required

    def render(self) -> Content:
        """The chosen answer is filled in and bold; the others are hollow."""
        choices = [
            Content.styled(
                f"{'(●)' if answer is self.answer else '( )'} {words(self, text)}",
                "bold $accent" if answer is self.answer else "$quiet",
            )
            for answer, text in ANSWERS.items()
        ]
        need = "   " + words(self, "prepare.required") if self.is_required else ""
        said = ""
        if self._earlier is not Answer.NOT_ASKED:
            answer = words(self, ANSWERS[self._earlier])
            said = "\n" + words(self, "earlier.answer", answer=answer)
        return Content.assemble(
            self.text, "\n", Content("   ").join(choices), (need, "$quiet"), (said, "$quiet")
        )

    def action_answer(self, answer: str) -> None:
        """Note an answer and go to the next item."""
        self.answer = Answer(answer)
        self.refresh()
        self.screen.focus_next()

    def action_turn(self, step: int) -> None:
        """The answer beside this one."""
        answers = list(ANSWERS)
        self.answer = answers[(answers.index(self.answer) + step) % len(answers)]
        self.refresh()

    def on_click(self, _event: Click) -> None:
        """A click goes round the answers."""
        self.action_turn(1)
