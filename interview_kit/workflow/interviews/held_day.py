"""The day on which an interview was held, as people write it."""

from __future__ import annotations

import re
from datetime import date, datetime

from interview_kit.errors import KitError
from interview_kit.model.moment import utc_now

EARLIEST = date(1900, 1, 1)
"""Sound was hardly recorded before; a year of two figures ends up there too."""


def held_day(text: str) -> str:
    """A day as ISO 8601, or as Dutch spreadsheets write it (1-5-2026), as ISO 8601.

    Raises KitError for what is no day, and for one that no interview can have been held on.
    """
    day = _day_of(text.strip())
    if day is None:
        raise KitError("{text} is no date; write 2026-05-01.", text=text)
    if day > datetime.now().astimezone().date():
        raise KitError("{text} is still to come.", text=text)
    if day < EARLIEST:
        raise KitError("{text} is too long ago; write the year in full.", text=text)
    return day.isoformat()


def moment_of(day: str) -> str:
    """What an interview notes of the day it was held on: its middle, UTC; now for today, or ''."""
    if day in ("", datetime.now().astimezone().date().isoformat()):
        return utc_now()
    return f"{day}T12:00:00+00:00"


def _day_of(text: str) -> date | None:
    dutch = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text, re.ASCII)
    try:
        if dutch:
            day, month, year = map(int, dutch.groups())
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        return None
