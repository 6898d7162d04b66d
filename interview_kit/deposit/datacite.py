"""DataCite metadata (kernel 4) for a DOI. Source: https://schema.datacite.org/meta/kernel-4/."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from interview_kit.deposit.deposit import Deposit
from interview_kit.deposit.deposit_words import words_in
from interview_kit.deposit.readme import pseudonymisation
from interview_kit.deposit.study_description import TO_BE_ANNOUNCED, UNKNOWN
from interview_kit.export.text_encoding import one_line, xml_document

_NAMESPACE = "http://datacite.org/schema/kernel-4"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def datacite(deposit: Deposit) -> bytes:
    """The whole document. What the study has not said yet stands as DataCite's `:tba`."""
    about, words = deposit.about, words_in(deposit.language)
    root = Element("resource", {"xmlns": _NAMESPACE})
    _add(root, "identifier", about.identifier or TO_BE_ANNOUNCED, identifierType="DOI")
    creators = SubElement(root, "creators")
    for name in about.creators or (UNKNOWN,):
        kind = "Personal" if "," in name else "Organizational"
        _add(SubElement(creators, "creator"), "creatorName", name, nameType=kind)
    language = {_XML_LANG: deposit.language}
    _add(SubElement(root, "titles"), "title", about.title, **language)
    _add(root, "publisher", about.publisher or TO_BE_ANNOUNCED)
    _add(root, "publicationYear", deposit.day[:4])
    _add(root, "resourceType", words["kind"], resourceTypeGeneral="Dataset")
    if about.keywords:
        subjects = SubElement(root, "subjects")
        for keyword in about.keywords:
            _add(subjects, "subject", keyword, **language)
    _add(SubElement(root, "dates"), "date", deposit.day, dateType="Created")
    _add(root, "language", deposit.languages[0] if deposit.languages else deposit.language)
    sizes = SubElement(root, "sizes")
    _add(sizes, "size", f"{len(deposit.rows)} {words['interviews'].lower()}")
    formats = SubElement(root, "formats")
    for title in deposit.formats.values():
        _add(formats, "format", title)
    _add(root, "version", deposit.id)
    rights = SubElement(root, "rightsList")
    _add(rights, "rights", about.rights or words[deposit.purpose.access])
    descriptions = SubElement(root, "descriptions")
    if about.abstract:
        _add(descriptions, "description", about.abstract, descriptionType="Abstract", **language)
    methods = " ".join(pseudonymisation(deposit))
    _add(descriptions, "description", methods, descriptionType="Methods", **language)
    return xml_document(root)


def _add(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = one_line(text)
