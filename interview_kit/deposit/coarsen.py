"""Making a record coarser than it was filed: when it was held, what the text says of places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from interview_kit.deposit.purpose import Purpose
from interview_kit.model.coding import Coding
from interview_kit.model.record import FiledNote, Record
from interview_kit.model.turn import Turn

_AGE = re.compile(r"\s*(\d{1,3})\s*")
_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-\d{2})?")


def coarser(record: Record, purpose: Purpose, labels: Mapping[str, str]) -> Record:
    """`record` as the purpose lets it go.

    `labels` gives pseudonyms that are too exact (`[plaats 2]`) and what stands in their place
    (`[grote stad]`). A turn that changes loses its words: their times would still belong to the
    text as it was; its codings move along. Memos stay behind: they were written for the team.
    """
    exact = _any_of(labels)
    exact_turns = {turn.number: turn.text for turn in record.turns if exact}
    return replace(
        record,
        held=coarser_month(record.held, purpose.held),
        states={},
        attributes={
            name: _coarser_value(value, purpose.ages)
            for name, value in record.attributes.items()
            if purpose.lets_through(name)
        },
        turns=tuple(_turn(turn, exact, labels) for turn in record.turns),
        notes=tuple(_note(note, exact, labels) for note in record.notes)
        if purpose.gives_notes
        else (),
        codings=tuple(
            _coding(coding, exact_turns.get(coding.turn, ""), exact, labels)
            for coding in record.codings
        ),
    )


def coarser_month(month: str, granularity: str) -> str:
    """A day or month as `2026-11`, `2026-Q4`, `2026` or nothing; what is coarser stays so."""
    match = _MONTH.fullmatch(month)
    if granularity == "none":
        return ""
    if granularity == "year":
        return month[:4]
    if granularity == "quarter" and match:
        return f"{match[1]}-Q{(int(match[2]) + 2) // 3}"
    return f"{match[1]}-{match[2]}" if match else month


def _coarser_value(value: str, ages: str) -> str:
    """An attribute's value; a bare number of years as tens of years where ages are coarse."""
    number = _AGE.fullmatch(value)
    if number is None or ages == "kept":
        return value
    low = int(number[1]) // 10 * 10
    return f"{low}-{low + 9}"


def _any_of(labels: Mapping[str, str]) -> re.Pattern[str] | None:
    longest_first = sorted(labels, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))) if labels else None


def _note(note: FiledNote, exact: re.Pattern[str] | None, labels: Mapping[str, str]) -> FiledNote:
    if exact is None:
        return note
    return replace(note, text=exact.sub(lambda match: labels[match[0]], note.text))


def _coding(
    coding: Coding, text: str, exact: re.Pattern[str] | None, labels: Mapping[str, str]
) -> Coding:
    first, end = (
        _place(text, place, exact, labels) for place in (coding.first_char, coding.end_char)
    )
    return replace(coding, first_char=first, end_char=end, memo="")


def _place(text: str, place: int, exact: re.Pattern[str] | None, labels: Mapping[str, str]) -> int:
    """Where a place of `text` is once its labels are replaced; inside of one, as far as it goes."""
    shift = 0
    for match in exact.finditer(text) if exact else ():
        if match.start() >= place:
            break
        length = len(labels[match[0]])
        if match.end() > place:
            return shift + match.start() + min(place - match.start(), length)
        shift += length - len(match[0])
    return place + shift


def _turn(turn: Turn, exact: re.Pattern[str] | None, labels: Mapping[str, str]) -> Turn:
    if exact is None or exact.search(turn.text) is None:
        return turn
    return replace(turn, text=exact.sub(lambda match: labels[match[0]], turn.text), words=())
