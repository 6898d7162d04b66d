"""One text of the interface in both its languages."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """One text in both languages of the interface."""

    nl: str
    en: str

    def in_(self, language: str) -> str:
        """The text in `language`; English for one the interface does not speak."""
        return self.nl if language == "nl" else self.en
