"""Suggesting that the participant raised a topic unasked. The interviewer decides."""

from __future__ import annotations

from interview_kit.guide.cue_words import topics_with_cues
from interview_kit.guide.guide import Guide, Question
from interview_kit.session.interview_commands import Suggest
from interview_kit.session.interview_events import Mark
from interview_kit.session.interview_state import InterviewState


def question_of(guide: Guide, topic: str) -> Question | None:
    """The first question on a topic: the one that is marked where it was raised."""
    return next((question for question in guide.questions if question.topic == topic), None)


def wants_suggesting(guide: Guide, state: InterviewState, topic: str) -> bool:
    """Whether a suggestion of `topic` would tell the interviewer something new.

    Each topic is suggested once. What is being asked about now, or has a mark already, was not
    raised unasked; a topic without a question has nothing to be confirmed.
    """
    about = [question for question in guide.questions if question.topic == topic]
    return (
        bool(about)
        and topic not in state.suggested
        and all(
            question.id != state.question and state.mark(question.id) is Mark.OPEN
            for question in about
        )
    )


def is_raised(guide: Guide, state: InterviewState, topic: str) -> bool:
    """Whether the participant raised `topic` unasked, as far as the interviewer has said so."""
    return topic in state.raised_topics or any(
        question.topic == topic and state.mark(question.id) is Mark.RAISED
        for question in guide.questions
    )


def open_suggestions(guide: Guide, state: InterviewState) -> tuple[str, ...]:
    """The topics that were suggested and neither confirmed nor waved away, the oldest first.

    A newer one never takes the place of the first: it may come while a key is being pressed.
    """
    return tuple(
        topic
        for topic in state.suggested
        if topic not in state.waved_away and not is_raised(guide, state, topic)
    )


def suggestions(
    guide: Guide, state: InterviewState, text: str, language: str
) -> tuple[Suggest, ...]:
    """What to suggest after the participant said `text`: words, a sentence, a turn.

    The interviewer's own words are not for this: a question would suggest itself.
    """
    return tuple(
        Suggest(topic)
        for topic in topics_with_cues(guide, text, language)
        if wants_suggesting(guide, state, topic)
    )
