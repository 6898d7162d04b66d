"""Looking for English where another language is spoken."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

from interview_kit.language.catalogues import translated

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

LEAST_WORDS = 3
_VALUE = re.compile(r"{[^{}]*}")
_WORD = re.compile(r"[A-Za-z]{2,}")


def english_in(shown: str, language: str = "nl") -> set[str]:
    """The pieces of English sentences, of three words or more, that stand in a text."""
    text = _flat(shown)
    return {piece for piece in english_pieces(language) if piece in text}


@cache
def english_pieces(language: str) -> frozenset[str]:
    """What stands between the values of every English text, and in no text of `language`."""
    from sentences import sentences

    known = [(one.context, one.text) for one in sentences() if one.context is not None]
    spoken = "\n".join(_flat(translated(context, text, language)) for context, text in known)
    pieces = {_flat(piece) for _, text in known for piece in _VALUE.split(text)}
    return frozenset(
        piece
        for piece in pieces
        if len(_WORD.findall(piece)) >= LEAST_WORDS and piece not in spoken
    )


def _flat(text: str) -> str:
    return " ".join(text.split())
