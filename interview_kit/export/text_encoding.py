"""Text as a file format can carry it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from unicodedata import bidirectional
from xml.etree.ElementTree import Element, indent, tostring
from xml.sax.saxutils import escape

from interview_kit.model.turn import Turn

# What XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets).
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# What turns the direction of all text behind it around; letters have a direction of their own.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """`text` on one line, without what cannot be written in XML or as UTF-8.

    Nor with signs that turn the direction of what follows around.
    """
    return _TURNING.sub("", _NOT_IN_XML.sub("", " ".join(text.split())))


def one_line_sources(text: str) -> tuple[int, ...]:
    """Which character of `text` each of `one_line(text)` is."""
    sources: list[int] = []
    blank = -1
    has_begun = False
    for at, character in enumerate(text):
        if character.isspace():
            blank = at if has_begun and blank < 0 else blank
            continue
        if blank >= 0:
            sources.append(blank)
            blank = -1
        has_begun = True
        if not _NOT_IN_XML.match(character):
            sources.append(at)
    return tuple(sources)


def xml(text: str | int) -> str:
    """`text` for an XML or HTML element or attribute, on one line."""
    return escape(one_line(str(text)), {'"': "&quot;", "'": "&#39;"})


def xml_document(root: Element) -> bytes:
    """A whole XML document, indented. What `root` holds must be writable in XML: see `one_line`."""
    indent(root)
    text = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def is_right_to_left(text: str) -> bool:
    """Whether a text runs from right to left: by its first letter that has a direction."""
    kinds = (bidirectional(character) for character in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def by_question(turns: Iterable[Turn]) -> Iterator[tuple[str, tuple[Turn, ...]]]:
    """Runs of turns under one question, in order; a question returned to makes a new run."""
    for question, run in groupby(turns, key=lambda turn: turn.question):
        yield question, tuple(run)
