"""The head of a row: a label, a time, and what is said after them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from interview_kit.transcripts.label import MOST_LETTERS, is_name_like
from interview_kit.transcripts.timestamps import CLOCK, milliseconds, spoken_time

_COLON = re.compile(rf"([^:\n]{{1,{MOST_LETTERS}}}):(?:\s+|$)(.*)", re.DOTALL)
_MARKED = re.compile(r"(\*\*|__|\*|_)(?=\S)([^*_\n]{1,80}?):?\1\s*:?\s*(.*)", re.DOTALL)
_IN_BRACKETS = re.compile(
    r"\[([^\[\]\n]{1,80})\]\s*(:?)\s*(.*)|<([^<>\n]{1,80})>\s*(:?)\s+(.*)", re.DOTALL
)
_PARTED = re.compile(rf"([^\t\n]{{1,{MOST_LETTERS}}}?)(?:\t\s*| [-–—] +)(\S.*)", re.DOTALL)
_RANGE = rf"{CLOCK}(?:\s{{0,2}}(?:-+>|[-–—])\s{{0,2}}{CLOCK})?"
_STAMP = re.compile(
    rf"(?:\[({_RANGE})\]|\(({_RANGE})\)|#({CLOCK})#|\{{({_RANGE})\}}|<({CLOCK})>"
    rf"|({_RANGE})(?=[\s)\]]|$))[\s:]*",
    re.ASCII,
)
_END_STAMP = re.compile(rf"\s*(?:\[({_RANGE})\]|\(({_RANGE})\)|#({CLOCK})#)\s*:?\s*$", re.ASCII)
_BARE_END = re.compile(
    rf"(.*?\S)(\s{{1,20}}|\s?[-–|,]\s?)({_RANGE})\s*:?\s*$", re.ASCII | re.DOTALL
)
_MID_STAMP = re.compile(
    rf"([^:\[\](#\n]{{1,{MOST_LETTERS}}}?)\s*(?:\[({_RANGE})\]|\(({_RANGE})\)|#({CLOCK})#)\s*:?\s+(\S.*)",
    re.ASCII | re.DOTALL,
)
_OPENINGS = ("", "“", "‘", '"', "'", "(", "…", "[")
_ARROW = re.compile(r"\s*(?:-+>|[-–—])\s*")


@dataclass(frozen=True, slots=True)
class Head:
    """A row taken apart: `label` is a candidate, empty where there is none.

    `points` count for how the label is set. A `bare` label stands alone on its row, without colon,
    brackets or time. `whole` is the row without the times before it: what is said where the label
    is none.
    """

    label: str
    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    points: int = 0
    alone: bool = False
    bare: bool = False
    whole: str = ""


def colon_label(text: str) -> tuple[str, str, int] | None:
    """What stands before the first colon and after it, with points for brackets or bold letters."""
    text = text.strip()
    if marked := _MARKED.fullmatch(text[:20_000]):
        return marked[2].strip(), text[marked.start(3) :], 2
    if boxed := _IN_BRACKETS.fullmatch(text[:20_000]):
        label, colon = boxed[1] or boxed[4], boxed[2] or boxed[5]
        if colon:
            return f"[{label}]", text[boxed.start(3 if boxed[1] else 6) :], 2
    head = text[: MOST_LETTERS + 2]
    colon_at = head.find(":")
    after = text[colon_at + 1 : colon_at + 2]
    if colon_at < 1 or not (after.isspace() or after.isalpha() or after in _OPENINGS):
        return None
    return text[:colon_at].strip(), text[colon_at + 1 :].strip(), 0


def take_apart(row: str, *, bare_stamps: bool = True) -> Head:
    """The label, times and text of a row.

    With `bare_stamps` minutes and seconds without brackets before a row are its time; else `10:30`
    is speech there.
    """
    start, end, rest = leading_stamp(row.strip(), bare=bare_stamps)
    if not rest:
        return Head("", "", start, end)
    return replace(_head(rest, start, end), whole=rest)


def _head(rest: str, start: int | None, end: int | None) -> Head:
    if label_match := colon_label(rest):
        label, speech, points = label_match
        if stamped := _END_STAMP.search(label) or None:
            times = _times(stamped)
            return Head(label[: stamped.start()].strip(), speech, *times, points + 3, not speech)
        bare = _BARE_END.fullmatch(label)
        if bare and start is None:
            # `Anna 00:01: text`, and `Anna 0:01:` on a row of its own.
            return Head(bare[1].strip(), speech, *_range(bare[3]), points + 3, not speech)
        if start is None and speech:
            start, end, speech = leading_stamp(speech, bare=False)
        return Head(label, speech, start, end, points + (not speech), not speech)
    if start is None and (spoken := spoken_time(rest)):
        return Head(spoken[0].strip(), "", spoken[1], None, 3, alone=True)
    return _without_colon(rest, start, end)


def _without_colon(rest: str, start: int | None, end: int | None) -> Head:
    if start is None and len(rest) <= MOST_LETTERS + 40:
        # A name and a time are a row of their own in Otter, Teams, Rev and Trint.
        if stamped := _END_STAMP.search(rest):
            return Head(rest[: stamped.start()].strip(), "", *_times(stamped), 3, alone=True)
        bare = _BARE_END.fullmatch(rest)
        if bare and (len(bare[2]) > 1 or is_name_like(bare[1])):
            return Head(bare[1].strip(" -–|,"), "", *_range(bare[3]), 3, alone=True)
    if start is None and (within := _MID_STAMP.fullmatch(rest[:20_000])):
        stamp = next(filter(None, within.groups()[1:4]))
        speech = rest[within.start(5) :]
        return Head(within[1].strip(), speech, *_range(stamp), 1)
    if in_brackets := _IN_BRACKETS.fullmatch(rest[:20_000]):
        label = in_brackets[1] or in_brackets[4]
        speech = rest[in_brackets.start(3 if in_brackets[1] else 6) :]
        return Head(f"[{label}]", speech, start, end, 0, not speech, bare=True)
    if two_parts := _PARTED.fullmatch(rest[:20_000]):
        return Head(two_parts[1].strip(), rest[two_parts.start(2) :], start, end, 0, bare=True)
    if len(rest) <= MOST_LETTERS:
        return Head(
            rest.lstrip("-–•> ").strip(), "", start, end, int(start is not None), True, True
        )
    return Head("", rest, start, end)


def leading_stamp(text: str, *, bare: bool = True) -> tuple[int | None, int | None, str]:
    """The times at the begin of a text, None where there are none, and the rest."""
    stamp = _STAMP.match(text)
    if not stamp or (stamp[6] and not bare and stamp[6].count(":") < 2):
        return None, None, text
    start, end = _times(stamp)
    if start is None:
        return None, None, text
    return start, end, text[stamp.end() :].lstrip("-–> \t") if stamp[6] else text[stamp.end() :]


def trailing_stamp(text: str) -> tuple[str, int | None]:
    """A text without the time in brackets or between `#` that ends it, and that time."""
    stamp = _END_STAMP.search(text[-80:])
    if not stamp:
        return text, None
    at = len(text) - len(text[-80:]) + stamp.start()
    return text[:at].rstrip(), _times(stamp)[0]


def _times(stamp: re.Match[str]) -> tuple[int | None, int | None]:
    return _range(next(filter(None, stamp.groups()), ""))


def _range(stamp: str) -> tuple[int | None, int | None]:
    first, _, last = _ARROW.sub(">", stamp).partition(">") if not _f4(stamp) else (stamp, "", "")
    first = first.replace("-", ".")
    return milliseconds(first), milliseconds(last) if last else None


def _f4(stamp: str) -> bool:
    return bool(re.fullmatch(r"[\d:]{4,12}-\d", stamp, re.ASCII))
