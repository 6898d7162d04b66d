"""What became of a question, in a shape and a word: never by colour alone."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.guide.guide import Guide, Question
from interview_kit.session.interview_events import Mark
from interview_kit.session.interview_machine import is_spared
from interview_kit.session.interview_state import InterviewState

SHAPES: Mapping[Mark, str] = {
    Mark.OPEN: "○",
    Mark.ASKED: "✓",
    Mark.RAISED: "▲",
    Mark.COVERED: "●",
    Mark.SKIPPED: "–",
    Mark.REFUSED: "✕",
}
SPARED = "△"


def shape_and_word(guide: Guide, state: InterviewState, question: Question) -> tuple[str, str]:
    """The shape of a question's state and the id of the text that names it."""
    mark = state.mark(question.id)
    if mark is Mark.OPEN and is_spared(guide, state, question):
        return SPARED, "mark.spared"
    return SHAPES[mark], f"mark.{mark.value}"
