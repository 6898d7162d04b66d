"""DOCX with the line numbers that Word and LibreOffice print."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zipfile import ZipFile

from interview_kit.export.export_labels import label
from interview_kit.export.text_encoding import by_question, is_right_to_left, one_line
from interview_kit.export.zip_archive import zipped
from interview_kit.model.clock import timestamp
from interview_kit.model.record import Record

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_SPELLING = {"nl": "nl-NL", "en": "en-GB"}


def word_document(records: Iterable[Record], notices: Sequence[str] = ()) -> Iterator[bytes]:
    """One document for each record; a document is in memory whole while it is written.

    `notices` are ids of labels that stand above the text.
    """
    for record in records:
        buffer = io.BytesIO()
        _document(record, notices).save(buffer)
        # Written anew: python-docx notes the moment of writing at every member.
        with ZipFile(buffer) as archive:
            yield from zipped((name, archive.read(name)) for name in archive.namelist())


def _document(record: Record, notices: Sequence[str]) -> Document:
    # Loaded here: other exports and --help do without it.
    import docx

    document = docx.Document()
    _lighten(document)
    _set_properties(document, record)
    _set_page(document, record)
    document.add_heading(one_line(record.interview), 0)
    facts = (record.guide, record.held, timestamp(record.length_ms))
    document.add_paragraph(one_line(" · ".join(facts)), "Subtitle")
    for notice in notices:
        document.add_paragraph().add_run(label(record, notice)).bold = True
    wordings = record.wordings
    for question, turns in by_question(record.turns):
        heading = wordings.get(question) or question or label(record, "before")
        _set_direction(document.add_heading(one_line(heading), 2), heading)
        for turn in turns:
            paragraph = document.add_paragraph()
            paragraph.add_run(f"[{timestamp(turn.start_ms)}] ")
            paragraph.add_run(f"{label(record, turn.speaker)}: ").bold = True
            paragraph.add_run(one_line(turn.text))
            _set_direction(paragraph, turn.text)
    return document


def _set_direction(paragraph: Paragraph, text: str) -> None:
    """Let a paragraph run from right to left where its text does; figures in it do not."""
    if not is_right_to_left(text):
        return
    from docx.oxml import OxmlElement

    paragraph._p.get_or_add_pPr().insert_element_before(
        OxmlElement("w:bidi"), "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc",
        "w:rPr",
    )  # fmt: skip
    for run in paragraph.runs:
        if is_right_to_left(run.text):
            run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))


def _lighten(document: Document) -> None:
    """Leave out what python-docx's template has and a transcript does not need."""
    for relations in (document.part.package.rels, document.part.rels):
        for id, each in list(relations.items()):
            if each.reltype.endswith(("/thumbnail", "/stylesWithEffects", "/customXml")):
                relations.pop(id)
    for style in list(document.styles):
        if style.name and style.name.startswith(("Light ", "Medium ", "Dark ", "Colorful ")):
            style.delete()


def _set_properties(document: Document, record: Record) -> None:
    """Properties that say nothing of who made the file or on which day."""
    about = document.core_properties
    about.title = record.interview
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.language = record.language
    about.created = about.modified = datetime.fromisoformat(record.held_from).replace(tzinfo=UTC)


def _set_page(document: Document, record: Record) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    numbers = OxmlElement("w:lnNumType")
    numbers.set(qn("w:countBy"), "1")
    numbers.set(qn("w:restart"), "continuous")
    # Word reads what describes a page in one order only.
    document.element.xpath("//w:pgMar")[0].addnext(numbers)
    spelling = OxmlElement("w:lang")
    spelling.set(qn("w:val"), _SPELLING.get(record.language, record.language))
    document.styles["Normal"].element.get_or_add_rPr().append(spelling)
