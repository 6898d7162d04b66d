"""One text of the interface."""

from __future__ import annotations

from typing import NamedTuple

from interview_kit.language.catalogues import translated


class LocalisedText(NamedTuple):
    """One text: its id, which is the context of its translations, and the English."""

    id: str
    en: str

    def in_(self, language: str) -> str:
        """The text in `language`; English for one the interface does not speak."""
        return translated(self.id, self.en, language)
