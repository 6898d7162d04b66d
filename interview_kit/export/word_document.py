"""DOCX with the line numbers that Word and LibreOffice print."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZipFile

from interview_kit.export.export_labels import label
from interview_kit.export.text_encoding import by_question, is_right_to_left, one_line
from interview_kit.export.zip_archive import zipped
from interview_kit.model.clock import timestamp
from interview_kit.model.record import Record

if TYPE_CHECKING:
    from docx.document import Document

_SPELLING = {"nl": "nl-NL", "en": "en-GB"}


def word_document(records: Iterable[Record], notices: Sequence[str] = ()) -> Iterator[bytes]:
    """One document for each record; a document is in memory whole while it is written.

    `notices` are ids of labels that stand above the text.
    """
    for record in records:
        yield from zipped(_members(record, notices))


def _members(record: Record, notices: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The files in a document: those of an empty one, with the text and what it says of itself.

    python-docx makes the empty one, once for each language. The paragraphs are written beside it:
    an element at a time they take ten times as long.
    """
    for name, content in _empty_document(record.language):
        if name == _BODY:
            content = content.replace(_PLACE, _paragraphs(record, notices).encode(), 1)
        elif name == _PROPERTIES:
            held = f"{record.held_from}T00:00:00Z".encode()
            content = content.replace(_TITLE, _escaped(record.interview).encode(), 1)
            content = content.replace(_MADE, held)
        yield name, content


_BODY, _PROPERTIES = "word/document.xml", "docProps/core.xml"
_PLACE, _TITLE, _MADE = b"<w:p/>", b"(title)", b"1970-01-01T00:00:00Z"


@lru_cache(8)
def _empty_document(language: str) -> tuple[tuple[str, bytes], ...]:
    """The files of a document with one empty paragraph."""
    # Loaded here: other exports and --help do without it.
    import docx

    document = docx.Document()
    _lighten(document)
    _set_properties(document, language)
    _set_page(document, language)
    document.add_paragraph()
    buffer = io.BytesIO()
    document.save(buffer)
    with ZipFile(buffer) as archive:
        return tuple((name, archive.read(name)) for name in archive.namelist())


def _paragraphs(record: Record, notices: Sequence[str]) -> str:
    paragraphs = [
        _paragraph(_run(record.interview), "Title"),
        _paragraph(_run(" · ".join(record.known_facts.values())), "Subtitle"),
        *(_paragraph(_run(label(record, notice), bold=True)) for notice in notices),
    ]
    wordings = record.wordings
    for question, turns in by_question(record.turns):
        heading = wordings.get(question) or question or label(record, "before")
        paragraphs.append(
            _paragraph(_run(heading), "Heading2", from_right=is_right_to_left(heading))
        )
        for turn in turns:
            clock = f"[{timestamp(turn.start_ms)}]"
            time = _run(clock, end=" ") if record.has_times else ""
            who = _run(f"{label(record, turn.speaker)}:", bold=True, end=" ")
            runs = f"{time}{who}{_run(turn.text)}"
            paragraphs.append(_paragraph(runs, from_right=is_right_to_left(turn.text)))
    return "".join(paragraphs)


def _paragraph(runs: str, style: str = "", *, from_right: bool = False) -> str:
    """A paragraph that runs from right to left where its text does."""
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    look += "<w:bidi/>" if from_right else ""
    return f"<w:p><w:pPr>{look}</w:pPr>{runs}</w:p>" if look else f"<w:p>{runs}</w:p>"


def _run(text: str, *, bold: bool = False, end: str = "") -> str:
    look = f"{'<w:b/>' if bold else ''}{'<w:rtl/>' if is_right_to_left(text) else ''}"
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    space = ' xml:space="preserve"' if end else ""
    paragraphs = f"{_escaped(text)}{end}"
    return (
        f"<w:r>{look}<w:t{space}>{paragraphs}</w:t></w:r>" if paragraphs else f"<w:r>{look}</w:r>"
    )


def _escaped(text: str) -> str:
    return escape(one_line(text))


def _lighten(document: Document) -> None:
    """Leave out what python-docx's template has and a transcript does not need."""
    for relations in (document.part.package.rels, document.part.rels):
        for id, each in list(relations.items()):
            if each.reltype.endswith(("/thumbnail", "/stylesWithEffects", "/customXml")):
                relations.pop(id)
    for style in list(document.styles):
        if style.name and style.name.startswith(("Light ", "Medium ", "Dark ", "Colorful ")):
            style.delete()


def _set_properties(document: Document, language: str) -> None:
    """Properties that say nothing of who made the file or on which day."""
    about = document.core_properties
    about.title = _TITLE.decode()
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.language = language
    about.created = about.modified = datetime.fromtimestamp(0, UTC)


def _set_page(document: Document, language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    numbers = OxmlElement("w:lnNumType")
    numbers.set(qn("w:countBy"), "1")
    numbers.set(qn("w:restart"), "continuous")
    # Word reads what describes a page in one order only.
    document.element.xpath("//w:pgMar")[0].addnext(numbers)
    spelling = OxmlElement("w:lang")
    spelling.set(qn("w:val"), _SPELLING.get(language, language))
    document.styles["Normal"].element.get_or_add_rPr().append(spelling)
