"""The command `questions`: under which question of the guide imported talk is."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from interview_kit.cli.chosen_outcome import tell_left_out
from interview_kit.cli.printing import print_json, print_table
from interview_kit.cli.repair_commands import carried_json, tell_carried
from interview_kit.cli.speaking import say, word_for
from interview_kit.cli.study_access import (
    Access,
    all_option,
    json_option,
    pass_access,
    who_option,
)
from interview_kit.language.phrase import decimal_number
from interview_kit.language.values import VALUE

if TYPE_CHECKING:
    from interview_kit.workflow.interviews.chosen_interviews import ChosenOutcome
    from interview_kit.workflow.repair.question_setting import SetQuestions


@click.command("questions")
@click.argument("id", default="")
@click.argument("question", default="")
@click.option("--at", default="", metavar="TIME", help="QUESTION begins here: 00:12:31.")
@click.option("--turn", type=click.IntRange(1), help="QUESTION begins at this turn.")
@click.option("--remove", is_flag=True, help="No question begins there.")
@click.option("--propose", is_flag=True, help="Look for the questions anew.")
@click.option("--accept", is_flag=True, help="Take all proposals.")
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="SCORE",
    help="With --accept: those of at least this score.",
)
@all_option
@click.option("--undo", is_flag=True, help="Take back the last change.")
@who_option
@json_option
@pass_access
def questions_command(
    access: Access,
    id: str,
    question: str,
    at: str,
    turn: int | None,
    remove: bool,
    propose: bool,
    accept: bool,
    least: float,
    all_of_them: bool,
    undo: bool,
    actor: str,
    as_json: bool,
) -> None:
    """List where talk about each question begins in interview ID, or set it: --at TIME QUESTION.

    Where a recording or transcript was made elsewhere, nothing says which question ran when. The
    guide's questions are looked for in what the interviewer says, and proposed with a score. What
    is accepted or set counts as asked; what was filed is filed anew.
    """
    from interview_kit.workflow.repair.question_setting import change_questions

    with access.study() as study:
        outcome = change_questions(
            study,
            [id] if id else [],
            question=question,
            at=at,
            turn=turn,
            is_removed=remove,
            is_proposed=propose,
            is_accepted=accept,
            least=least,
            is_undone=undo,
            all_of_them=all_of_them,
            actor=actor,
        )
    if as_json:
        print_json(_as_json(outcome))
        return
    for entry in outcome.done:
        _tell(entry)
    tell_left_out(outcome)


def _as_json(outcome: ChosenOutcome[SetQuestions]) -> list[dict[str, Any]]:
    rows = [
        {
            "interview": entry.interview,
            "starts": [asdict(start) for start in entry.starts],
            **carried_json(entry.refiling),
        }
        for entry in outcome.done
    ]
    left_out = [
        {
            "interview": entry.interview,
            "left_out": str(entry.error.message),
            "next": str(entry.error.hint),
        }
        for entry in outcome.left_out
    ]
    return [*rows, *left_out]


def _tell(entry: SetQuestions) -> None:
    from interview_kit.model.clock import timestamp

    if not entry.starts:
        say(
            "No question of the guide was found in {id}. Set one: interview-kit questions {id} "
            "--at TIME QUESTION",
            id=entry.interview,
        )
        return
    print_table(
        ["interview", "turn", "start", "question", "score", "verdict", "text"],
        [
            [
                entry.interview,
                start.turn,
                timestamp(start.start_ms),
                start.question,
                decimal_number(start.score, 2),
                word_for(VALUE, start.verdict.value),
                start.text[:60],
            ]
            for start in entry.starts
        ],
    )
    if any(start.verdict == "proposed" for start in entry.starts):
        say(
            "Next: interview-kit questions {id} --accept; or --at TIME QUESTION.",
            id=entry.interview,
        )
    tell_carried(entry.refiling)
