"""Transcripts that other programs wrote, read as lines: who, when, what.

noScribe's HTML and VTT, JSON of aTrain and whisperX, SRT, VTT, and plain text with `Name:`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
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


_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_CUE = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_LABEL = re.compile(r"\s*([^:\n]{1,40}):\s+(\S.*)", re.DOTALL)
_ANCHOR = re.compile(r"ts_(\d+)_(\d+)_(.*)")
_STAMP = re.compile(r"\[\d{2,}:\d{2}:\d{2}(?:[.,]\d+)?\]")
_PAUSE = re.compile(r"\([.\s]*\)")
_OWN_ROW = re.compile(r"\s*(SPEAKER_\d+|Speaker undefined)\s*")
_PARTICLES = frozenset(("de", "den", "der", "het", "'t", "ten", "ter", "van", "von", "la", "le"))
MOST_WORDS = 4
"""A label has no more words than a name."""


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
    cues = list(_bare_cues(text))
    labels = _labels(line.text for line in cues if not line.speaker)
    speaker = ""
    for line in cues:
        label = None if line.speaker else _LABEL.fullmatch(line.text)
        text = _without(line.text, line.speaker)
        if label and label[1] in labels:
            # Cues without a label after it go on with this speaker.
            speaker, text = _clean(label[1]), label[2]
        yield replace(line, speaker=line.speaker or speaker, text=text)


def _bare_cues(text: str) -> Iterator[Line]:
    for block in re.split(r"\r?\n\s*\r?\n", text):
        rows = block.splitlines()
        for place, row in enumerate(rows):
            if cue := _CUE.match(row):
                start, end = (_ms(*cue.groups()[at : at + 4]) for at in (0, 4))
                text = " ".join(rows[place + 1 :])
                voice = _VOICE.search(text)
                text = unescape(re.sub(r"<[^>]+>", "", text))
                yield Line(_clean(unescape(voice[1])) if voice else "", _plain(text), start, end)
                break


def _segments(text: str) -> Iterator[Line]:
    """JSON of aTrain and whisperX: segments with times in seconds."""
    content = json.loads(text)
    for part in content["segments"] if isinstance(content, Mapping) else content:
        start, end = (round(float(part[key]) * 1000) for key in ("start", "end"))
        yield Line(str(part.get("speaker") or ""), _plain(part["text"]), start, end)


class _NoScribe(HTMLParser):
    """noScribe keeps times and speaker in the name of an anchor: `ts_1200_5400_S00`.

    The text of a paragraph begins with the speaker, who may have been given a name there since.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[str, str, str, list[str]]] = []
        self.first: set[int] = set()
        self._inside = False
        self._begins = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line at such an anchor."""
        self._begins = self._begins or tag == "p"
        place = _ANCHOR.fullmatch(dict(attrs).get("name") or "") if tag == "a" else None
        if place:
            self._inside = True
            if self._begins:
                self.first.add(len(self.lines))
                self._begins = False
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
    names: dict[str, str] = {}
    for number, (start, end, label, parts) in enumerate(page.lines):
        speaker, text = _clean(label), _plain("".join(parts))
        label_match = _LABEL.fullmatch(text) if speaker and number in page.first else None
        if label_match:
            names[speaker], text = _clean(label_match[1]), label_match[2]
        text = _without(text, speaker)
        yield Line(names.get(speaker, speaker), text, int(start), int(end))


def _paragraphs(text: str) -> Iterator[Line]:
    """Plain text: a line that begins with `Name:` is the next turn, others go on with it.

    aTrain writes the speaker on a line of its own.
    """
    rows = text.splitlines()
    labels = _labels(rows, is_trusted=True)
    speaker, text = "", ""
    for row in rows:
        label, alone = _LABEL.fullmatch(row), _OWN_ROW.fullmatch(row)
        if alone:
            yield Line(speaker, _plain(text))
            speaker, text = alone[1], ""
        elif label and label[1] in labels:
            yield Line(speaker, _plain(text))
            speaker, text = _clean(label[1]), label[2]
        else:
            text += f" {row}"
    yield Line(speaker, _plain(text))


def _labels(texts: Iterable[str], *, is_trusted: bool = False) -> set[str]:
    """What stands before a colon and is a speaker, not the begin of a sentence.

    `is_trusted` texts are known to begin with speakers, so one word will do once.
    """
    label_counts = Counter(label[1] for text in texts if (label := _LABEL.fullmatch(text)))
    return {
        label for label, count in label_counts.items() if _is_label(label, is_trusted or count > 1)
    }


def _is_label(label: str, one_word_will_do: bool) -> bool:
    words = _clean(label).split()
    if len(words) == 1:
        has_marks = label.startswith("[") or any(letter.isdigit() for letter in label)
        return one_word_will_do or has_marks
    are_names = (not word[0].islower() or word.casefold() in _PARTICLES for word in words)
    return 1 < len(words) <= MOST_WORDS and all(are_names)


def _clean(label: str) -> str:
    """A label without the marks that programs put around it; `//` is noScribe's for overlap."""
    return label.strip().strip("[]/").strip()


def _without(text: str, speaker: str) -> str:
    """A text without its speaker, times, and marks for pauses and overlap."""
    text = _plain(_PAUSE.sub("", _STAMP.sub("", text))).strip("/ ")
    return text.removeprefix(f"{speaker}:").strip() if speaker else text


def _ms(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> int:
    ms = int((fraction or "0").ljust(3, "0"))
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + ms


def _plain(text: str) -> str:
    return " ".join(text.split())


PARSERS: Mapping[str, Callable[[str], Iterator[Line]]] = {
    ".vtt": _cues,
    ".srt": _cues,
    ".json": _segments,
    ".html": _anchors,
    ".txt": _paragraphs,
}
