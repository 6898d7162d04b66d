"""A stretch of an interview as a person types it: two times."""

from __future__ import annotations

import re

from interview_kit.errors import KitError
from interview_kit.model.clock import timestamp

_TIME = re.compile(r"(?:(?:(\d+):)?(\d+):)?(\d+(?:[.,]\d+)?)")
_APART = re.compile(r"\s*(?:\s|-|–|\bto\b|\btot\b)\s*")


def time_span_text(start_ms: int, end_ms: int) -> str:
    """Two times as `parse_time_span` reads them, in whole seconds that hold the stretch."""
    return f"{timestamp(start_ms)} - {timestamp(end_ms + 999)}"


def parse_time_span(text: str) -> tuple[int, int]:
    """`1:05 - 1:20`, `65 80` or `0:01:05 to 0:01:20` in milliseconds.

    Raises KitError where these are not two times, the earlier first.
    """
    times = [_ms(part) for part in _APART.split(text.strip())]
    if len(times) != 2 or None in times:
        raise KitError(
            "{text} is no stretch.", "Type two times: 1:05 - 1:20", text=text.strip() or "Nothing"
        )
    start_ms, end_ms = (time or 0 for time in times)
    if start_ms >= end_ms:
        raise KitError("That stretch ends before it begins.", "Type the earlier time first.")
    return start_ms, end_ms


def _ms(text: str) -> int | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds = match.groups(default="0")
    return round(1000 * (int(hours) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))))
