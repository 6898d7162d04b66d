"""Moments as a study notes them: ISO 8601 in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal


def utc_now(exactness: Literal["seconds", "milliseconds"] = "seconds") -> str:
    """This moment."""
    return datetime.now(UTC).isoformat(timespec=exactness)


def local_time(moment: str) -> str:
    """The day and the time of a moment where this machine is: `2026-03-07 14:05`."""
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"
