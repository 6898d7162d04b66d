"""HTML and XML: noScribe, our own reading copy and TEI, TTML, and pages as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree

from interview_kit.transcripts.label import clean
from interview_kit.transcripts.label_row import colon_label
from interview_kit.transcripts.paragraphs import Row
from interview_kit.transcripts.timestamps import MOST_MS, milliseconds
from interview_kit.transcripts.transcript import NoticeKind, Report, Utterance

_ANCHOR = re.compile(r"ts_(\d{1,12})_(\d{1,12})_(.{0,200})", re.ASCII)
_STAMP = re.compile(r"\[\d{2,4}:\d{2}:\d{2}(?:[.,]\d{1,6})?\]")
_PAUSE = re.compile(r"\([.\s]{1,40}\)")
_BLOCKS = frozenset((
    "p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4",
    "h5", "h6", "section", "article", "blockquote", "dt", "dd", "table",
))  # fmt: skip
_UNSEEN = frozenset(("style", "script", "title", "head"))
_OFFSET = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(ms|s|h|m)?", re.ASCII)
# What the parser takes for a long end of an element or, where no name follows, for a comment.
_NO_TAG = re.compile(
    r"</[a-zA-Z][^\s<>]{0,40}(\s[^<>]{3,5000})|</([^a-zA-Z>\s][^>]{2,5000})"
    r"|<!(?!--|doctype|\[(?:end)?if)([^>]{3,5000})|<\?(?!xml)([^>]{3,5000})",
    re.IGNORECASE,
)


def anchored(text: str) -> bool:
    """Whether a page holds the anchors in which noScribe keeps times and speakers."""
    return 'name="ts_' in text


class _NoScribe(HTMLParser):
    """noScribe keeps times and speaker in the name of an anchor: `ts_1200_5400_S00`.

    The text of a paragraph begins with the speaker, who may have been given a name there since.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[str, str, str, list[str], int]] = []
        self.first: set[int] = set()
        self.outside: list[tuple[int, str]] = []
        self.swallowed: list[tuple[int, str]] = []
        self._inside = False
        self._begins = False
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line at such an anchor."""
        self._hidden += tag in _UNSEEN
        self._begins = self._begins or tag == "p"
        self.swallowed += _swallowed(self, attrs)
        place = _ANCHOR.fullmatch(dict(attrs).get("name") or "") if tag == "a" else None
        if place:
            self._inside = True
            if self._begins:
                self.first.add(len(self.lines))
                self._begins = False
            self.lines.append((place[1], place[2], place[3], [], self.getpos()[0]))

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        self._hidden = max(self._hidden - (tag in _UNSEEN), 0)
        self._inside = self._inside and tag != "a"

    def handle_data(self, data: str) -> None:
        """Its text."""
        if self._inside:
            self.lines[-1][3].append(data)
        elif data.strip() and not self._hidden:
            self.outside.append((self.getpos()[0], data.strip()))


def noscribe_utterances(text: str, report: Report) -> list[Utterance]:
    """The utterances of a page of noScribe; text outside its anchors is a title or unread."""
    page = _NoScribe()
    _feed(page, text, report)
    names: dict[str, str] = {}
    utterances = []
    for number, (start, end, label, parts, line) in enumerate(page.lines):
        speaker, speech = clean(label), " ".join("".join(parts).split())
        label_match = colon_label(speech) if speaker and number in page.first else None
        if label_match and label_match[1]:
            names[speaker], speech = clean(label_match[0]), label_match[1]
        speech = " ".join(_PAUSE.sub("", _STAMP.sub("", speech)).split()).strip("/ ")
        speech = speech.removeprefix(f"{speaker}:").strip()
        first, last = (min(int(time), MOST_MS) for time in (start, end))
        utterances.append(Utterance(names.get(speaker, speaker), speech, first, last, line))
    for line, row in page.swallowed:
        report.add_unread(line, row)
    first_line = page.lines[0][4] if page.lines else 0
    for line, outside in page.outside:
        if line <= first_line:
            report.add(NoticeKind.HEADINGS, line)
        elif outside.strip("/ "):
            report.add_unread(line, outside)
    return utterances


class _Page(HTMLParser):
    """The rows of a page: what blocks part, with headings known as such."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.unread: list[tuple[int, str]] = []
        self._text: list[str] = []
        self._heading = False
        self._hidden = 0
        self._bold = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block ends the row before it; a line of our reading copy goes on with it."""
        self.unread += _swallowed(self, attrs)
        self._hidden += tag in _UNSEEN
        if tag in _BLOCKS:
            self.end_row()
            self._heading = (len(tag) == 2 and tag[0] == "h") or self._heading_class(attrs)
        elif tag in ("time", "td", "th", "span"):
            self._text.append(" " if tag != "time" else "  ")

    @staticmethod
    def _heading_class(attrs: list[tuple[str, str | None]]) -> bool:
        return dict(attrs).get("class") in ("facts", "notice")

    def handle_endtag(self, tag: str) -> None:
        """Likewise."""
        self._hidden = max(self._hidden - (tag in _UNSEEN), 0)
        if tag in _BLOCKS:
            self.end_row()

    def handle_data(self, data: str) -> None:
        """Text of the row; a tag among styles shows that they were not closed."""
        if not self._hidden:
            self._text.append(re.sub(r"\s+", " ", data))
            return
        self.unread += _tags_in(data, self.getpos()[0])

    def end_row(self) -> None:
        """Keep the row that was begun."""
        text = "".join(self._text).strip()
        if text:
            self.rows.append(Row(self.getpos()[0], text, self._heading))
        self._text, self._heading = [], False


def _tags_in(styles: str, line: int) -> list[tuple[int, str]]:
    """The rows with tags among styles or a script that was not closed."""
    rows = enumerate(styles.split("\n"), line)
    return [(number, row.strip()) for number, row in rows if "<" in row]


def _swallowed(page: HTMLParser, attrs: list[tuple[str, str | None]]) -> list[tuple[int, str]]:
    """A tag that was not closed, and holds text as its attributes."""
    bare = sum(value is None for _, value in attrs)
    if bare > 2 or any(value and set(value) & set("<>") for _, value in attrs):
        return [(page.getpos()[0], page.get_starttag_text() or "")]
    return []


def _feed(page: HTMLParser, text: str, report: Report) -> None:
    """Parse a page; what the parser keeps back, behind a tag that is not closed, is reported.

    Left to itself it would look at the rest anew from every `<`.
    """
    for tag in _NO_TAG.finditer(text):
        swallowed_text = tag[tag.lastindex or 0].strip()
        report.add_unread(text.count("\n", 0, tag.start()) + 1, swallowed_text)
    page.feed(text)
    if page.cdata_elem:
        page.feed(f"</{page.cdata_elem}>")
    if "<" in page.rawdata:
        first = text.count("\n") - page.rawdata.count("\n") + 1
        for line, row in enumerate(page.rawdata.split("\n"), first):
            if row.strip():
                report.add_unread(line, row.strip())
        page.rawdata = ""
    page.close()


def page_rows(text: str, report: Report) -> list[Row]:
    """The rows of an HTML page; what is hidden among its styles is reported."""
    page = _Page()
    _feed(page, text, report)
    page.end_row()
    for line, row in page.unread:
        report.add_unread(line, row)
    return page.rows


class _ReadingCopy(HTMLParser):
    """The turns of a reading copy of ours: who, when, and the lines of the text."""

    def __init__(self) -> None:
        super().__init__()
        self.turns: list[tuple[int, list[str], list[str], list[str]]] = []
        self.outside: list[int] = []
        self.unread: list[tuple[int, str]] = []
        self._place: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A division begins a turn; what stands in it goes where its element says."""
        self.unread += _swallowed(self, attrs)
        kind = dict(attrs).get("class") or ""
        if tag == "div" and kind.startswith("turn"):
            self.turns.append((self.getpos()[0], [], [], []))
        places = {"b": 1, "time": 2}
        if self.turns and (tag in places or (tag == "span" and kind == "line")):
            self._place = self.turns[-1][places.get(tag, 3)]  # type: ignore[assignment]
            self._place.append("")  # type: ignore[union-attr]

    def handle_endtag(self, tag: str) -> None:
        """The end of a line, a name or a time."""
        if tag in ("b", "time", "span"):
            self._place = None

    def handle_data(self, data: str) -> None:
        """Text goes where it stands; outside it is a heading."""
        if self._place is not None:
            self._place[-1] += data
        elif self.cdata_elem:
            self.unread += _tags_in(data, self.getpos()[0])
        elif data.strip():
            self.outside.append(self.getpos()[0])


def reading_copy(text: str) -> bool:
    """Whether a page is a reading copy of ours."""
    return '<p class="who">' in text and '<span class="line" data-n=' in text


def copy_utterances(text: str, report: Report) -> list[Utterance]:
    """The turns of a reading copy; its titles and questions are no turns."""
    page = _ReadingCopy()
    _feed(page, text, report)
    for line in page.outside:
        report.add(NoticeKind.HEADINGS, line)
    for line, row in page.unread:
        report.add_unread(line, row)
    return [
        Utterance(
            "".join(who),
            " ".join(text_rows),
            milliseconds("".join(when)),
            None,
            line,
            joinable=False,
        )
        for line, who, when, text_rows in page.turns
    ]


def xml_utterances(text: str, report: Report) -> list[Utterance] | None:
    """The utterances of TEI (`u`) or TTML (`p` with `begin`); None for other XML.

    Raises ValueError for what is no XML, or declares entities.
    """
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("XML with declarations is not read")
    # The text was decoded already, whatever its declaration says.
    body = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text)
    try:
        root = ElementTree.fromstring(body)  # noqa: S314 - without a DTD nothing is expanded
    except ElementTree.ParseError as error:
        raise ValueError("no XML") from error
    kind = _local(root.tag)
    if kind in ("TEI", "TEI.2", "teiCorpus"):
        return list(_tei(root, report))
    return list(_ttml(root, report)) if kind == "tt" else None


def _tei(root: ElementTree.Element, report: Report) -> Iterator[Utterance]:
    moments: dict[str, int] = {}
    for when in _all(root, "when"):
        id = when.get("{http://www.w3.org/XML/1998/namespace}id", "")
        ms = (
            _offset(when.get("interval", ""), "ms")
            if when.get("interval")
            else milliseconds(when.get("absolute", ""))
        )
        moments[id] = ms if ms is not None else moments.get(id, 0)
    for number, element in enumerate(_all(root, "u"), 1):
        start, end = (moments.get(element.get(name, "").lstrip("#")) for name in ("start", "end"))
        label = element.get("who", "").lstrip("#")
        yield Utterance(
            label, " ".join("".join(element.itertext()).split()), start, end, number, False
        )
    for head in _all(root, "head"):
        if (head.text or "").strip():
            report.add(NoticeKind.HEADINGS)


def _ttml(root: ElementTree.Element, report: Report) -> Iterator[Utterance]:
    names = {}
    for agent in _all(root, "agent"):
        id = agent.get("{http://www.w3.org/XML/1998/namespace}id", "")
        names[id] = " ".join("".join(agent.itertext()).split()) or id
    for number, element in enumerate(_all(root, "p"), 1):
        for line_break in _all(element, "br"):
            line_break.tail = f" {line_break.tail or ''}"
        start, end = (_offset(element.get(name, ""), "s") for name in ("begin", "end"))
        if start is None:
            report.add(NoticeKind.UNKNOWN_TIMES, number)
        agent_id = next((v for k, v in element.attrib.items() if _local(k) == "agent"), "")
        text = " ".join("".join(element.itertext()).split())
        yield Utterance(names.get(agent_id, agent_id), text, start, end, number)


def _all(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (element for element in root.iter() if _local(element.tag) == name)


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _offset(text: str, unit: str) -> int | None:
    if ":" in text:
        return milliseconds(text)
    offset = _OFFSET.fullmatch(text.strip())
    if not offset:
        return None
    factor = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000}[offset[2] or unit]
    ms = round(float(offset[1]) * factor)
    return ms if ms <= MOST_MS else None
