"""What bytes may say: their text in the encodings they may be in, and with escapes undone."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

_FILL = "\u00ad"  # an invisible that folding drops: keeps offsets while escapes are undone
_ESCAPE = re.compile(
    r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([nrtbf\"'/\\])|&(#?[0-9A-Za-z]{2,8});"
)
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


def readings(data: bytes) -> Iterator[tuple[str, str, int]]:
    """The texts that bytes may be: text, encoding, bytes skipped before it."""
    yield data.decode("utf-8", "surrogateescape"), "utf-8", 0
    if b"\x00" in data:
        for shift in (0, 1):
            even = data[shift : shift + (len(data) - shift) // 2 * 2]
            yield even.decode("utf-16-le", "replace"), "utf-16-le", shift
    else:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            yield data.decode("latin-1"), "latin-1", 0


def unescaped(text: str) -> str:
    """`text` with JSON, XML and URL escapes undone and every other character where it was."""
    return _PERCENT.sub(_undo_percent, _ESCAPE.sub(_undo_escape, text))


def byte_offsets(text: str, positions: Iterable[int], encoding: str) -> dict[int, int]:
    """For each position in code points of `text`, how many bytes stand before it."""
    offsets: dict[int, int] = {}
    offset = count = 0
    for position in sorted(set(positions)):
        count += len(text[offset:position].encode(encoding, "surrogateescape"))
        offsets[position] = count
        offset = position
    return offsets


def _undo_escape(match: re.Match[str]) -> str:
    four, two, control, entity = match.groups()
    whole = match.group()
    if control:
        character = control if control in "\"'/\\" else " "
    elif entity:
        character = html.unescape(whole)
        character = " " if character == whole else character
    else:
        character = chr(int(four or two, 16))
    return _filled(character, len(whole))


def _undo_percent(match: re.Match[str]) -> str:
    raw = bytes.fromhex(match.group().replace("%", ""))
    return _filled(raw.decode("utf-8", "replace"), len(match.group()))


def _filled(text: str, length: int) -> str:
    return (text + _FILL * length)[:length]
