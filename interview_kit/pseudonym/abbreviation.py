"""Abbreviations of letters with full stops, and the words that stand for them in a sentence.

Before a surname such letters are initials, and in `i.v.m. de verhuizing` they are none.
"""

from __future__ import annotations

from collections.abc import Sequence

_DUTCH = {
    "i.v.m": "vanwege", "m.b.t": "over", "d.w.z": "dus", "d.m.v": "door", "m.b.v": "met",
    "n.a.v": "na", "o.a": "ook", "b.v": "zoals", "i.p.v": "plaats", "t.o.v": "tegenover",
    "t.a.v": "over", "m.u.v": "behalve", "a.u.b": "graag", "s.v.p": "graag", "e.d": "zo",
    "e.v": "verder", "o.b.v": "met", "i.o.m": "met", "t.b.v": "voor", "t.g.v": "door",
    "i.h.k.v": "voor", "o.i.d": "zoiets", "z.s.m": "snel", "t.z.t": "later", "n.v.t": "niet",
    "m.n": "vooral", "m.a.w": "dus", "t.n.v": "voor", "t.w": "namelijk", "i.c": "hier",
    "i.t.t": "anders", "i.s.m": "met", "w.o": "waaronder", "o.l.v": "onder",
}  # fmt: skip
_ENGLISH = {"i.e": "so", "e.g": "like", "a.k.a": "or"}


def written_out(words: Sequence[str], language: str) -> list[str]:
    """The words of a text, with one that stands for it in the place of each abbreviation.

    One may begin a sentence; all in capitals they are initials.
    """
    spoken_words = _ENGLISH if language == "en" else _DUTCH
    return [spoken_words.get(f"{word[:1].lower()}{word[1:]}", word) for word in words]
