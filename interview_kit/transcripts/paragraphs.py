"""Plain text, as people type it and as programs write it, row by row.

A label may stand before its text or above it, in bold, in brackets, with a time on either side. The
rows of a file are taken apart first; then it is decided which labels are labels; then the rows are
put together as utterances.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from interview_kit.transcripts.label import Candidate, clean, labels_among, shape_points
from interview_kit.transcripts.label_row import Head, take_apart, trailing_stamp
from interview_kit.transcripts.timestamps import CLOCK
from interview_kit.transcripts.transcript import NoticeKind, Report, Utterance

_HEADING = re.compile(r"#{1,6}\s+\S")
_HASHES = re.compile(r"#{1,6}\s+")
_RULE = re.compile(r"[-=_*~·•\s]{3,}")
_INLINE = re.compile(rf"\s?(?:\[{CLOCK}\]|#{CLOCK}#)", re.ASCII)
_NUMBER = re.compile(r"(\d{1,5})[.)]?\s{1,20}", re.ASCII)
_BARE = re.compile(r"(\d{1,3}):(\d{2})(?:\s|$)", re.ASCII)
_SURE = 3
"""A label of so many points names a role or a number, and nothing that is said."""

_PAUSE = re.compile(r"\([.\s]{1,40}\)")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a text; a heading is nobody's speech."""

    line: int
    text: str
    heading: bool = False


def rows_of(text: str) -> list[Row]:
    """The rows of a plain text; `# …` is a heading, as Markdown and our own exports write it."""
    rows = []
    texts = [row.strip() for row in text.split("\n")]
    numbered = _are_numbered(texts)
    for line, row in enumerate(texts, 1):
        heading = bool(_HEADING.match(row))
        rows.append(Row(line, _NUMBER.sub("", row) if numbered else row, heading))
    return rows


def _are_numbered(rows: Sequence[str]) -> bool:
    """Whether nine rows in ten begin with a number one higher than the one before."""
    filled = [row for row in rows if row]
    numbers = [int(number[1]) for row in filled if (number := _NUMBER.match(row))]
    steps = sum(later - earlier == 1 for earlier, later in itertools.pairwise(numbers))
    return len(numbers) > 3 and min(len(numbers), steps + 1) >= 0.9 * len(filled)


def paragraph_utterances(
    rows: Sequence[Row], report: Report, forced: Collection[str]
) -> Iterator[Utterance]:
    """The utterances of a text, in the order of its rows."""
    rows = _with_headed_voices(rows)
    bare_stamps = _have_bare_stamps(rows)
    heads = [
        Head("", "")
        if row.heading or not row.text
        else take_apart(row.text, bare_stamps=bare_stamps)
        for row in rows
    ]
    heads = _with_labels_above(rows, heads)
    labels = _labels(rows, heads, report, forced)
    return _spoken(rows, heads, labels, report)


def _with_headed_voices(rows: Sequence[Row]) -> list[Row]:
    """The rows, of which a heading that comes back and could be a label is one."""
    titles = [_HASHES.sub("", row.text) for row in rows if row.heading]
    counts = Counter(titles)
    voices = {
        title for title in titles if counts[title] > 1 and shape_points(title.rstrip(": ")) > 0
    }
    if len(voices) < 2:
        return list(rows)
    return [
        Row(row.line, title)
        if row.heading and (title := _HASHES.sub("", row.text)) in voices
        else row
        for row in rows
    ]


def _have_bare_stamps(rows: Sequence[Row]) -> bool:
    """Whether rows begin with minutes and seconds that run on: times of the sound, not speech."""
    times = [int(stamp[1]) * 60 + int(stamp[2]) for row in rows if (stamp := _BARE.match(row.text))]
    steps = sum(later >= earlier for earlier, later in itertools.pairwise(times))
    return len(times) > 1 and steps >= 0.9 * (len(times) - 1)


def _with_labels_above(rows: Sequence[Row], heads: list[Head]) -> list[Head]:
    """Heads with more points where a time follows a label, as Teams copies it, or comes before."""
    filled = [at for at, row in enumerate(rows) if row.text]
    for at, after in itertools.pairwise(filled):
        one, two = heads[at], heads[after]
        follows = two.start_ms is not None and not two.whole
        if one.bare and one.alone and follows and after == at + 1:
            heads[at] = replace(one, points=3)
        precedes = one.start_ms is not None and not one.whole and not one.label
        if precedes and two.bare and two.alone and after == at + 1:
            heads[after] = replace(two, start_ms=two.start_ms or one.start_ms, points=1)
    return heads


def _labels(
    rows: Sequence[Row], heads: Sequence[Head], report: Report, forced: Collection[str]
) -> frozenset[str]:
    filled = [row.line for row in rows if row.text and not row.heading]
    with_colon = [
        Candidate(head.label, row.line, head.points)
        for row, head in zip(rows, heads, strict=True)
        if head.label and not head.bare
    ]
    first = _first_voice(rows, with_colon)
    labels = labels_among(with_colon, len(filled), first=first, forced=forced)
    bare = [
        Candidate(head.label, row.line, head.points)
        for row, head in zip(rows, heads, strict=True)
        if head.label and head.bare
    ]
    labels |= _bare_labels(rows, heads, bare, labels, forced)
    for candidate in with_colon:
        if candidate.text not in labels and shape_points(candidate.text) > -5:
            report.add_doubtful(clean(candidate.text))
    return labels


def _first_voice(rows: Sequence[Row], candidates: Sequence[Candidate]) -> int | None:
    """The line of the first candidate, if nothing but a short title stands before it."""
    first = candidates[0].line if candidates else None
    if first is None:
        return None
    before = [row for row in rows if row.line < first and row.text and not row.heading]
    return first if len(before) <= 2 and all(len(row.text) < 100 for row in before) else None


def _bare_labels(
    rows: Sequence[Row],
    heads: Sequence[Head],
    candidates: Sequence[Candidate],
    labels: Collection[str],
    forced: Collection[str],
) -> frozenset[str]:
    """Which rows without a colon are labels: only in files that write them all so.

    Beside labels with colons a row `Anna` is an answer, and `[persoon 1]` stands for a name.
    """
    counts = Counter(candidate.text for candidate in candidates)
    forced_labels = {clean(label).casefold() for label in forced}
    bare_labels = {text for text in counts if clean(text).casefold() in forced_labels}
    if labels:
        colon_labels = {clean(label) for label in labels}
        stamped_labels = {candidate.text for candidate in candidates if candidate.points > 2}
        return frozenset(
            bare_labels | {text for text in stamped_labels if clean(text) in colon_labels}
        )
    labels_above = {
        head.label
        for head, (_, after) in zip(heads, itertools.pairwise(rows), strict=False)
        if after.text
    }
    beside = {head.label for head in heads if head.bare and head.text}
    filled = sum(bool(row.text) for row in rows)
    everywhere = sum(bool(head.bare and head.text) for head in heads) >= 0.5 * filled
    for candidate in candidates:
        shape = shape_points(candidate.text)
        usual = everywhere and candidate.text in beside
        points = shape + candidate.points + (counts[candidate.text] > 1) + usual
        if (
            shape > 0
            and points >= 3
            and (candidate.text in labels_above or candidate.text in beside)
        ):
            bare_labels.add(candidate.text)
    return frozenset(bare_labels)


def _spoken(
    rows: Sequence[Row], heads: Sequence[Head], labels: Collection[str], report: Report
) -> Iterator[Utterance]:
    """The rows put together: a head begins an utterance, what follows goes on with it."""
    current = Utterance("", "", line=1)
    parted = False
    silent: tuple[int, str] | None = None
    for row, head in zip(rows, heads, strict=True):
        if row.heading:
            report.add(NoticeKind.HEADINGS, row.line)
            parted = True
        elif not row.text:
            parted = parted or not labels
        elif _RULE.fullmatch(row.text):
            report.add(NoticeKind.HEADINGS, row.line)
        elif head.label and head.label in labels:
            yield from _finished(current)
            if silent:
                report.add_unread(*silent)
            current = Utterance(clean(head.label), head.text, head.start_ms, head.end_ms, row.line)
            parted = False
            silent = (row.line, row.text) if _may_be_speech(row, head) else None
        elif head.start_ms is not None and not head.whole:
            if current.text or current.start_ms is not None or not current.label:
                yield from _finished(current)
                current = Utterance(current.label, "", head.start_ms, head.end_ms, row.line)
            else:
                current = replace(current, start_ms=head.start_ms, end_ms=head.end_ms)
        elif head.start_ms is not None or (parted and current.text):
            yield from _finished(current)
            joinable = not parted or bool(labels)
            # What was no label ends with the time of its end, as f4 writes it.
            ends = head.label and head.alone and not head.bare
            times = (None, None) if ends else (head.start_ms, head.end_ms)
            current = Utterance(current.label, head.whole, *times, row.line, joinable)
            parted = False
        else:
            # Before the first label every row is a remark by itself.
            if not current.label and current.text and labels:
                yield from _finished(current)
                current = replace(current, text="", line=row.line)
            current = replace(current, text=f"{current.text} {head.whole}")
        silent = None if current.text else silent
    yield from _finished(current)
    if silent:
        report.add_unread(*silent)


def _may_be_speech(row: Row, head: Head) -> bool:
    """Whether a row that was taken for a label above its text may be all that was said."""
    return head.alone and not row.text.endswith(":") and shape_points(head.label) < _SURE


def _finished(utterance: Utterance) -> Iterator[Utterance]:
    """An utterance without the times in it, of which f4 sets one at the end of each turn."""
    text, stamp = trailing_stamp(utterance.text)
    end = utterance.end_ms
    if stamp is not None and (utterance.start_ms is None or stamp >= utterance.start_ms):
        end = end if end is not None else stamp
    text = _PAUSE.sub("", _INLINE.sub("", text)).strip()
    if text:
        yield replace(utterance, text=text, end_ms=end)
