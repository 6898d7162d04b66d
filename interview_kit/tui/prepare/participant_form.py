"""What the participant allows, and what the study notes of them; both follow the guide."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Button, Input, Select, Static

from interview_kit.guide.guide import Attribute, Guide
from interview_kit.interface.terminal_text import plain
from interview_kit.session.interview_events import Answer
from interview_kit.tui.kit import words
from interview_kit.tui.prepare.consent_answer import ConsentAnswer
from interview_kit.tui.prepare.interview_form import label


class ParticipantForm(Vertical):
    """The other side of the form."""

    def __init__(self) -> None:
        super().__init__(id="allowed")

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield label(self, "prepare.consent")
        yield Static(words(self, "prepare.consent_hint"), classes="hint", markup=False)
        yield Vertical(id="consent")
        yield label(self, "prepare.about")
        yield Vertical(id="attributes")
        yield Button(words(self, "prepare.start"), id="start")

    async def follow(self, guide: Guide, language: str) -> None:
        """Show the items of `guide` in `language`; answers that were given stay."""
        answers_before = self.answers
        items = [
            ConsentAnswer(item.id, item.text.in_(language), is_required=item.required)
            for item in guide.consent
        ]
        for item in items:
            item.answer = answers_before.get(item.item, item.answer)
        consent = self.query_one("#consent")
        await consent.remove_children()
        await consent.mount(*items)
        attributes = self.query_one("#attributes")
        await attributes.remove_children()
        for attribute in guide.attributes:
            await attributes.mount(*_fields(attribute, language))

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The answer to each consent item, by id."""
        return {answer.item: answer.answer for answer in self.query(ConsentAnswer)}

    @property
    def attributes(self) -> Mapping[str, str]:
        """What was noted of the participant, by id."""
        chosen_values = {
            str(field.name): str(field.value)
            for field in self.query("#attributes Select").results(Select)
            if field.value is not Select.NULL
        }
        typed_values = {
            str(field.name): field.value.strip()
            for field in self.query("#attributes Input").results(Input)
            if field.value.strip()
        }
        return chosen_values | typed_values

    @property
    def is_touched(self) -> bool:
        """Whether an item was answered."""
        return any(answer is not Answer.NOT_ASKED for answer in self.answers.values())


def _fields(attribute: Attribute, language: str) -> tuple[Widget, ...]:
    """A label, and a list of values or a line to type in."""
    title = Static(plain(attribute.title.in_(language)), classes="small", markup=False)
    if not attribute.values:
        return title, Input(name=attribute.id)
    values = [(plain(value.title.in_(language)), value.id) for value in attribute.values]
    return title, Select(values, prompt="–", name=attribute.id)
