"""Choosing the question that begins at a turn of imported talk."""

from __future__ import annotations

from collections.abc import Callable

from interview_kit.errors import KitError
from interview_kit.model.turn import Turn
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.kit import KitScreen, kit, tell, tell_error, words
from interview_kit.vault.question_starts import StartVerdict
from interview_kit.workflow.publication.question_setting import (
    SetQuestions,
    accept_questions,
    questions_of,
    set_question,
)
from interview_kit.workflow.study.open_study import StudyInterview

_ALL, _NONE = "*", ""


def ask_question(
    screen: KitScreen, interview: StudyInterview, turn: Turn, shown: Callable[[int], None]
) -> None:
    """Offer the guide's questions, the proposed one first; `shown` draws the turns anew."""
    try:
        starts = questions_of(interview).starts
    except KitError as error:
        tell_error(screen, error)
        return
    language, actor = interview.language, kit(screen).launch.who
    wordings = {entry.id: entry.text.in_(language) for entry in interview.guide.questions}
    proposed = [start for start in starts if start.verdict is StartVerdict.PROPOSED]
    here = [start for start in starts if start.turn == turn.number]
    options = [
        (
            start.question,
            words(
                screen,
                "read.question_proposed",
                question=wordings.get(start.question, start.question),
                score=f"{start.score:.2f}",
            ),
        )
        for start in here
        if start.verdict is StartVerdict.PROPOSED
    ]
    if proposed:
        options.append((_ALL, words(screen, "read.questions_all", count=len(proposed))))
    offered = {id for id, _ in options}
    options += [(id, text) for id, text in wordings.items() if id not in offered]
    if here:
        options.append((_NONE, words(screen, "read.question_none")))

    def answered(choice: str | None) -> None:
        if choice is None:
            return
        try:
            count = _laid(_do(interview, turn, choice, actor))
        except KitError as error:
            tell_error(screen, error)
            return
        shown(turn.number)
        tell(screen, words(screen, "read.questions_set", count=count))

    screen.app.push_screen(ChoiceDialog(words(screen, "read.question"), options), answered)


def _do(interview: StudyInterview, turn: Turn, choice: str, actor: str) -> SetQuestions:
    study = interview.study
    if choice == _ALL:
        (done,) = accept_questions(study, [interview.id], actor=actor).done
        return done
    return set_question(interview, turn.number, choice, actor=actor)


def _laid(done: SetQuestions) -> int:
    return sum(start.verdict in (StartVerdict.ACCEPTED, StartVerdict.SET) for start in done.starts)
