"""What another program coded: texts with passages, as its file says them."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.model.codebook_entry import CodebookEntry


@dataclass(frozen=True, slots=True)
class CodedPassage:
    """A code on characters of a text, counted as the program counts them.

    `code` is the key of a code in its file. `quotation` is what the file says was marked, empty
    where it does not say.
    """

    code: str
    start: int
    end: int
    coder: str = ""
    coded_at: str = ""
    memo: str = ""
    quotation: str = ""


@dataclass(frozen=True, slots=True)
class CodedText:
    """A text as the program held it, under its name there, with its passages."""

    name: str
    text: str
    passages: tuple[CodedPassage, ...]
    guid: str = ""


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A coding that names its interview and turn itself, as in a table.

    `turn` is 0 where only the quotation says where it stands; places are -1 where they are not
    said. `passage` is the same for the rows of one passage.
    """

    row: int
    interview: str
    code: str
    turn: int = 0
    first_char: int = -1
    end_char: int = -1
    quotation: str = ""
    coder: str = ""
    coded_at: str = ""
    memo: str = ""
    passage: str = ""


@dataclass(frozen=True, slots=True)
class UnreadPassage:
    """A code on what holds no text here, such as sound: `source` is what that is called."""

    code: str
    source: str
    coder: str = ""


@dataclass(frozen=True, slots=True)
class CodedProject:
    """A whole file: its codes by their keys there, its texts or rows, and what was not read."""

    codes: dict[str, CodebookEntry]
    texts: tuple[CodedText, ...] = ()
    rows: tuple[CodedRow, ...] = ()
    unread: tuple[UnreadPassage, ...] = ()
