"""Where turns stand in their interview: by number, but for those that were added between others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from sqlite_utils import Database

from interview_kit.model.turn import Turn


def place_of(table: str) -> str:
    """SQL for the place of a turn in a table or view that has the columns `interview`, `turn`."""
    return (
        f"coalesce((SELECT place FROM places WHERE places.interview = {table}.interview "  # noqa: S608 - own names
        f"AND places.turn = {table}.turn), {table}.turn)"
    )


def put(db: Database, interview: str, turns: Sequence[Turn]) -> None:
    """Keep the places of turns that are not in the order of their numbers, in a transaction.

    Turns that are gone keep theirs, since earlier versions have them.
    """
    for turn, place in added_places([turn.number for turn in turns]).items():
        db.execute("INSERT OR REPLACE INTO places VALUES (?, ?, ?)", [interview, turn, place])


def added_places(order: Sequence[int]) -> dict[int, float]:
    """The places of the numbers in `order` that a smaller one follows, between their neighbours."""
    least_after = list(accumulate(reversed(order), min))[::-1]
    places: dict[int, float] = {}
    run: list[int] = []
    place_before = 0.0
    for number, least in zip(order, least_after, strict=True):
        if number > least:
            run.append(number)
            continue
        for step, added_number in enumerate(run, start=1):
            places[added_number] = place_before + (number - place_before) * step / (len(run) + 1)
        run, place_before = [], float(number)
    return places
