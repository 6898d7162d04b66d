"""The tables of a deposit, as CSV: the data list, and what was replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from interview_kit.deposit.deposit import Deposit, ListedInterview
from interview_kit.export.delimited import csv_line

LISTED = tuple(field.name for field in fields(ListedInterview) if field.name != "attributes")


def data_list(deposit: Deposit) -> bytes:
    """A row for each interview, the participant's attributes in columns of their own."""
    return b"".join(map(csv_line, _data_list(deposit)))


def replacement_log(deposit: Deposit) -> bytes:
    """How many mentions of each kind were replaced in each interview, and how many stayed.

    A mention that stayed was looked at and found to name no one. No row tells what was said.
    """
    return b"".join(map(csv_line, _replaced(deposit)))


def _data_list(deposit: Deposit) -> Iterator[Iterable[str | int]]:
    yield (*LISTED, *deposit.attributes)
    for row in deposit.rows:
        facts = (getattr(row, name) for name in LISTED)
        yield (*facts, *(row.attributes.get(name, "") for name in deposit.attributes))


def _replaced(deposit: Deposit) -> Iterator[Iterable[str | int]]:
    yield ("interview", "type", "replaced", "left")
    kinds = sorted({(interview, kind) for interview, kind, _ in deposit.replaced})
    for interview, kind in kinds:
        counts = (
            deposit.replaced.get((interview, kind, outcome), 0) for outcome in ("replaced", "left")
        )
        yield (interview, kind, *counts)
