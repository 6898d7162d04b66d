"""Transcripts that other programs wrote, read as lines: who, when, what.

noScribe's HTML and VTT, JSON of aTrain and whisperX, SRT, VTT, and plain text with `Name:`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

from interview_kit.errors import KitError


@dataclass(frozen=True, slots=True)
class Line:
    """What one voice said. `speaker` is the label in the file: it may be a name, so it goes no
    further than to be matched with a role. Times are ms, None where the file has none."""

    speaker: str
    text: str
    start_ms: int | None = None
    end_ms: int | None = None


_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})"
_CUE = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_LABEL = re.compile(r"\s*([^:\n]{1,40}):\s+(\S.*)", re.DOTALL)
_ANCHOR = re.compile(r"ts_(\d+)_(\d+)_(.*)")


def read_lines(text: str, suffix: str) -> tuple[Line, ...]:
    """The lines of a transcript file, by its `suffix` such as ".vtt".

    Raises KitError for a format that is not known, and for a file that holds no lines of it.
    """
    parse = PARSERS.get(suffix.lower())
    if parse is None:
        raise KitError(
            "Transcripts are not read from {suffix}.",
            "These are: {parsers}.",
            suffix=suffix or "a file without a suffix",
            parsers=", ".join(PARSERS),
        )
    try:
        lines = tuple(line for line in parse(text.lstrip("\ufeff")) if line.text)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KitError(
            "The file is no transcript in the format {value}.",
            "Export it again, as VTT if there is a choice.",
            value=suffix.lstrip("."),
        ) from error
    if not lines:
        raise KitError("The file holds no lines of a transcript.", "Choose another file.")
    return lines


def _cues(text: str) -> Iterator[Line]:
    """SRT and VTT: blocks between empty lines; the speaker in `<v …>` or before a colon."""
    for block in re.split(r"\r?\n\s*\r?\n", text):
        rows = block.splitlines()
        for place, row in enumerate(rows):
            if cue := _CUE.match(row):
                start, end = (_ms(*cue.groups()[at : at + 4]) for at in (0, 4))
                said = " ".join(rows[place + 1 :])
                voice = _VOICE.search(said)
                said = unescape(re.sub(r"<[^>]+>", "", said))
                yield _labelled(unescape(voice[1]) if voice else "", said, start, end)
                break


def _segments(text: str) -> Iterator[Line]:
    """JSON of aTrain and whisperX: segments with times in seconds."""
    content = json.loads(text)
    for part in content["segments"] if isinstance(content, Mapping) else content:
        start, end = (round(float(part[key]) * 1000) for key in ("start", "end"))
        yield Line(str(part.get("speaker") or ""), _plain(part["text"]), start, end)


class _NoScribe(HTMLParser):
    """noScribe keeps times and speaker in the name of an anchor: `ts_1200_5400_S00`."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[str, str, str, list[str]]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line at such an anchor."""
        place = _ANCHOR.fullmatch(dict(attrs).get("name") or "") if tag == "a" else None
        if place:
            self._inside = True
            self.lines.append((place[1], place[2], place[3], []))

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        self._inside = self._inside and tag != "a"

    def handle_data(self, data: str) -> None:
        """Its text."""
        if self._inside:
            self.lines[-1][3].append(data)


def _anchors(text: str) -> Iterator[Line]:
    page = _NoScribe()
    page.feed(text)
    for start, end, speaker, parts in page.lines:
        said = _plain("".join(parts))
        yield Line(speaker, said.removeprefix(f"{speaker}:").strip(), int(start), int(end))


def _paragraphs(text: str) -> Iterator[Line]:
    """Plain text: a line that begins with `Name:` is the next turn, others go on with it."""
    speaker, said = "", ""
    for row in text.splitlines():
        label = _LABEL.fullmatch(row)
        if label:
            yield Line(speaker, _plain(said))
            speaker, said = label[1].strip(), label[2]
        else:
            said += f" {row}"
    yield Line(speaker, _plain(said))


def _labelled(speaker: str, said: str, start_ms: int, end_ms: int) -> Line:
    label = None if speaker else _LABEL.fullmatch(said)
    if label:
        return Line(label[1].strip(), _plain(label[2]), start_ms, end_ms)
    return Line(speaker.strip(), _plain(said), start_ms, end_ms)


def _ms(hours: str | None, minutes: str, seconds: str, ms: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(ms)


def _plain(text: str) -> str:
    return " ".join(text.split())


PARSERS: Mapping[str, Callable[[str], Iterator[Line]]] = {
    ".vtt": _cues,
    ".srt": _cues,
    ".json": _segments,
    ".html": _anchors,
    ".txt": _paragraphs,
}
