"""A coding: a code on a passage of a filed interview."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coding:
    """A code on some characters of one turn.

    `turn` is the turn's number. Places are code points of its text, from 0, the end not included.
    A passage over several turns is a coding on each, and they share their `mark`. `has_changed`
    says that words in it were corrected since it was coded.
    """

    code: str
    turn: int
    first_char: int
    end_char: int
    coder: str = ""
    coded_at: str = ""
    memo: str = ""
    mark: str = ""
    has_changed: bool = False
