"""What bytes may say: their text in the encodings they may be in, and with escapes undone."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from interview_kit.pseudonym.look_alikes import ENCLOSED

_FILL = "\u00ad"  # an invisible that folding drops: keeps offsets while escapes are undone
_ESCAPE = re.compile(
    r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([nrtbf\"'/\\])|&(#?[0-9A-Za-z]{2,8});"
)
# Two ranges that hold all of them: a class of many letters is slow to look for.
_ENCLOSED = re.compile("[\u24b6-\u24e9\U0001f130-\U0001f1ff]")
# From an override on, letters are drawn from right to left.
_OVERRIDE = re.compile("\u202e([^\u202c\u2069\n]*)")
# Escapes of escapes of escapes, and no deeper.
_DEEPEST = 3
# What escapes are made of, with what was filled in between.
_FILLED = re.compile(rf"[&%\\](?:{_FILL}+[#\w;%\\]*)+")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


# With Hangul, and all of two bytes in UTF-16, as the blank in its place is.
_IDEOGRAPH = re.compile("[\u2e80-\ud7ff]")


def has_ideograph(text: str) -> bool:
    """Whether a text has a sign of such a script."""
    return _IDEOGRAPH.search(text) is not None


def readings(data: bytes, *, keeps_ideographs: bool = True) -> Iterator[tuple[str, str, int]]:
    """The texts that bytes may be: text, encoding, bytes skipped before it.

    In UTF-16 two letters of another encoding are an ideograph: millions of words of noise, of which
    blanks are made unless it `keeps_ideographs`.
    """
    yield data.decode("utf-8", "surrogateescape"), "utf-8", 0
    if b"\x00" in data:
        for shift in (0, 1):
            even = data[shift : shift + (len(data) - shift) // 2 * 2]
            text = even.decode("utf-16-le", "replace")
            yield text if keeps_ideographs else _IDEOGRAPH.sub(" ", text), "utf-16-le", shift
    else:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            yield data.decode("latin-1"), "latin-1", 0


def unescaped(text: str) -> str:
    """`text` with JSON, XML and URL escapes undone and every other character where it was.

    Letters that are drawn as signs, or from right to left, are letters in the order of reading.
    """
    for _ in range(_DEEPEST):
        plain = _PERCENT.sub(_undo_percent, _ESCAPE.sub(_undo_escape, text))
        deeper = _FILLED.search(plain) is not None
        # What was filled in may part an escape: it goes behind the whole of a stretch of letters.
        text = _FILLED.sub(_behind, plain) if deeper else plain
        if not deeper:
            break
    if text.isascii():
        return text
    if "\u202e" in text:
        text = _OVERRIDE.sub(lambda match: f"\u202e{match[1][::-1]}", text)
    return text.translate(ENCLOSED) if _ENCLOSED.search(text) else text


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


def _behind(match: re.Match[str]) -> str:
    letters = match.group().replace(_FILL, "")
    return letters + _FILL * (len(match.group()) - len(letters))


def _filled(text: str, length: int) -> str:
    return (text + _FILL * length)[:length]
