"""What a command on several interviews tells: what was done, and what was left out."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from interview_kit.cli.printing import print_json
from interview_kit.cli.speaking import say_aside, spoken_language
from interview_kit.errors import KitError, sentence_of

if TYPE_CHECKING:
    from interview_kit.workflow.interviews.chosen_interviews import ChosenOutcome


def print_outcome_json(outcome: ChosenOutcome[Any]) -> None:
    """One list: the rows that were done, then a row with `left_out` and `next` for each other."""
    left_out: list[dict[str, Any]] = [
        {
            "interview": entry.interview,
            "left_out": str(entry.error.message),
            "next": str(entry.error.hint),
        }
        for entry in outcome.left_out
    ]
    print_json([*(asdict(row) for row in outcome.done), *left_out])


def tell_left_out(outcome: ChosenOutcome[Any]) -> None:
    """Each interview that was left out, why, and the next step."""
    for entry in outcome.left_out:
        say_aside(
            "{id} left out: {sentence}",
            id=entry.interview,
            sentence=sentence_of(entry.error, spoken_language()),
        )


def refuse_unfinished(outcome: ChosenOutcome[Any]) -> None:
    """Raise KitError where somebody has to look: a known name is left, or none was ready."""
    if outcome.wants_attention:
        raise KitError(
            "Interviews left out: {count}.",
            "Each was told with its next step; what was ready is done.",
            count=len(outcome.left_out),
        )
