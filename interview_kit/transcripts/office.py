"""Documents of word processors as rows of text: DOCX, ODT."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from interview_kit.errors import KitError
from interview_kit.transcripts.paragraphs import Row
from interview_kit.transcripts.transcript import Report

MOST_BYTES = 200 * 1024 * 1024
"""Of what a document unpacks to: more is no transcript."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_ANNOTATION, _NOTE = f"{_OFFICE}annotation", f"{_O}note"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_ODT_APART = (f"{_TABLE}table-row", _ANNOTATION, _NOTE)
_COMMENT = "comment"
_BESIDE = (_COMMENT, "footnote", "endnote")
_MOST_COMMENTED = 400
_LEFT_OUT = (f"{_W}del", f"{_W}moveFrom", f"{_W}instrText")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LABEL = 60

DAMAGE = (
    *(BadZipFile, zlib.error, EOFError, OSError, RuntimeError),
    *(AttributeError, LookupError, TypeError, ValueError),
)
"""What zipfile, python-docx and striprtf raise for files that are not whole."""

Cells = list[tuple[int, Sequence[str]]]


def zip_kind(content: bytes) -> str:
    """`docx` or `odt` for the bytes of a document, empty for other archives.

    Raises KitError for one that is damaged, or unpacks to more than any transcript.
    """
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            size = sum(member.file_size for member in archive.infolist())
    except DAMAGE as error:
        raise damaged() from error
    if size > MOST_BYTES:
        raise KitError("The document is too large for a transcript.", "Save its text alone.")
    if "word/document.xml" in names:
        return "docx"
    return "odt" if "content.xml" in names else ""


def damaged() -> KitError:
    """What is said of a document that cannot be opened."""
    return KitError("The document is damaged.", "Open it in a word processor and save it again.")


def docx_rows(content: bytes, report: Report) -> tuple[list[Row], list[Cells]]:
    """The paragraphs of a Word document as rows, and its tables.

    A bold beginning is marked as Markdown does. Deleted text is left out, inserted text is read;
    comments and footnotes are reported.
    """
    # Loaded here: other formats do without it.
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        document = docx.Document(io.BytesIO(content))
        body = document.element.body
        headings = {
            style.style_id
            for style in document.styles
            if style.name and style.name.startswith(("Heading", "Title", "Subtitle", "Kop"))
        }
        notes = {kind: _beside_text(document, kind) for kind in _BESIDE}
    except (*DAMAGE, PackageNotFoundError, XMLSyntaxError) as error:
        raise damaged() from error
    _report_comments(body, notes, report)
    rows: list[Row] = []
    tables: list[Cells] = []
    for block in body.iter(f"{_W}p", f"{_W}tbl"):
        if any(parent.tag in (f"{_W}tc", f"{_W}p", _FALLBACK) for parent in block.iterancestors()):
            continue
        if block.tag == f"{_W}tbl":
            tables.append(_table(block, len(rows)))
            rows.extend(
                Row(len(rows) + 1 + n, "\t".join(cells)) for n, (_, cells) in enumerate(tables[-1])
            )
            continue
        style = block.find(f"{_W}pPr/{_W}pStyle")
        heading = style is not None and style.get(f"{_W}val") in headings
        for text in _marked(block).split("\n") or [""]:
            rows.append(Row(len(rows) + 1, text.strip(), heading and bool(text.strip())))
    return rows, tables


def _beside_text(document: Any, kind: str) -> dict[str, tuple[str, str]]:
    """The author and the text of each comment, footnote or endnote of a document, by its id.

    None where the part that holds them cannot be read: the document shows its text without them.
    """
    from docx.oxml import parse_xml
    from lxml.etree import XMLSyntaxError

    try:
        roots = [
            parse_xml(relation.target_part.blob)
            for relation in document.part.rels.values()
            if not relation.is_external and relation.reltype.endswith(f"/{kind}s")
        ]
    except XMLSyntaxError:
        return {}
    return {
        note.get(f"{_W}id", ""): (
            note.get(f"{_W}author", ""),
            " ".join(_text(paragraph) for paragraph in note.iter(f"{_W}p")),
        )
        for root in roots
        for note in root.iter(f"{_W}{kind}")
    }


class _CommentedWords:
    """The words that comments are about, gathered while a text is gone through.

    Of each passage, known by an id, so many letters are kept that one knows it again.
    """

    def __init__(self) -> None:
        self._words: dict[str, str] = {}
        self._open_ids: list[str] = []

    def begin(self, id: str) -> None:
        self._open_ids.append(id)

    def add(self, text: str) -> None:
        if text:
            for id in self._open_ids:
                self._words[id] = self._words.get(id, "") + text[:_MOST_COMMENTED]
            self._open_ids = [id for id in self._open_ids if len(self._words[id]) < _MOST_COMMENTED]

    def end(self, id: str) -> None:
        self._open_ids = [open_id for open_id in self._open_ids if open_id != id]

    def of(self, id: str) -> str:
        return self._words.get(id, "")[:_MOST_COMMENTED]


def _report_comments(
    body: Any, notes: Mapping[str, Mapping[str, tuple[str, str]]], report: Report
) -> None:
    """Report what stands beside a text where it refers to it; a footnote is about the last word."""
    words, text_before = _CommentedWords(), ""
    ended_ids = {node.get(f"{_W}id") for node in body.iter(f"{_W}commentRangeEnd")}
    for node in body.iter():
        name = node.tag.removeprefix(_W) if isinstance(node.tag, str) else ""
        id = node.get(f"{_W}id", "") if name else ""
        if name == "p":
            text_before = ""
            words.add(" ")
        elif name == "r":
            text_before += _text(node)
            words.add(_text(node))
        elif name == "commentRangeStart" and id in ended_ids:
            words.begin(id)
        elif name == "commentRangeEnd":
            words.end(id)
        elif (kind := name.removesuffix("Reference")) != name and kind in notes:
            author, text = notes[kind].get(id, ("", ""))
            report.add_comment(
                author, words.of(id) if kind == _COMMENT else last_word(text_before), text
            )


def last_word(text: str) -> str:
    """The word that a note behind a text is about; empty where there is none."""
    return next(reversed(text.split()), "")


def _table(table: Any, before: int) -> Cells:
    cells: Cells = []
    for number, row in enumerate(table.iter(f"{_W}tr"), 1):
        texts = [
            " ".join(_text(p) for p in cell.iter(f"{_W}p")).strip() for cell in row.iter(f"{_W}tc")
        ]
        cells.append((before + number, texts))
    return cells


def _marked(paragraph: Any) -> str:
    """The text of a paragraph; what is bold at its begin, and could be a label, is marked."""
    bold, rest, begun = "", "", False
    for run in paragraph.iter(f"{_W}r"):
        text = _text(run)
        mark = run.find(f"{_W}rPr/{_W}b")
        is_bold = mark is not None and mark.get(f"{_W}val") not in ("0", "false")
        if not begun and (is_bold or not text.strip()):
            bold += text
        else:
            begun = True
            rest += text
    label = bold.strip()
    unmarked = not set(label) & set(":[*_") and not rest.lstrip().startswith(":")
    if label and rest.strip() and len(label) < _LABEL and unmarked:
        return f"**{label}** {rest.lstrip()}"
    return bold + rest


def _text(element: Any) -> str:
    """All text under an element, with tabs and breaks, without what was deleted."""
    pieces = []
    for node in element.iter():
        if not isinstance(node.tag, str):
            continue
        name = node.tag.removeprefix(_W)
        if name not in ("t", "tab", "br", "cr", "noBreakHyphen") or node.tag == name:
            continue
        if any(
            parent.tag in (*_LEFT_OUT, _FALLBACK, f"{_W}tabs") for parent in node.iterancestors()
        ):
            continue
        pieces.append({"t": node.text or "", "tab": "\t", "noBreakHyphen": "-"}.get(name, "\n"))
    return "".join(pieces)


def odt_rows(content: bytes, report: Report) -> tuple[list[Row], list[Cells]]:
    """The paragraphs of an OpenDocument text as rows, and its tables."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            source = archive.read("content.xml")
        if b"<!ENTITY" in source:
            raise ValueError("entities")
        root = ElementTree.fromstring(source)  # noqa: S314 - it declares no entities
    except (*DAMAGE, ElementTree.ParseError) as error:
        raise damaged() from error
    for part in list(root.iter()):
        for tracked in part.findall(f"{_O}tracked-changes"):
            part.remove(tracked)
    _report_odt_comments(root, report)
    inside = {p for tag in _ODT_APART for part in root.iter(tag) for p in part.iter()}
    rows: list[Row] = []
    tables: list[Cells] = []
    for block in root.iter():
        if block.tag == f"{_TABLE}table":
            cells: Cells = [
                (
                    len(rows) + n,
                    [
                        " ".join(map(_odt_text, cell)).strip()
                        for cell in row.iter(f"{_TABLE}table-cell")
                    ],
                )
                for n, row in enumerate(block.iter(f"{_TABLE}table-row"), 1)
            ]
            tables.append(cells)
            rows.extend(Row(len(rows) + 1 + n, "\t".join(row)) for n, (_, row) in enumerate(cells))
        elif block.tag in (f"{_O}p", f"{_O}h") and block not in inside:
            for text in _odt_text(block).split("\n"):
                rows.append(Row(len(rows) + 1, text.strip(), block.tag == f"{_O}h" and bool(text)))
    return rows, tables


def _report_odt_comments(root: ElementTree.Element, report: Report) -> None:
    """Report what stands beside a text where it stands; a footnote is about the last word."""
    words, text_before = _CommentedWords(), ""
    comments: list[tuple[str, str, str, str]] = []
    ended_ids = {node.get(f"{_OFFICE}name") for node in root.iter(f"{_ANNOTATION}-end")}
    for piece in _odt_flow(root):
        if isinstance(piece, str):
            text_before = (text_before + piece)[-_MOST_COMMENTED:]
            words.add(piece)
            continue
        id = piece.get(f"{_OFFICE}name", "")
        text = " ".join(_odt_text(paragraph) for paragraph in piece.iter(f"{_O}p"))
        if piece.tag == _ANNOTATION:
            comments.append((piece.findtext(_CREATOR) or "", id, "", text))
            if id in ended_ids:
                words.begin(id)
        elif piece.tag == _NOTE:
            comments.append(("", "", last_word(text_before), text))
        else:
            words.end(id)
    for author, id, about, text in comments:
        report.add_comment(author, about or words.of(id), text)


def _odt_flow(element: ElementTree.Element) -> Iterator[str | ElementTree.Element]:
    """All text under an element in order, and between it what stands beside it and ends there."""
    if element.tag in (_ANNOTATION, _NOTE, f"{_ANNOTATION}-end"):
        yield element
        return
    if element.tag in (f"{_O}p", f"{_O}h"):
        yield " "
    yield element.text or ""
    for child in element:
        yield from _odt_flow(child)
        yield child.tail or ""


def _odt_text(element: ElementTree.Element) -> str:
    return "".join(_odt_pieces(element))


def _odt_pieces(element: ElementTree.Element) -> Iterator[str]:
    """The text of a paragraph, without notes in it; nested as deep as spans are."""
    if element.tag in (_ANNOTATION, _NOTE):
        return
    name = element.tag.removeprefix(_O) if isinstance(element.tag, str) else ""
    if name in ("tab", "line-break", "s"):
        yield {"tab": "\t", "line-break": "\n"}.get(name, " ")
    yield element.text or ""
    for child in element:
        yield from _odt_pieces(child)
        yield child.tail or ""
