"""REFI-QDA 1.0: the codebook (.qdc) and the project (.qdpx) that QDA programs exchange.

Sections and questions of the guide are codes, on exactly the text that was said under them.
Places are code points, the end not included. Identifiers come from the ids of guide and
interview, so that the same interview has the same ones in every export. Sound is left out: a
voice identifies. Source: https://www.qdasoftware.org (QDA-XML 1.0, March 2019).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from interview_kit.export.export_labels import label
from interview_kit.export.refi_codes import (
    Guides,
    code_book,
    guid,
    learn,
    question_code,
    section_code,
)
from interview_kit.export.text_encoding import one_line, xml_document
from interview_kit.export.zip_archive import zipped
from interview_kit.model.clock import timestamp
from interview_kit.model.record import GuideQuestion, Record
from interview_kit.model.turn import Turn

ORIGIN = "interview_kit"

Span = tuple[Turn, int, int]  # a turn, and where its line starts and ends


def refi_codebook(records: Iterable[Record]) -> Iterator[bytes]:
    """The guides as a codebook. Only their questions are in memory."""
    guides: Guides = {}
    for record in records:
        learn(guides, record)
    yield xml_document(code_book(guides, {"xmlns": "urn:QDA-XML:codebook:1.0", "origin": ORIGIN}))


def refi_project(records: Iterable[Record]) -> Iterator[bytes]:
    """A project with a plain text for each interview (UTF-8, LF, no BOM).

    The texts pass through one at a time. `project.qde`, which has a few elements for each
    question of each interview, is in memory whole: its codebook comes before its sources.
    """
    return zipped(_members(records))


def _members(records: Iterable[Record]) -> Iterator[tuple[str, bytes]]:
    guides: Guides = {}
    variables: dict[str, None] = {}
    sources = Element("Sources")
    for record in records:
        questions = learn(guides, record)
        variables |= dict.fromkeys(sorted(record.attributes))
        text, spans = _text(record)
        source = _source(record)
        sources.append(source)
        for code, start, end in _selections(record.guide, questions, spans):
            _select(source, code, start, end)
        for name, value in sorted(record.attributes.items()):
            variable_value = SubElement(source, "VariableValue")
            SubElement(variable_value, "VariableRef", {"targetGUID": guid("variable", name)})
            SubElement(variable_value, "TextValue").text = one_line(value)
        yield f"sources/{source.attrib['guid']}.txt", text.encode()
    yield "project.qde", xml_document(_project(guides, variables, sources))


def _project(guides: Guides, variables: Iterable[str], sources: Element) -> Element:
    name = {"name": ", ".join(guides) or ORIGIN, "origin": ORIGIN}
    project = Element("Project", {"xmlns": "urn:QDA-XML:project:1.0", **name})
    users = SubElement(project, "Users")
    SubElement(users, "User", {"guid": guid("user"), "name": ORIGIN})
    variable_list = Element("Variables")
    for variable in variables:
        variable_attributes = {"guid": guid("variable", variable), "name": one_line(variable)}
        SubElement(variable_list, "Variable", {**variable_attributes, "typeOfVariable": "Text"})
    # The schema knows no empty lists.
    project.extend([code_book(guides, {})] if guides else [])
    project.extend(element for element in (variable_list, sources) if len(element))
    return project


def _text(record: Record) -> tuple[str, list[Span]]:
    lines, spans, start = [], [], 0
    for turn in record.turns:
        speaker = label(record, turn.speaker)
        line = f"[{timestamp(turn.start_ms)}] {speaker}: {one_line(turn.text)}"
        lines.append(f"{line}\n")
        spans.append((turn, start, start + len(line)))
        start += len(line) + 1
    return "".join(lines), spans


def _selections(
    guide: str, questions: Mapping[str, GuideQuestion], spans: Sequence[Span]
) -> Iterator[tuple[str, int, int]]:
    """A code and where it starts and ends, for each run of one section or one question."""
    sections = {"": "", **{question.id: question.section for question in questions.values()}}
    for section, run in groupby(spans, key=lambda span: sections[span[0].question]):
        if section:
            yield section_code(guide, section), *_whole(run)
    for question, run in groupby(spans, key=lambda span: span[0].question):
        if question:
            yield question_code(guide, question), *_whole(run)


def _whole(run: Iterable[Span]) -> tuple[int, int]:
    spans = list(run)
    return spans[0][1], spans[-1][2]


def _source(record: Record) -> Element:
    # Interviews of two sites may have the same code and guide, seldom also the same length.
    id = guid("source", record.guide_fingerprint, record.interview, record.held, record.length_ms)
    source = Element(
        "TextSource",
        {
            "guid": id,
            "name": record.interview,
            "plainTextPath": f"internal://{id}.txt",
            "creatingUser": guid("user"),
        },
    )
    if record.held:
        source.set("creationDateTime", f"{record.held_from}T00:00:00Z")
    facts = (record.guide, record.held, timestamp(record.length_ms))
    SubElement(source, "Description").text = one_line(" · ".join(facts))
    return source


def _select(source: Element, code: str, start: int, end: int) -> None:
    by = {name: value for name, value in source.attrib.items() if name.startswith("creati")}
    id = guid("selection", source.attrib["guid"], code, start)
    place = {"startPosition": str(start), "endPosition": str(end)}
    selection = SubElement(source, "PlainTextSelection", {"guid": id, **place, **by})
    coding = SubElement(selection, "Coding", {"guid": guid("coding", id), **by})
    SubElement(coding, "CodeRef", {"targetGUID": code})
