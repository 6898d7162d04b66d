"""Where each key of a TOML text stands, which the standard library's parser does not tell."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator

from interview_kit.guide.guide_finding import Path

_DEEPEST = 8
"""No key of a guide lies deeper; what does, is reported at the line of an outer key."""

_PIECE = re.compile(
    r'''"""(?:\\[\s\S]|[^\\])*?"""(?:"{0,2})'''
    r"""|'''[\s\S]*?'''(?:'{0,2})"""
    r"""|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|\n|[\[\]{},=]|[^\s\[\]{},=."'#]+"""
)


def lines_of(text: str) -> dict[Path, int]:
    """The line, from 1, of every key and list entry in `text`, which must be valid TOML."""
    lines: dict[Path, int] = {}
    tables: Counter[Path] = Counter()
    table: Path = ()
    inside: list[tuple[str, Path]] = []  # the brackets that are open, and what they hold
    header = 0  # how many brackets opened the header being read
    keys: list[str] = []
    value = False  # whether a value is being read, not a key

    def note(path: Path, line: int) -> None:
        for end in range(1, min(len(path), _DEEPEST) + 1):
            lines.setdefault(path[:end], line)

    for piece, line in _pieces(text):
        around, table_path = inside[-1] if inside else ("", table)
        if piece == "\n":
            if not inside:
                keys, value, header = [], False, 0
        elif not value and not inside and piece == "[":
            header += 1
        elif header:
            if piece != "]":
                keys.append(_key(piece))
            elif keys:
                table, keys = _opened(keys, tables, is_array=header == 2), []
                note(table, line)
        elif piece == "=":
            note((*table_path, *keys), line)
            value = True
        elif piece in ("]", "}"):
            inside.pop()
            value = True
        elif piece == ",":
            if around == "[":
                inside[-1] = ("[", (*table_path[:-1], int(table_path[-1]) + 1))
            else:
                keys, value = [], False
        elif not value:
            keys.append(_key(piece))
        else:
            path = table_path if around == "[" else (*table_path, *keys)
            note(path, line)
            if piece == "[":
                inside.append((piece, (*path, 1)))
            elif piece == "{":
                inside.append((piece, path))
                keys, value = [], False
    return lines


def line_at(path: Path, lines: dict[Path, int]) -> int:
    """The line of `path` or of the nearest key around it; 0 where there is neither."""
    return next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), 0)


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    for match in _PIECE.finditer(text.replace("\r\n", "\n")):
        piece = match.group()
        if not piece.startswith("#"):
            yield piece, line
        line += piece.count("\n")


def _key(piece: str) -> str:
    is_quoted = piece[0] in "\"'"
    return next(iter(tomllib.loads(f"{piece} = 0"))) if is_quoted else piece


def _opened(keys: list[str], tables: Counter[Path], is_array: bool) -> Path:
    """The path a header opens: each list of tables on the way is at its latest entry."""
    path: Path = ()
    for place, key in enumerate(keys, start=1):
        path = (*path, key)
        if is_array and place == len(keys):
            tables[path] += 1
        if path in tables:
            path = (*path, tables[path])
    return path
