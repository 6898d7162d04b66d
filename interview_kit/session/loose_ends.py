"""Loose ends: what is still open in an interview that may be about to end."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from interview_kit.guide.guide import Guide, Question
from interview_kit.session.interview_events import Answer, Mark
from interview_kit.session.interview_machine import is_spared
from interview_kit.session.interview_state import InterviewState
from interview_kit.session.topic_suggestion import open_suggestions, question_of


class LooseEndKind(StrEnum):
    """What is open."""

    CONSENT = "consent"
    SUGGESTED = "suggested"
    NOT_FOLLOWED_UP = "not_followed_up"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """One thing that is open: `id` is that of a consent item, of a topic where it was suggested,
    and of a question otherwise.
    """

    kind: LooseEndKind
    id: str


def loose_ends(guide: Guide, state: InterviewState) -> tuple[LooseEnd, ...]:
    """What is open, kind by kind and in the order of the guide: consent items that were not asked,
    suggestions without an answer, what was raised and not followed up, questions never asked.

    A question stands in it once.
    """
    topics = open_suggestions(guide, state)
    suggested_ids = {question.id for topic in topics if (question := question_of(guide, topic))}
    return (
        *(
            LooseEnd(LooseEndKind.CONSENT, item.id)
            for item in guide.consent
            if state.answer(item.id) is Answer.NOT_ASKED
        ),
        *(LooseEnd(LooseEndKind.SUGGESTED, topic) for topic in topics),
        *(
            LooseEnd(LooseEndKind.NOT_FOLLOWED_UP, question.id)
            for question in guide.questions
            if state.mark(question.id) is Mark.RAISED and not _is_followed_up(state, question)
        ),
        *(
            LooseEnd(LooseEndKind.NOT_ASKED, question.id)
            for question in guide.questions
            if state.mark(question.id) is Mark.OPEN
            and question.id not in suggested_ids
            and not is_spared(guide, state, question)
        ),
    )


def _is_followed_up(state: InterviewState, question: Question) -> bool:
    """Whether the guide ever stood at `question`, or one of its probes was used."""
    return question.id in state.talked_about or any(
        probe.id in state.probes for probe in question.probes
    )
