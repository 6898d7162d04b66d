"""One text of the interface."""

from __future__ import annotations

from typing import NamedTuple

from interview_kit.interface.language import translated_text


class LocalisedText(NamedTuple):
    """One text: its id, which is the context of its translations, and the English."""

    id: str
    en: str

    def in_(self, language: str) -> str:
        """The text in `language`; English for one the interface does not speak."""
        return translated_text(self.id, self.en, language)
