"""The interviews a command is meant for, and what came of each.

Named ones are wanted all, and the first that is not ready stops the command. All of them means all
that are ready: the others are left out, with the reason and the next step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from interview_kit.errors import KitError, LeakError
from interview_kit.vault import interviews
from interview_kit.workflow.study.open_study import Study

Done = TypeVar("Done")
"""What is told of an interview that was done."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An interview that was not ready: `error` says why, and its hint the next step."""

    interview: str
    error: KitError


@dataclass(frozen=True, slots=True)
class ChosenOutcome(Generic[Done]):
    """What was done, in the order of the interviews, and which were left out."""

    done: tuple[Done, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def wants_attention(self) -> bool:
        """Whether a known name is left in one, or nothing could be done at all."""
        has_leak = any(isinstance(entry.error, LeakError) for entry in self.left_out)
        return has_leak or bool(self.left_out and not self.done)


def choose(study: Study, ids: Iterable[str], *, all_of_them: bool = False) -> tuple[str, ...]:
    """The interviews a command is meant for. Raises KitError for an unknown id, or for none."""
    known_ids = [interview.id for interview in interviews.all_of(study.vault)]
    chosen_ids = (
        known_ids
        if all_of_them
        else [interviews.get(study.vault, id).id for id in dict.fromkeys(ids)]
    )
    if not chosen_ids:
        raise KitError("No interview was named.", "Name ids, or take all of them with --all.")
    return tuple(chosen_ids)


def do_chosen(
    ids: Iterable[str], do: Callable[[str], Done], *, all_of_them: bool
) -> ChosenOutcome[Done]:
    """`do` for each interview; of all of them, those for which it raises KitError are left out."""
    done: list[Done] = []
    left_out: list[LeftOut] = []
    for id in ids:
        try:
            done.append(do(id))
        except KitError as error:
            if not all_of_them:
                raise
            left_out.append(LeftOut(id, error))
    return ChosenOutcome(tuple(done), tuple(left_out))
