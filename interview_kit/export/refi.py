"""REFI-QDA 1.0: the codebook (.qdc) and the project (.qdpx) that QDA programs exchange.

The codes of the study stand on what coders marked, and sections and questions of the guide, as
codes too, on exactly the text that was said under them. A participant is a case. Places are code
points, the end not included. Identifiers come from the ids of what they stand for, so that the
same interview has the same ones in every export. Sound is left out: a voice identifies.
Source: https://www.qdasoftware.org (QDA-XML 1.0, March 2019).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from interview_kit.export.export_labels import label
from interview_kit.export.passages import LineSpan, TextPassage, line_span, text_passages
from interview_kit.export.refi_codes import (
    Guides,
    code_book,
    entry_code,
    guid,
    learn,
    question_code,
    section_code,
)
from interview_kit.export.text_encoding import one_line, xml_document
from interview_kit.export.zip_archive import zipped
from interview_kit.model.clock import timestamp
from interview_kit.model.codebook_entry import CodebookEntry
from interview_kit.model.record import GuideQuestion, Record
from interview_kit.model.turn import Turn

ORIGIN = "interview_kit"
"""What the project is of, and the user who coded what was said under each question."""

FACTS: Mapping[str, str] = {
    "source": "Source",
    "transcribed_by": "Transcribed by",
    "turns_corrected": "Turns corrected",
    "places_replaced": "Places replaced",
    "made_with": "Made with",
}
"""How a text came about (`Record.provenance`), and the variables that say so."""

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?")

Span = tuple[Turn, int, int]  # a turn, and where its line starts and ends


@dataclass(slots=True)
class _Project:
    """What a project gathers from its interviews before it can be written."""

    guides: Guides = field(default_factory=dict)
    codebook: dict[str, CodebookEntry] = field(default_factory=dict)
    used_codes: set[str] = field(default_factory=set)
    coders: dict[str, None] = field(default_factory=dict)
    variables: dict[str, None] = field(default_factory=dict)
    cases: dict[str, Element] = field(default_factory=dict)
    sources: Element = field(default_factory=lambda: Element("Sources"))

    @property
    def entries(self) -> tuple[CodebookEntry, ...]:
        """The codes that are in use: retired ones only where something is coded with them."""
        entries = self.codebook.values()
        return tuple(
            entry for entry in entries if not entry.is_retired or entry.id in self.used_codes
        )


def refi_codebook(records: Iterable[Record]) -> Iterator[bytes]:
    """The codes and the guides as a codebook. No text is kept in memory."""
    project = _Project()
    for record in records:
        _learn(project, record)
    namespace = {"xmlns": "urn:QDA-XML:codebook:1.0", "origin": ORIGIN}
    yield xml_document(code_book(project.guides, project.entries, namespace))


def refi_project(records: Iterable[Record]) -> Iterator[bytes]:
    """A project with a plain text for each interview (UTF-8, LF, no BOM).

    The texts pass through one at a time. `project.qde`, which has a few elements for each
    question and each coding, is in memory whole: its codebook comes before its sources.
    """
    return zipped(_members(records))


def refi_text(record: Record) -> tuple[str, tuple[LineSpan, ...]]:
    """The text of an interview in a project, and where the words of each turn stand in it."""
    text, spans = _text(record)
    return text, tuple(words for _, words in spans)


def _learn(project: _Project, record: Record) -> Mapping[str, GuideQuestion]:
    project.codebook |= {entry.id: entry for entry in record.codebook}
    project.used_codes |= {coding.code for coding in record.codings}
    return learn(project.guides, record)


def _members(records: Iterable[Record]) -> Iterator[tuple[str, bytes]]:
    project = _Project()
    for record in records:
        questions = _learn(project, record)
        text, spans = _text(record)
        source = _source(record)
        project.sources.append(source)
        for passage in text_passages(record, [words for _, words in spans]):
            project.coders[passage.coding.coder] = None
            _code_passage(source, passage)
        for code, start, end in _selections(record.guide, questions, [span for span, _ in spans]):
            _select(source, code, start, end)
        for name, value in (*_attributes(record), *_facts(record)):
            _value(project, source, name, value)
        _case(project, record, source)
        yield f"sources/{source.attrib['guid']}.txt", text.encode()
    yield "project.qde", xml_document(_project(project))


def _project(project: _Project) -> Element:
    name = {"name": ", ".join(project.guides) or ORIGIN, "origin": ORIGIN}
    root = Element("Project", {"xmlns": "urn:QDA-XML:project:1.0", **name})
    users = SubElement(root, "Users")
    SubElement(users, "User", {"guid": guid("user"), "name": ORIGIN})
    for coder in project.coders:
        SubElement(users, "User", {"guid": _user(coder), "name": one_line(coder) or "coder"})
    variables = Element("Variables")
    for variable in project.variables:
        about = {"guid": guid("variable", variable), "name": one_line(variable)}
        SubElement(variables, "Variable", {**about, "typeOfVariable": "Text"})
    cases = Element("Cases")
    cases.extend(project.cases.values())
    book = [code_book(project.guides, project.entries, {})] if project.guides else []
    # The schema knows no empty lists.
    root.extend(book)
    root.extend(element for element in (variables, cases, project.sources) if len(element))
    return root


def _case(project: _Project, record: Record, source: Element) -> None:
    """A participant is a case, with what the study notes of the person and every interview."""
    case = project.cases.get(record.participant)
    if case is None:
        about = {"guid": guid("case", record.participant), "name": record.participant}
        case = project.cases[record.participant] = Element("Case", about)
        for name, value in _attributes(record):
            _value(project, case, name, value)
    SubElement(case, "SourceRef", {"targetGUID": source.attrib["guid"]})


def _attributes(record: Record) -> Iterator[tuple[str, str]]:
    """What the study notes of the participant, each value as the guide calls it."""
    for name, value in sorted(record.attributes.items()):
        yield name, record.value_titles.get(value, value)


def _facts(record: Record) -> Iterator[tuple[str, str]]:
    yield "Participant", record.participant
    yield "Version", str(record.version)
    if record.interviewer:
        yield "Interviewer", record.interviewer
    for name, title in FACTS.items():
        if record.provenance.get(name):
            yield title, record.provenance[name]


def _value(project: _Project, element: Element, name: str, value: str) -> None:
    project.variables[name] = None
    variable_value = SubElement(element, "VariableValue")
    SubElement(variable_value, "VariableRef", {"targetGUID": guid("variable", name)})
    SubElement(variable_value, "TextValue").text = one_line(value)


def _text(record: Record) -> tuple[str, list[tuple[Span, LineSpan]]]:
    """The text, and for each turn its line and, within it, its words."""
    lines, spans, start = [], [], 0
    for turn in record.turns:
        time = f"[{timestamp(turn.start_ms)}] " if record.has_times else ""
        head = f"{time}{label(record, turn.speaker)}: "
        line = f"{head}{one_line(turn.text)}"
        lines.append(f"{line}\n")
        words = line_span(turn.number, turn.text, start + len(head))
        spans.append(((turn, start, start + len(line)), words))
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
    facts = " · ".join(record.known_facts.values())
    SubElement(source, "Description").text = one_line(facts)
    return source


def _select(source: Element, code: str, start: int, end: int) -> None:
    by = {name: value for name, value in source.attrib.items() if name.startswith("creati")}
    id = guid("selection", source.attrib["guid"], code, start)
    place = {"startPosition": str(start), "endPosition": str(end)}
    selection = SubElement(source, "PlainTextSelection", {"guid": id, **place, **by})
    coding = SubElement(selection, "Coding", {"guid": guid("coding", id), **by})
    SubElement(coding, "CodeRef", {"targetGUID": code})


def _code_passage(source: Element, passage: TextPassage) -> None:
    """A coder's passage as a selection with its memo."""
    coding, code = passage.coding, entry_code(passage.coding.code)
    by = {"creatingUser": _user(coding.coder)}
    if _MOMENT.fullmatch(coding.coded_at):
        by["creationDateTime"] = coding.coded_at
    id = guid("passage", source.attrib["guid"], coding.mark, code, coding.coder, passage.start)
    place = {"startPosition": str(passage.start), "endPosition": str(passage.end)}
    selection = SubElement(source, "PlainTextSelection", {"guid": id, **place, **by})
    if coding.memo:
        SubElement(selection, "Description").text = one_line(coding.memo)
    element = SubElement(selection, "Coding", {"guid": guid("coding", id), **by})
    SubElement(element, "CodeRef", {"targetGUID": code})


def _user(coder: str) -> str:
    return guid("coder", coder)
