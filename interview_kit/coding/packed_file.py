"""Archives and XML of other programs, opened so that a hostile one does no harm."""

from __future__ import annotations

import io
import zlib
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from lxml import etree

from interview_kit.errors import KitError

MOST_BYTES = 200 * 1024 * 1024
"""Of all that is read from one archive: sound and pictures in it are left packed."""
MOST_MEMBERS = 20_000
"""Of an archive: a study has a few hundred."""

_DAMAGE = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, LookupError)


class PackedFile:
    """An archive in memory, of which members are read one at a time."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = ZipFile(io.BytesIO(content))
            self._members = {info.filename: info for info in self._archive.infolist()}
        except _DAMAGE as error:
            raise _damaged() from error
        self._bytes_left = MOST_BYTES
        if len(self._members) > MOST_MEMBERS:
            raise _too_large()
        if any(_leads_out(name) for name in self._members):
            raise KitError(
                "The archive names files outside of itself.", "It was changed by somebody."
            )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its files."""
        return tuple(self._members)

    def read(self, name: str) -> bytes:
        """The content of a file. Raises KitError where it is damaged, or all is too large."""
        info = self._members[name]
        try:
            with self._archive.open(info) as member:
                # What a member says of its size may be a lie: no more is unpacked than there is.
                content = member.read(self._bytes_left + 1)
        except _DAMAGE as error:
            raise _damaged() from error
        self._bytes_left -= len(content)
        if self._bytes_left < 0:
            raise _too_large()
        return content


def parse_xml(content: bytes) -> etree._Element:
    """The root of an XML document. Raises KitError for one with entities, or that is damaged."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise KitError(
            "The XML in the file is damaged.", "Export it again from its program."
        ) from error
    document = root.getroottree()
    if document.docinfo.doctype or document.docinfo.internalDTD is not None:
        raise KitError(
            "The XML in the file defines entities of its own, which no program writes.",
            "It was changed by somebody.",
        )
    return root


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in path.parts[0] if path.parts else False


def _damaged() -> KitError:
    return KitError("The archive is damaged.", "Export it again from its program.")


def _too_large() -> KitError:
    return KitError(
        "The archive unpacks to more than any project with texts.",
        "Export it again without sound and video.",
    )
