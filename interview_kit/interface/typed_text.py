"""A text while somebody types in it: its words, the cursor, and what is selected. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD_BEFORE = re.compile(r"\S*\s*$")
_WORD_AFTER = re.compile(r"\s*\S*")


@dataclass(frozen=True, slots=True)
class TypedText:
    """A text and the place of the cursor in it, in characters.

    What lies between `place` and `anchor` is selected: nothing where they are the same.
    """

    text: str
    place: int = 0
    anchor: int = 0

    @property
    def selection(self) -> tuple[int, int]:
        """Where what is selected begins and ends."""
        return min(self.place, self.anchor), max(self.place, self.anchor)

    @property
    def words(self) -> str:
        """The text as it is kept: one blank between words, none around them."""
        return " ".join(self.text.split())

    def typed(self, letters: str) -> TypedText:
        """With `letters` in the place of what is selected, the cursor behind them."""
        start, end = self.selection
        return _at(f"{self.text[:start]}{letters}{self.text[end:]}", start + len(letters))

    def erased(self, end: int) -> TypedText:
        """Without what is selected, or else without what lies between the cursor and `end`."""
        if self.anchor == self.place:
            return TypedText(self.text, self.place, max(0, min(end, len(self.text)))).typed("")
        return self.typed("")

    def moved(self, place: int, *, is_extending: bool = False) -> TypedText:
        """With the cursor elsewhere; what it passes is selected where `is_extending`."""
        place = max(0, min(place, len(self.text)))
        return TypedText(self.text, place, self.anchor if is_extending else place)

    def selected(self, start: int, end: int) -> TypedText:
        """With a stretch selected and the cursor at its end."""
        return TypedText(self.text, end, start)

    @property
    def word_before(self) -> int:
        """Where the word before the cursor begins."""
        match = _WORD_BEFORE.search(self.text[: self.place])
        return match.start() if match else 0

    @property
    def word_after(self) -> int:
        """Where the word after the cursor ends."""
        match = _WORD_AFTER.match(self.text, self.place)
        return match.end() if match else len(self.text)


def _at(text: str, place: int) -> TypedText:
    return TypedText(text, place, place)
