"""One consent item with its answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.widgets import Static

from interview_kit.interface.confirmations import ANSWERS
from interview_kit.interface.terminal_text import plain
from interview_kit.session.interview_events import Answer
from interview_kit.tui.kit import tell, words

_KEYS: Mapping[Answer, str] = {
    Answer.YES: "prepare.yes_key",
    Answer.NO: "prepare.no_key",
    Answer.NOT_ASKED: "prepare.not_asked_key",
}
"""The text that names the key of each answer: other languages have other letters."""


class ConsentAnswer(Static, can_focus=True):
    """The text to read aloud and, under it, yes, no or not asked."""

    DEFAULT_CSS = """
    ConsentAnswer { width: 100%; height: auto; padding: 0 1; margin-bottom: 1;
                    border-left: wide $line; }
    ConsentAnswer:focus { border-left: wide $accent; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace", "answer('not_asked')", show=False),
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down,enter", "app.focus_next", show=False),
    ]

    class Chosen(Message):
        """Another answer was chosen."""

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
        """The chosen answer is filled in and bold; the others are hollow.

        Where somebody answers, the key of each answer stands before it.
        """
        choices = [
            Content.assemble(
                (f"{words(self, _KEYS[answer])} " if self.has_focus else "", "$accent"),
                (
                    f"{'(●)' if answer is self.answer else '( )'} {words(self, text)}",
                    "bold $accent" if answer is self.answer else "$quiet",
                ),
            )
            for answer, text in ANSWERS.items()
        ]
        need = "   " + words(self, "prepare.required") if self.is_required else ""
        earlier_answer = ""
        if self._earlier is not Answer.NOT_ASKED:
            answer = words(self, ANSWERS[self._earlier])
            earlier_answer = "\n" + words(self, "earlier.answer", answer=answer)
        return Content.assemble(
            self.text,
            "\n",
            Content("   ").join(choices),
            (need, "$quiet"),
            (earlier_answer, "$quiet"),
        )

    def on_key(self, event: Key) -> None:
        """Answer with the letter that is shown; of another it is said that it is no answer."""
        letter = event.character or ""
        if not (letter.isalnum() or letter == " "):
            return
        event.stop()
        event.prevent_default()
        for answer, text in _KEYS.items():
            if letter.casefold() == words(self, text).casefold():
                self.action_answer(answer)
                return
        tell(self, words(self, "prepare.no_answer"), warn=True)

    def action_answer(self, answer: str) -> None:
        """Note an answer and go to the next item."""
        self._choose(Answer(answer))
        self.screen.focus_next()

    def action_turn(self, step: int) -> None:
        """The answer beside this one."""
        answers = list(ANSWERS)
        self._choose(answers[(answers.index(self.answer) + step) % len(answers)])

    def _choose(self, answer: Answer) -> None:
        self.answer = answer
        self.refresh()
        self.post_message(self.Chosen())

    def on_click(self, _event: Click) -> None:
        """A click goes round the answers."""
        self.action_turn(1)
