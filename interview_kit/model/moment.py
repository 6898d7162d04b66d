"""Moments as a study notes them: ISO 8601 in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Literal

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+\d\d:\d\d")


def utc_now(exactness: Literal["seconds", "milliseconds"] = "seconds") -> str:
    """This moment."""
    return datetime.now(UTC).isoformat(timespec=exactness)


def local_time(text: str) -> str:
    """The day and time of a moment where this machine is, `2026-03-07 14:05`; other text as it is.

    A moment has its zone.
    """
    if not _MOMENT.fullmatch(text):
        return text
    return f"{datetime.fromisoformat(text).astimezone():%Y-%m-%d %H:%M}"
