"""Choosing the question that begins at a turn of imported talk."""

from __future__ import annotations

from collections.abc import Callable

from interview_kit.errors import KitError
from interview_kit.language.phrase import decimal_number
from interview_kit.model.turn import Turn
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.kit import KitScreen, kit, tell, tell_error, words
from interview_kit.vault.question_starts import StartVerdict
from interview_kit.workflow.repair.question_setting import (
    SetQuestions,
    accept_questions,
    questions_of,
    set_question,
)
from interview_kit.workflow.study.open_study import StudyInterview

_ALL, _NONE = "*", ""


def ask_question(
    screen: KitScreen, interview: StudyInterview, turn: Turn, redraw: Callable[[int], None]
) -> None:
    """Offer the guide's questions, the proposed one first; `shown` draws the turns anew."""
    try:
        starts = questions_of(interview).starts
    except KitError as error:
        tell_error(screen, error)
        return
    language, actor = interview.language, kit(screen).launch.who
    wordings = {entry.id: entry.text.in_(language) for entry in interview.guide.questions}
    proposals = [start for start in starts if start.verdict is StartVerdict.PROPOSED]
    here = [start for start in starts if start.turn == turn.number]
    options = [
        (
            start.question,
            words(
                screen,
                "read.question_proposed",
                question=wordings.get(start.question, start.question),
                score=decimal_number(start.score, 2),
            ),
        )
        for start in here
        if start.verdict is StartVerdict.PROPOSED
    ]
    if proposals:
        options.append((_ALL, words(screen, "read.questions_all", count=len(proposals))))
    offered_ids = {id for id, _ in options}
    options += [(id, text) for id, text in wordings.items() if id not in offered_ids]
    if here:
        options.append((_NONE, words(screen, "read.question_none")))

    def take(choice: str | None) -> None:
        if choice is None:
            return
        try:
            count = _laid(_do(interview, turn, choice, actor))
        except KitError as error:
            tell_error(screen, error)
            return
        redraw(turn.number)
        tell(screen, words(screen, "read.questions_set", count=count))

    screen.app.push_screen(ChoiceDialog(words(screen, "read.question"), options), take)


def _do(interview: StudyInterview, turn: Turn, choice: str, actor: str) -> SetQuestions:
    study = interview.study
    if choice == _ALL:
        (change,) = accept_questions(study, [interview.id], actor=actor).done
        return change
    return set_question(interview, turn.number, choice, actor=actor)


def _laid(change: SetQuestions) -> int:
    return sum(
        start.verdict in (StartVerdict.ACCEPTED, StartVerdict.SET) for start in change.starts
    )
