"""RTF documents as text, with the comments and footnotes that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress

from interview_kit.transcripts.office import DAMAGE, damaged, last_word
from interview_kit.transcripts.transcript import Report

_STRAY_MARK = re.compile(r"(?<![{\\\n])\\\*")
_RTF_BESIDE = re.compile(r"(?<!\\)\{(?:\\\*)?\\(annotation|atnauthor|footnote)(?![a-z])")
# The word that a footnote is about stands within so many characters before it.
_RTF_NEARBY = 1_000
_RTF_MARK = re.compile(r"\\([a-z]+)|\\.|[{}]", re.DOTALL)


def rtf_text(content: bytes, report: Report) -> str:
    """The text of an RTF document; what stands behind its end is reported as unread.

    Raises KitError for a damaged one.
    """
    from striprtf.striprtf import destinations

    # What may be passed over is marked at the begin of a group; elsewhere the mark is damage.
    source = _STRAY_MARK.sub("", content.decode("latin-1"))
    source = _without_stray_words(source, destinations)
    end = _end_of_rtf(source)
    line = source.count("\n", 0, end) + 1
    for number, row in enumerate(source[end:].split("\n"), line):
        if row.strip("\x00 \r\t}"):
            report.add_unread(number, row.strip())
    try:
        text = _rtf_plain(source[:end])
    except DAMAGE as error:
        raise damaged() from error
    # What stands beside a damaged text is left out, and the text is read.
    with suppress(*DAMAGE):
        _report_rtf_comments(source[:end], report)
    return text


def _report_rtf_comments(source: str, report: Report) -> None:
    """Report comments and footnotes; a footnote is about the last word, a comment about none."""
    author = ""
    for mark in _RTF_BESIDE.finditer(source):
        start, word = mark.start(), mark[1]
        group = source[start : _end_of_rtf(source, start)]
        words = _rtf_plain("{\\rtf1 " + group[mark.end() - start :]).strip()
        if word == "atnauthor":
            author = words
            continue
        nearby = max(0, start - _RTF_NEARBY)
        before = source[max(nearby, source.rfind("\\par", nearby, start)) : start]
        about = last_word(_rtf_plain(_opened(before))) if word == "footnote" else ""
        report.add_comment("" if word == "footnote" else author, about, words)
        author = ""


def _opened(source: str) -> str:
    """A piece of RTF as a document, with the brackets that it closes and does not open."""
    depth = least = 0
    for mark in _RTF_MARK.finditer(source):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        least = min(least, depth)
    return "{\\rtf1 " + "{" * -least + source


def _rtf_plain(source: str) -> str:
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(source, encoding="cp1252", errors="replace"))  # type: ignore[no-untyped-call]


def _without_stray_words(source: str, destinations: Collection[str]) -> str:
    """Without the words that hide all that follows, where they stand in the text itself.

    They begin a group of their own, so that they hide no more than that group.
    """
    pieces, depth, place = [], 0, 0
    for mark in _RTF_MARK.finditer(source):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if depth == 1 and mark[1] in destinations and source[mark.start() - 1] not in "{*":
            pieces.append(source[place : mark.start()])
            place = mark.end()
    return "".join((*pieces, source[place:]))


def _end_of_rtf(source: str, start: int = 0) -> int:
    """Behind the bracket that closes the one at `start`; the length of the text where none does."""
    depth = 0
    for mark in _RTF_MARK.finditer(source, start):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if depth == 0 and mark[0] == "}":
            return mark.end()
    return len(source)
