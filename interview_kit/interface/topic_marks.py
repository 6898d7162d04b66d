"""What became of a topic, in a shape and a word, and the topics to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from interview_kit.guide.guide import Guide
from interview_kit.interface.mark_shapes import SHAPES, shape_and_word
from interview_kit.interface.terminal_text import plain
from interview_kit.interface.texts import say
from interview_kit.session.interview_events import Mark
from interview_kit.session.interview_state import InterviewState
from interview_kit.session.topic_suggestion import is_raised, open_suggestions, question_of

SUGGESTED = "?"
"""The shape of a topic that waits for an answer."""


def topic_mark(guide: Guide, state: InterviewState, topic: str) -> tuple[str, str]:
    """The shape of a topic's state and the id of the text that names it."""
    if is_raised(guide, state, topic):
        return SHAPES[Mark.RAISED], "mark.raised"
    if topic in open_suggestions(guide, state):
        return SUGGESTED, "mark.suggested"
    question = question_of(guide, topic)
    if question is None:
        return SHAPES[Mark.OPEN], "mark.open"
    return shape_and_word(guide, state, question)


def numbered_title(guide: Guide, topic: str, guide_language: str) -> str:
    """What a topic is called, with the number it is noted by: `Medication (2)`."""
    number = [each.id for each in guide.topics].index(topic) + 1
    return f"{plain(guide.topic(topic).title.in_(guide_language))} ({number})"


def topic_options(
    guide: Guide, state: InterviewState, guide_language: str, language: str
) -> Sequence[tuple[str, str]]:
    """Every topic by its id, in the order of its number, with what became of it."""
    options = []
    for topic in guide.topics:
        shape, word = topic_mark(guide, state, topic.id)
        title = plain(topic.title.in_(guide_language))
        options.append((topic.id, f"{shape} {title} · {say(word, language)}"))
    return options
