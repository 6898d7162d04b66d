"""Zip archives that are the same bytes for the same members."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The first moment that a zip can name: the time of writing would make every export differ.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX, _FILE_0644 = 3, 0o100644 << 16


def zipped(members: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """An archive of names with contents, a piece a member: one member is in memory at a time."""
    window = _ZipWindow()
    with ZipFile(window, "w", ZIP_DEFLATED) as archive:
        for name, content in members:
            info = ZipInfo(name, _EPOCH)
            info.compress_type, info.create_system = ZIP_DEFLATED, _UNIX
            info.external_attr = _FILE_0644
            archive.writestr(info, content)
            yield window.drain()
    yield window.drain()


class _ZipWindow(io.BytesIO):
    """A file of which only what was not drained is kept; places count from its beginning.

    `ZipFile` goes back to fill in the header of the member it has just written, and no further.
    """

    def __init__(self) -> None:
        super().__init__()
        self._gone = 0

    def tell(self) -> int:
        return self._gone + super().tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        place = offset - self._gone if whence == io.SEEK_SET else offset
        return self._gone + super().seek(place, whence)

    def drain(self) -> bytes:
        """What was written since the last time."""
        piece = self.getvalue()
        self._gone += len(piece)
        super().seek(0)
        self.truncate()
        return piece
