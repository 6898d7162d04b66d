"""REFI-QDA as programs write it: projects (.qdpx) and codebooks (.qdc) of QualCoder, ATLAS.ti,
MAXQDA, NVivo and others.

Elements are known by their names, whatever their namespace or its version. A code that is also a
case is none. Places are left as they are: how a program counts is found out where the text is
known. Source: https://www.qdasoftware.org (QDA-XML 1.0, March 2019).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from lxml import etree

from interview_kit.coding.codebook_files import code_id, theme_and_side
from interview_kit.coding.coded_text import CodedPassage, CodedProject, CodedText, UnreadPassage
from interview_kit.coding.packed_file import PackedFile, parse_xml
from interview_kit.errors import KitError
from interview_kit.model.codebook_entry import CodebookEntry
from interview_kit.text_decoding import decoded_text

_SUFFIX = re.compile(r" \([0-9a-f]{8}\)$")
_TEXT_SUFFIXES = (".txt", ".docx")


def read_project(content: bytes) -> CodedProject:
    """A `.qdpx` with its texts and passages. Raises KitError for what is none."""
    archive = PackedFile(content)
    documents = [name for name in archive.names if name.lower().endswith(".qde")]
    if not documents:
        raise KitError("The archive is no REFI-QDA project.", "It has no project.qde.")
    root = parse_xml(archive.read(min(documents, key=len)))
    cases = {_guid(case) for case in _all(root, "Case")}
    codes = _codes(root, cases)
    users = {_guid(user): user.get("name") or user.get("id") or "" for user in _all(root, "User")}
    members = {PurePosixPath(name).name.lower(): name for name in archive.names}
    texts: list[CodedText] = []
    unread: list[UnreadPassage] = []
    for source in _sources(root):
        name = source.get("name") or _guid(source)
        passages = tuple(_passages(source, codes, users))
        text = _plain_text(source, archive, members)
        if text is None:
            unread += [UnreadPassage(passage.code, name, passage.coder) for passage in passages]
        elif passages:
            texts.append(CodedText(name, text, passages, _guid(source)))
    for kind in ("PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection",
                 "TranscriptSelection"):  # fmt: skip
        for selection in _all(root, kind):
            owner = selection.getparent()
            name = owner.get("name", "") if owner is not None else ""
            for coding in _all(selection, "Coding"):
                coder = _coder(coding, selection, users)
                keys = [_target(reference) for reference in _all(coding, "CodeRef")]
                unread += [UnreadPassage(key, name, coder) for key in keys if key in codes]
    return CodedProject(codes, tuple(texts), unread=tuple(unread))


def read_refi_codebook(content: bytes) -> CodedProject:
    """A `.qdc`: codes, and nothing coded. Raises KitError for what is none."""
    root = parse_xml(content)
    codes = _codes(root, frozenset())
    if not codes:
        raise KitError("The file holds no codes.", "A codebook of REFI-QDA ends in .qdc.")
    return CodedProject(codes)


def _codes(root: etree._Element, cases: frozenset[str] | set[str]) -> dict[str, CodebookEntry]:
    """Every code by its GUID, each under an id made of its title that no other has."""
    codes: dict[str, CodebookEntry] = {}
    taken_ids: set[str] = set()
    for element in _all(root, "Code"):
        key = _guid(element)
        if not key or key in cases or key in codes:
            continue
        title = _SUFFIX.sub("", " ".join((element.get("name") or key).split()))
        above = element.getparent()
        parent_key = _guid(above) if above is not None and _name(above) == "Code" else ""
        parent = codes[parent_key].id if parent_key in codes else ""
        id = unique_id(title, taken_ids)
        taken_ids.add(id)
        _, side = theme_and_side(code_id(title))
        about = next((child.text or "" for child in element if _name(child) == "Description"), "")
        codes[key] = CodebookEntry(id, title, about.strip(), parent, side)
    return codes


def unique_id(title: str, taken_ids: set[str] | Mapping[str, object]) -> str:
    """An id for a title, with a number where another code has it."""
    base = id = code_id(title)
    number = 2
    while id in taken_ids:
        id = f"{base}-{number}"
        number += 1
    return id


def _passages(
    source: etree._Element, codes: Mapping[str, CodebookEntry], users: Mapping[str, str]
) -> Iterator[CodedPassage]:
    for selection in _all(source, "PlainTextSelection"):
        try:
            start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
        except (TypeError, ValueError):
            start = end = -1
        memo = next((child.text or "" for child in selection if _name(child) == "Description"), "")
        for coding in _all(selection, "Coding"):
            for reference in _all(coding, "CodeRef"):
                if _target(reference) not in codes:
                    continue  # a case, or a set
                yield CodedPassage(
                    _target(reference),
                    start,
                    end,
                    _coder(coding, selection, users),
                    coding.get("creationDateTime") or selection.get("creationDateTime") or "",
                    memo.strip(),
                    selection.get("name") or "",
                )


def _coder(coding: etree._Element, selection: etree._Element, users: Mapping[str, str]) -> str:
    by = coding.get("creatingUser") or selection.get("creatingUser") or ""
    return users.get(_identifier(by), "")


def _sources(root: etree._Element) -> Iterator[etree._Element]:
    """The texts of a project: sources of text, and representations and transcripts of others."""
    for kind in ("TextSource", "Representation", "Transcript"):
        yield from _all(root, kind)


def _plain_text(
    source: etree._Element, archive: PackedFile, members: Mapping[str, str]
) -> str | None:
    """The text of a source; None where the archive does not hold it."""
    inline = next((child.text for child in source if _name(child) == "PlainTextContent"), None)
    if inline is not None:
        return str(inline)
    for attribute in ("plainTextPath", "richTextPath", "path"):
        path = source.get(attribute) or ""
        name = PurePosixPath(path.replace("\\", "/")).name.lower()
        member = members.get(name) if name.endswith(_TEXT_SUFFIXES) else None
        if member is None:
            continue
        if member.lower().endswith(".docx"):
            return _word_text(archive.read(member))
        return decoded_text(archive.read(member))
    return None


def _word_text(content: bytes) -> str | None:
    import docx

    try:
        document = docx.Document(io.BytesIO(content))
    except Exception:  # a damaged document raises what it likes; the passages in it are listed
        return None
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def _all(element: etree._Element, name: str) -> Iterator[etree._Element]:
    yield from element.iter(f"{{*}}{name}")


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _guid(element: etree._Element) -> str:
    return _identifier(element.get("guid"))


def _target(reference: etree._Element) -> str:
    return _identifier(reference.get("targetGUID"))


def _identifier(guid: object) -> str:
    """A GUID in one spelling: programs write capitals and braces, not everywhere the same."""
    return str(guid or "").strip("{}").lower()
