"""A text about a number of things, which has a form for one and a form for several."""

from __future__ import annotations

from collections.abc import Mapping


class CountedText(str):
    """Two forms of a text, of which the number among its values chooses: 1 turn, 2 turns.

    As a string it is the form for several. `one` is the form for one, in English; other languages
    may have more forms, as their catalogues say. `number` is the name of the value that counts.
    """

    one: str
    number: str

    def __new__(cls, one: str, several: str, number: str = "count") -> CountedText:
        """The forms for one and for several."""
        text = super().__new__(cls, several)
        text.one, text.number = one, number
        return text

    def __reduce__(self) -> tuple[type[CountedText], tuple[str, str, str]]:
        """How a copy is made."""
        return CountedText, (self.one, str(self), self.number)

    def counted_by(self, values: Mapping[str, object]) -> int:
        """How many there are, by the values that are filled in."""
        count = values.get(self.number)
        return count if isinstance(count, int) else 0
