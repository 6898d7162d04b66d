"""What the participant allows, and what the study notes of them; both follow the guide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Button, Input, Select, Static

from interview_kit.guide.guide import Attribute, Guide
from interview_kit.interface.confirmations import first_sentence
from interview_kit.interface.terminal_text import plain
from interview_kit.session.interview_events import Answer
from interview_kit.session.new_interview import NewInterview
from interview_kit.tui.kit import kit, words
from interview_kit.tui.prepare.consent_answer import ConsentAnswer
from interview_kit.tui.prepare.interview_form import label
from interview_kit.workflow.interviews.earlier_sitting import KnownParticipant
from interview_kit.workflow.interviews.offered_values import offered_attributes


class ParticipantForm(Vertical):
    """The other side of the form."""

    def __init__(self, form: NewInterview) -> None:
        super().__init__(id="allowed")
        self._answers_at_start = form.answers
        self._attributes_at_start = form.attributes
        self._taken_over: Mapping[str, str] = {}

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield label(self, "prepare.consent")
        yield Static(words(self, "prepare.consent_hint"), classes="hint", markup=False)
        yield Vertical(id="consent")
        yield label(self, "prepare.about")
        yield Vertical(id="attributes")
        yield Button(words(self, "prepare.start"), id="start")

    async def follow(
        self, guide: Guide, language: str, participant: KnownParticipant | None = None
    ) -> None:
        """Show the items of `guide` in `language`; answers that were given stay.

        What is noted of somebody who is `participant` is taken over, in the place of what was taken
        over of another; what was said to consent before is shown and not taken over.
        """
        answers_before, values = dict(self.answers), dict(self.attributes)
        for id, value in self._taken_over.items():
            if values.get(id) == value:
                del values[id]
        self._taken_over = dict(participant.attributes) if participant else {}
        values = {**self._taken_over, **self._attributes_at_start, **values}
        self._attributes_at_start = {}
        answers_then = participant.earlier.answers if participant and participant.earlier else {}
        items = [
            ConsentAnswer(
                item.id,
                item.text.in_(language),
                is_required=item.required,
                earlier=answers_then.get(item.scope, Answer.NOT_ASKED),
            )
            for item in guide.consent
        ]
        for item in items:
            item.answer = {**self._answers_at_start, **answers_before}.get(item.item, item.answer)
        consent = self.query_one("#consent")
        await consent.remove_children()
        await consent.mount(*items)
        offered_values_by_id = offered_attributes(kit(self).open_study)
        attributes = self.query_one("#attributes")
        await attributes.remove_children()
        for attribute in guide.attributes:
            value = values.get(attribute.id, "")
            await attributes.mount(
                *_fields(attribute, language, value, offered_values_by_id.get(attribute.id, ()))
            )

    def go_to_missing(self) -> str:
        """Bring into view the first item without which nothing can be recorded.

        Its first sentence, or "" where none is missing.
        """
        for item in self.query(ConsentAnswer):
            if item.is_required and item.answer is not Answer.YES:
                item.focus()
                return first_sentence(item.text)
        return ""

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
        """Whether an item was answered, or something noted, that was not when it was opened."""
        is_answered = any(
            answer is not self._answers_at_start.get(item, Answer.NOT_ASKED)
            for item, answer in self.answers.items()
        )
        return is_answered or any(
            value != self._taken_over.get(id, "") for id, value in self.attributes.items()
        )


def _fields(
    attribute: Attribute, language: str, value: str, offered_values: Sequence[str]
) -> tuple[Widget, ...]:
    """A label, and a list of values or a line to type in, with what was noted of others offered."""
    title = Static(plain(attribute.title.in_(language)), classes="small", markup=False)
    if not attribute.values:
        suggester = SuggestFromList(offered_values, case_sensitive=False)
        return title, Input(value, name=attribute.id, suggester=suggester)
    values = [(plain(choice.title.in_(language)), choice.id) for choice in attribute.values]
    is_choice = value in {id for _, id in values}
    field = Select(values, prompt="–", name=attribute.id, value=value if is_choice else Select.NULL)
    return title, field
