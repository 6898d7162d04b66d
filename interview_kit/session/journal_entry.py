"""The journal: events in order, each at a frame of the interview's clock, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, get_args

from interview_kit.model.channel_layout import ChannelLayout
from interview_kit.session import interview_events
from interview_kit.session.interview_events import Answer, Disposal, Event, Mark

_EVENTS: Mapping[str, type] = {kind.__name__: kind for kind in get_args(interview_events.Event)}
_ENUMS: Mapping[str, type[Answer] | type[Mark] | type[Disposal] | type[ChannelLayout]] = {
    "answer": Answer,
    "mark": Mark,
    "layout": ChannelLayout,
    "disposal": Disposal,
}


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One line of the journal.

    `number` counts from 1 within the interview, `frame` is the recorder's count of stored frames
    when the event happened, `at` the time of day in UTC (ISO 8601, milliseconds).
    """

    number: int
    frame: int
    at: str
    event: Event


def encode(event: Event) -> tuple[str, dict[str, Any]]:
    """An event as its name and its fields, ready for JSON."""
    return type(event).__name__, asdict(event)


def decode(name: str, payload: Mapping[str, Any]) -> Event:
    """The event that `encode` wrote.

    Raises ValueError for an event this program does not know.
    """
    kind = _EVENTS.get(name)
    if kind is None:
        raise ValueError(f"unknown event {name}")
    # A field that is newer than the journal takes its default.
    values = {
        field.name: _ENUMS[field.name](payload[field.name])
        if field.name in _ENUMS
        else payload[field.name]
        for field in fields(kind)
        if field.name in payload
    }
    event: Event = kind(**values)
    return event
