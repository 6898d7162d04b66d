"""Times as programs and people write them."""

from __future__ import annotations

import re

MOST_MS = 1000 * 3_600_000
"""A thousand hours: what lies beyond is no time of an interview."""

FRAMES_A_SECOND = 25
"""European video; where a time counts frames, the file does not say how many a second has."""

# Hours, minutes, seconds and a fraction; numbers as short or long as programs write them.
CLOCK = r"(?:\d{1,4}\s?:\s?)?\d{1,3}\s?:\s?\d{1,2}(?:[.,]\d{1,9}|[:;]\d{2}(?!\d)|-\d(?!\d))?"
_CLOCK = re.compile(
    r"(?:(\d{1,4})\s?:\s?)?(\d{1,3})\s?:\s?(\d{1,2})(?:([.,:;-])(\d{1,9}))?", re.ASCII
)
_SECONDS = re.compile(r"(\d{1,7})[.,](\d{1,9})", re.ASCII)
_UNPADDED = re.compile(r"(?<![\d:])\d:(?:\d:\d|\d{2}:\d(?!\d)|\d:)", re.ASCII)
_SPOKEN = re.compile(
    r"\s+(?:(\d{1,3}) (?:hours?|uur|uren),? )?(?:(\d{1,3}) (?:minutes?|minuut|minuten),? )?"
    r"(\d{1,3}) (?:seconds?|seconden|seconde)$",
    re.ASCII,
)


def milliseconds(text: str, *, unpadded: bool = False) -> int | None:
    """A time as ms; None for what is none, is negative, or is longer than any interview.

    In a file with `unpadded` times a fraction without hours of two digits counts milliseconds:
    `0:0:25.80` is 25 s and 80 ms.
    """
    text = text.strip()
    if seconds := _SECONDS.fullmatch(text):
        return _within(int(seconds[1]) * 1000 + _fraction(seconds[2]))
    clock = _CLOCK.fullmatch(text)
    if clock is None:
        return None
    hours, minutes, seconds_, mark, fraction = clock.groups()
    if mark in (":", ";"):
        part = int(fraction) * 1000 // FRAMES_A_SECOND
    elif unpadded and fraction and len(hours or "0") == 1 and len(fraction) < 3:
        part = int(fraction)
    else:
        part = _fraction(fraction or "0")
    return _within(((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds_)) * 1000 + part)


def is_unpadded(text: str) -> bool:
    """Whether times in `text` lack leading zeros in minutes or seconds (`0:0:8.360`)."""
    return bool(_UNPADDED.search(text))


def spoken_time(text: str) -> tuple[str, int] | None:
    """`Anna Smit 1 minute 5 seconds` as its begin and ms; None where no such time ends it."""
    spoken = _SPOKEN.search(text[-80:])
    if spoken is None:
        return None
    hours, minutes, seconds = (int(number or 0) for number in spoken.groups())
    return text[: len(text) - len(spoken[0])], ((hours * 60 + minutes) * 60 + seconds) * 1000


def from_seconds(value: object, scale: float = 1000.0) -> int | None:
    """A number, or a number as text, times `scale` as ms; None for what is none."""
    try:
        ms = round(float(value) * scale)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return None if isinstance(value, bool) else _within(ms)


def _fraction(digits: str) -> int:
    return int(digits[:3].ljust(3, "0"))


def _within(ms: int) -> int | None:
    return ms if 0 <= ms <= MOST_MS else None
