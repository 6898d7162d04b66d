"""k-anonymity: how many participants share what the data list tells of each of them.

A class is all rows with the same values; its size counts participants, because two interviews of
one person hide nobody. What a transcript itself tells is not in this figure.
Source: Sweeney, L. (2002). k-anonymity: a model for protecting privacy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from interview_kit.deposit.coarsen import coarser_month
from interview_kit.deposit.purpose import MONTHS, Purpose
from interview_kit.language.catalogues import SOURCE
from interview_kit.language.phrase import phrase
from interview_kit.language.values import value_phrase

HELD = "held"  # the variable that says when an interview was held


@dataclass(frozen=True, slots=True)
class DescribedParticipant:
    """What a data list tells of one interview that others could know: its values by variable."""

    interview: str
    participant: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One step to coarser: `variable` as `to`, or left out where `to` is `none`."""

    variable: str
    to: str

    def __str__(self) -> str:
        return self.in_(SOURCE)

    def in_(self, language: str) -> str:
        """The step in words."""
        if self.to == "none":
            return phrase("leave out {variable}", variable=self._name).in_(language)
        return phrase("{variable} by {size}", variable=self._name, size=value_phrase(self.to)).in_(
            language
        )

    @property
    def _name(self) -> str:
        """The variable as people say it: an attribute by its id, as release.toml names it."""
        return value_phrase(HELD) if self.variable == HELD else self.variable


@dataclass(frozen=True, slots=True)
class Anonymity:
    """`smallest` is k as it is now; `below` names interviews in smaller classes than asked.

    `proposal` are steps after which `still_below` interviews are left in such classes.
    """

    wanted: int
    smallest: int
    below: tuple[str, ...]
    proposal: tuple[Step, ...] = ()
    still_below: int = 0


def anonymity(rows: Sequence[DescribedParticipant], k: int) -> Anonymity:
    """Who stands out, and the fewest and mildest steps found to mend it.

    Steps are chosen one at a time, each time the one that leaves fewest rows below; among equals
    the one that takes away fewest different values.
    """
    below = _below(rows, k)
    steps: list[Step] = []
    current_rows, remaining = rows, below
    while remaining:
        choices = [(step, _after(current_rows, step)) for step in _steps(current_rows)]
        if not choices:
            break
        step, coarser_rows = min(
            choices, key=lambda choice: (len(_below(choice[1], k)), _lost(current_rows, choice[1]))
        )
        steps.append(step)
        current_rows, remaining = coarser_rows, _below(coarser_rows, k)
    return Anonymity(
        wanted=k,
        smallest=min(_sizes(rows).values(), default=0),
        below=below,
        proposal=_needed(_last_of_each(steps), rows, k, len(remaining)),
        still_below=len(remaining),
    )


def with_steps(purpose: Purpose, steps: Iterable[Step]) -> Purpose:
    """A purpose made coarser by `steps`."""
    for step in steps:
        if step.variable == HELD:
            purpose = replace(purpose, held=step.to)
        else:
            purpose = replace(purpose, without=(*purpose.without, step.variable))
    return purpose


def _sizes(rows: Iterable[DescribedParticipant]) -> dict[tuple[tuple[str, str], ...], int]:
    people: dict[tuple[tuple[str, str], ...], set[str]] = defaultdict(set)
    for row in rows:
        people[_class(row)].add(row.participant)
    return {values: len(codes) for values, codes in people.items()}


def _class(row: DescribedParticipant) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(row.values.items()))


def _below(rows: Sequence[DescribedParticipant], k: int) -> tuple[str, ...]:
    sizes = _sizes(rows)
    return tuple(row.interview for row in rows if sizes[_class(row)] < k)


def _steps(rows: Sequence[DescribedParticipant]) -> list[Step]:
    variables = dict.fromkeys(name for row in rows for name in row.values)
    steps = [Step(name, "none") for name in variables if name != HELD]
    if HELD in variables:
        coarsest_grain = max(_grain(row.values[HELD]) for row in rows if HELD in row.values)
        steps += [Step(HELD, to) for to in MONTHS[coarsest_grain + 1 :]]
    return steps


def _grain(month: str) -> int:
    """How coarse a month is, as a place in MONTHS."""
    if not month:
        return MONTHS.index("none")
    return MONTHS.index("year" if len(month) == 4 else "quarter" if "Q" in month else "month")


def _after(rows: Sequence[DescribedParticipant], step: Step) -> Sequence[DescribedParticipant]:
    return [replace(row, values=_values(row.values, step)) for row in rows]


def _values(values: Mapping[str, str], step: Step) -> dict[str, str]:
    if step.variable == HELD and step.to != "none":
        return {**values, HELD: coarser_month(values.get(HELD, ""), step.to)}
    return {name: value for name, value in values.items() if name != step.variable}


def _lost(
    rows_before: Sequence[DescribedParticipant], rows_after: Sequence[DescribedParticipant]
) -> int:
    """How many different values a step takes away."""
    return _different(rows_before) - _different(rows_after)


def _different(rows: Sequence[DescribedParticipant]) -> int:
    return len({item for row in rows for item in row.values.items()})


def _needed(
    steps: Sequence[Step], rows: Sequence[DescribedParticipant], k: int, remaining: int
) -> tuple[Step, ...]:
    """`steps` without those that change nothing about who stands out."""
    needed_steps = list(steps)
    for step in steps:
        other_steps, current_rows = (
            [later_step for later_step in needed_steps if later_step is not step],
            rows,
        )
        for entity in other_steps:
            current_rows = _after(current_rows, entity)
        if len(_below(current_rows, k)) <= remaining:
            needed_steps = other_steps
    return tuple(needed_steps)


def _last_of_each(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Of steps about one variable only the last, which is the coarsest."""
    return tuple({step.variable: step for step in steps}.values())
