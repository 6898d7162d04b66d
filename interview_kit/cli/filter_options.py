"""Options that choose among what is filed: by interview, participant, speaker, question, state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from interview_kit.model.speaker import Speaker

if TYPE_CHECKING:
    from interview_kit.workflow.publication.corpus_reading import RecordFilter

STATES = ("corrected", "checked", "filed", "released")
"""The states that a filed text may have passed."""
_Command = TypeVar("_Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--interview", "interviews", multiple=True, metavar="ID", help="Of these alone."),
    click.option(
        "--participant", "participants", multiple=True, metavar="CODE", help="Of these alone."
    ),
    click.option(
        "--speaker",
        "speakers",
        multiple=True,
        type=click.Choice([role.value for role in Speaker]),
        help="What these said.",
    ),
    click.option(
        "--question", "questions", multiple=True, metavar="ID", help="What was said under these."
    ),
    click.option(
        "--state", "states", multiple=True, type=click.Choice(STATES), help="That passed this."
    ),
)


def filter_options(command: _Command) -> _Command:
    """Give a command the options, each of which may be given more than once."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def record_filter(options: Mapping[str, Sequence[str]]) -> RecordFilter:
    """What the options ask for."""
    from interview_kit.workflow.publication.corpus_reading import RecordFilter

    return RecordFilter(
        interviews=tuple(id.strip().upper() for id in options["interviews"]),
        participants=tuple(code.strip().upper() for code in options["participants"]),
        speakers=tuple(options["speakers"]),
        questions=tuple(options["questions"]),
        states=tuple(options["states"]),
    )
