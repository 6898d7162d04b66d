"""DDI Codebook 2.5: the study, its files and the variables of the data list, for archives.

Elements stand in the order of the schema, which knows no other.
Source: https://ddialliance.org/Specification/DDI-Codebook/2.5/ (field-level documentation).
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from interview_kit.deposit.codebook import described, meaning
from interview_kit.deposit.deposit import Deposit
from interview_kit.deposit.deposit_tables import LISTED
from interview_kit.deposit.deposit_words import words_in
from interview_kit.deposit.readme import pseudonymisation
from interview_kit.deposit.study_description import TO_BE_ANNOUNCED, UNKNOWN
from interview_kit.export.text_encoding import one_line, xml_document

_NUMBERS = frozenset({"guide_version", "minutes", "turns", "words", "version"})
_LANG = "xml:lang"


def ddi(deposit: Deposit, files: Iterable[tuple[str, str]]) -> bytes:
    """The whole document; `files` are paths with what each is."""
    root = Element(
        "codeBook",
        {"xmlns": "ddi:codebook:2_5", "version": "2.5", _LANG: deposit.language},
    )
    _document(SubElement(root, "docDscr"), deposit)
    _study(SubElement(root, "stdyDscr"), deposit)
    _data_file(SubElement(root, "fileDscr", {"ID": "data_list"}), deposit)
    _variables(SubElement(root, "dataDscr"), deposit)
    words = words_in(deposit.language)
    for path, description in files:
        material = SubElement(root, "otherMat", {"level": "study", "URI": path})
        _add(material, "labl", words.get(description, description))
    return xml_document(root)


def _document(parent: Element, deposit: Deposit) -> None:
    citation = SubElement(parent, "citation")
    _title(citation, deposit)
    production = SubElement(citation, "prodStmt")
    _add(production, "prodDate", deposit.day, date=deposit.day)
    _add(production, "software", deposit.program)


def _study(parent: Element, deposit: Deposit) -> None:
    _citation(SubElement(parent, "citation"), deposit)
    _information(SubElement(parent, "stdyInfo"), deposit)
    _method(SubElement(parent, "method"), deposit)
    _access(SubElement(parent, "dataAccs"), deposit)


def _citation(citation: Element, deposit: Deposit) -> None:
    about = deposit.about
    _title(citation, deposit)
    responsible = SubElement(citation, "rspStmt")
    for name in about.creators or (UNKNOWN,):
        _add(responsible, "AuthEnty", name)
    production = SubElement(citation, "prodStmt")
    if about.rights:
        _add(production, "copyright", about.rights)
    _add(production, "prodDate", deposit.day, date=deposit.day)
    _add(production, "software", deposit.program)
    distribution = SubElement(citation, "distStmt")
    _add(distribution, "distrbtr", about.publisher or TO_BE_ANNOUNCED)
    if about.contact:
        _add(distribution, "contact", about.contact)
    _add(distribution, "distDate", deposit.day, date=deposit.day)
    _add(SubElement(citation, "verStmt"), "version", deposit.id, date=deposit.day)


def _title(citation: Element, deposit: Deposit) -> None:
    statement = SubElement(citation, "titlStmt")
    _add(statement, "titl", deposit.about.title)
    _add(statement, "IDNo", deposit.about.identifier or deposit.id)


def _information(information: Element, deposit: Deposit) -> None:
    about, words = deposit.about, words_in(deposit.language)
    if about.keywords:
        subject = SubElement(information, "subject")
        for keyword in about.keywords:
            _add(subject, "keyword", keyword)
    _add(information, "abstract", about.abstract or about.title)
    summary = SubElement(information, "sumDscr")
    dates = sorted({row.held for row in deposit.rows if row.held})
    for event, when in zip(("start", "end"), dates[:1] + dates[-1:], strict=False):
        # What is coarser than a month is told in words only: `date` wants an ISO date.
        date = {} if "Q" in when else {"date": when}
        _add(summary, "collDate", when, event=event, **date)
    _add(summary, "anlyUnit", words["unit"])
    _add(summary, "dataKind", words["kind"])


def _method(method: Element, deposit: Deposit) -> None:
    words = words_in(deposit.language)
    collection = SubElement(method, "dataColl")
    _add(collection, "collMode", words["collected"])
    for used_guide in deposit.guides:
        _add(collection, "resInstru", f"{used_guide.guide.id} {used_guide.guide.version}")
    _add(collection, "cleanOps", " ".join(pseudonymisation(deposit)))


def _access(access: Element, deposit: Deposit) -> None:
    words = words_in(deposit.language)
    available = SubElement(access, "setAvail")
    _add(available, "avlStatus", words[deposit.purpose.access])
    use = SubElement(access, "useStmt")
    _add(use, "confDec", words["personal"])
    _add(use, "restrctn", words[deposit.purpose.access])
    if deposit.about.contact:
        _add(use, "contact", deposit.about.contact)
    if deposit.about.rights:
        _add(use, "conditions", deposit.about.rights)


def _data_file(parent: Element, deposit: Deposit) -> None:
    text = SubElement(parent, "fileTxt")
    _add(text, "fileName", "data_list.csv")
    size = SubElement(text, "dimensns")
    _add(size, "caseQnty", str(len(deposit.rows)))
    _add(size, "varQnty", str(len(LISTED) + len(deposit.attributes)))
    _add(text, "fileType", "text/csv", charset="UTF-8")


def _variables(parent: Element, deposit: Deposit) -> None:
    for column in LISTED:
        kind = "numeric" if column in _NUMBERS else "character"
        _variable(parent, column, meaning(deposit, column), (), kind)
    for name in deposit.attributes:
        title, values = described(deposit, name)
        _variable(parent, name, title, values, "character")


def _variable(
    parent: Element, name: str, title: str, values: Iterable[tuple[str, str]], kind: str
) -> None:
    variable_attributes = {
        "ID": f"v_{name}".replace(" ", "_"),
        "name": one_line(name),
        "files": "data_list",
    }
    variable = SubElement(parent, "var", variable_attributes)
    _add(variable, "labl", title)
    for id, text in values:
        category = SubElement(variable, "catgry")
        _add(category, "catValu", id)
        _add(category, "labl", text)
    SubElement(variable, "varFormat", {"type": kind})


def _add(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = one_line(text)
