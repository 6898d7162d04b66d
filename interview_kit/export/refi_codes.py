"""The codes of a study in REFI-QDA: its codebook, and its guides by guide, section, question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement

from interview_kit.export.text_encoding import one_line
from interview_kit.model.codebook_entry import CodebookEntry
from interview_kit.model.record import GuideQuestion, Record

_NAMESPACE = uuid5(NAMESPACE_URL, "urn:interview_kit:refi-qda")

# The questions of each guide by their id, in the words of the first interview that has them.
Guides = dict[str, dict[str, GuideQuestion]]


def guid(*parts: object) -> str:
    """An identifier that is the same whenever it is asked for, from what it stands for."""
    return str(uuid5(_NAMESPACE, "/".join(map(str, parts))))


def entry_code(id: str) -> str:
    """The identifier of a code of the codebook."""
    return guid("code", id)


def question_code(guide: str, question: str) -> str:
    """The identifier of a question's code."""
    return guid("question", guide, question)


def section_code(guide: str, section: str) -> str:
    """The identifier of a section's code."""
    return guid("section", guide, section)


def learn(guides: Guides, record: Record) -> Mapping[str, GuideQuestion]:
    """Add what `record` knows of its guide, and give that guide's questions."""
    guide_codes = guides.setdefault(record.guide, {})
    for question in record.questions:
        guide_codes.setdefault(question.id, question)
    for turn in record.turns:
        if turn.question:
            guide_codes.setdefault(turn.question, GuideQuestion(turn.question, ""))
    return guide_codes


def code_book(
    guides: Guides, codebook: Iterable[CodebookEntry], attributes: Mapping[str, str]
) -> Element:
    """The element CodeBook with the codebook and all guides; XML attributes of its own as given."""
    book = Element("CodeBook", dict(attributes))
    codes = SubElement(book, "Codes")
    taken_guids: set[str] = set()
    elements = {"": codes}
    for entry in codebook:
        above = elements.get(entry.parent, codes)
        elements[entry.id] = _code(above, entry_code(entry.id), entry.title, taken_guids)
        if entry.description:
            # What describes a code comes before those that stand under it.
            about = Element("Description")
            about.text = one_line(entry.description)
            elements[entry.id].insert(0, about)
    for guide, questions in guides.items():
        root = _code(codes, guid("guide", guide), guide, taken_guids, codable=False)
        parents = {"": root}
        for question in questions.values():
            section = question.section
            if section not in parents:
                title = question.section_title or section
                parents[section] = _code(root, section_code(guide, section), title, taken_guids)
            code = _code(
                parents[section], question_code(guide, question.id), question.id, taken_guids
            )
            if question.text:
                SubElement(code, "Description").text = one_line(question.text)
    return book


def _code(
    parent: Element, guid: str, name: str, taken_guids: set[str], *, codable: bool = True
) -> Element:
    name = one_line(name)
    # Some programs know a code by its name alone, whatever its case.
    if name.casefold() in taken_guids:
        name = f"{name} ({guid[:8]})"
    taken_guids.add(name.casefold())
    code_attributes = {"guid": guid, "name": name, "isCodable": "true" if codable else "false"}
    return SubElement(parent, "Code", code_attributes)
