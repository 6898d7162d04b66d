"""Which encoding a text file is in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from interview_kit.errors import KitError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EIGHT_BIT = ("cp1252", "cp1254", "mac_roman", "cp850")
"""What texts in Dutch, English and Turkish are in that are not in Unicode, the commonest first."""

_NAMES = {
    "cp1252": "Windows-1252",
    "cp1254": "Windows-1254",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850",
}
_BINARY = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "Word 97-2003"),
    (b"SQLite format 3", "SQLite"),
    (b"PAR1", "Parquet"),
    (b"\x1f\x8b", "gzip"),
    (b"ID3", "MP3"),
    (b"RIFF", "WAV"),
    (b"OggS", "Ogg"),
    (b"fLaC", "FLAC"),
    (b"\x1aE\xdf\xa3", "Matroska"),
)
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SEQUENCE = re.compile(
    b"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}"
    b"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(b"[\x80-\xff]")
_AT_HOME = frozenset("àáâãäåçèéêëìíîïñòóôöùúûüœğışøæß" + "ÀÁÄÇÈÉÊËÍÎÏÑÓÖÚÛÜĞİŞŒØ")
_TURKISH = frozenset("ğışĞİŞ")
_OPENING = frozenset("“‘„‚«¿¡")
_CLOSING = frozenset("”’»…")
_ALONE = frozenset("€£–—·•°½")
_LEFT_ALONE = 0.25  # of the text: with more control characters it is no text


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text and the encoding it was in.

    `guessed` is true where the file does not show its encoding. `stray_lines` are lines, from 1,
    with bytes that do not belong to it.
    """

    text: str
    encoding: str
    guessed: bool = False
    stray_lines: tuple[int, ...] = ()


def decode(content: bytes) -> DecodedText:
    """The text of a file.

    By its byte order mark; else UTF-16 or UTF-32 by where its zero bytes stand; else UTF-8, also
    where single bytes are not: one stray letter must not turn `Zoë` into `ZoÃ«`. Else it is one of
    four encodings of eight bits, by how well the letters beyond ASCII fit their neighbours. On the
    short texts that interviews are given as, charset-normalizer and chardet take Mac Roman and
    Windows-1254 for encodings of Central Europe and Asia, which these texts are never in.

    Raises KitError for what is no text.
    """
    for start, kind in _BINARY:
        if content.startswith(start):
            raise KitError(
                "The file is {kind}, which is not read as a transcript.",
                "Save it as text, DOCX, VTT or SRT, and import that.",
                kind=kind,
            )
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _marked(content[len(mark) :], encoding)
    wide = _wide_encoding(content)
    if wide:
        return _marked(content, wide, guessed=True)
    try:
        return _as_text(DecodedText(content.decode(), "UTF-8"))
    except UnicodeDecodeError:
        pass
    if len(_SEQUENCE.findall(content)) >= len(_HIGH.findall(_SEQUENCE.sub(b"", content))):
        return _as_text(_with_stray_bytes(content))
    best = max(
        _EIGHT_BIT, key=lambda name: (_fit(_decoded(content, name)), -_EIGHT_BIT.index(name))
    )
    return _as_text(DecodedText(_decoded(content, best), _NAMES[best], guessed=True))


def _marked(content: bytes, encoding: str, *, guessed: bool = False) -> DecodedText:
    if encoding == "utf-8":
        try:
            return _as_text(DecodedText(content.decode(), "UTF-8"))
        except UnicodeDecodeError:
            return _as_text(_with_stray_bytes(content))
    text = content.decode(encoding, errors="replace")
    lines = tuple(n for n, row in enumerate(text.split("\n"), 1) if "\ufffd" in row)
    return _as_text(DecodedText(text, encoding.rpartition("-")[0].upper(), guessed, lines))


def _wide_encoding(content: bytes) -> str:
    """UTF-16 or UTF-32 without a mark: zero bytes stand at one place of every two or four."""
    sample = content[: 1 << 16]
    places = [sample[at::4].count(0) for at in range(4)]
    zeros = sum(places)
    if len(sample) < 4 or zeros * 20 < len(sample):
        return ""
    quarter = max(len(sample) // 4, 1)
    if zeros > 0.7 * len(sample):
        return "utf-32-le" if places[0] < places[3] else "utf-32-be"
    if zeros >= 0.6 * len(sample) and min(places[1], places[2]) > 0.9 * quarter:
        return "utf-32-le" if places[0] < places[3] else "utf-32-be"
    even, odd = places[0] + places[2], places[1] + places[3]
    # UTF-8 has none of them, or a few anywhere.
    if min(even, odd) * 10 > max(even, odd):
        return ""
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = sample[: len(sample) // 2 * 2].decode(encoding, errors="replace")
    return "" if text.count("\ufffd") * 20 > len(text) else encoding


def _with_stray_bytes(content: bytes) -> DecodedText:
    """UTF-8 with bytes that are not: a letter of Windows-1252 inside a word, else a mark."""
    pieces: list[str] = []
    lines: list[int] = []
    place, line = 0, 1
    while place < len(content):
        try:
            pieces.append(content[place:].decode())
            break
        except UnicodeDecodeError as error:
            good = content[place : place + error.start].decode()
            pieces.append(good)
            line += good.count("\n")
            lines.append(line)
            bad = place + error.start
            pieces.append(_stray(content, bad))
            place = bad + 1
        if len(lines) > _MOST_STRAY:
            pieces.append(content[place:].decode(errors="replace"))
            break
    return DecodedText("".join(pieces), "UTF-8", stray_lines=tuple(dict.fromkeys(lines)))


_MOST_STRAY = 200
"""So many are looked at one by one; what has more is no text with stray bytes."""


def _stray(content: bytes, place: int) -> str:
    letter = content[place : place + 1].decode("cp1252", errors="replace")
    around = content[max(place - 1, 0) : place] + content[place + 1 : place + 2]
    return letter if letter in _AT_HOME and around.isalpha() else "\ufffd"


def _decoded(content: bytes, encoding: str) -> str:
    return content.decode(encoding, errors="replace")


def _fit(text: str) -> int:
    """How well the letters beyond ASCII stand where they stand."""
    points = 0
    for match in re.finditer("[^\x00-\x7f]", text):
        at = match.start()
        points += _fit_of(text[at], text[at - 1 : at], text[at + 1 : at + 2])
    return points


def _fit_of(letter: str, before: str, after: str) -> int:
    inside = before.isalpha() and after.isalpha()
    beside = before.isalpha() or after.isalpha()
    if letter in _AT_HOME:
        # A capital does not follow a small letter.
        if letter.isupper() and before.islower():
            return -2
        # Turkish letters stand in words; Icelandic ones stand there as seldom as Ý.
        return (3 if letter in _TURKISH else 2) if beside else -1
    if letter in "’‘" and (inside or beside):
        return 2
    if letter in _OPENING:
        return 1 if not before.isalpha() else -2
    if letter in _CLOSING:
        return 1 if not after.isalpha() else -2
    if letter in _ALONE:
        return 1 if not inside else -1
    return -3 if inside or not letter.isalpha() else -2


def _as_text(decoded: DecodedText) -> DecodedText:
    """The same, if it is text. Raises KitError where most of it is control characters."""
    text = decoded.text
    strange = len(_CONTROLS.findall(text)) + text.count("\x00") + text.count("\ufffd")
    if strange > _LEFT_ALONE * max(len(text), 1) or _is_noise(text):
        raise KitError("The transcript cannot be read.", "Save it as UTF-8, and try again.")
    return decoded


def _is_noise(text: str) -> bool:
    """Whether every control character occurs: bytes of something that is no text."""
    return len(set(_CONTROLS.findall(text))) > 20
