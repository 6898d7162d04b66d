"""A table of the words that one kind of document or screen is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interview_kit.language.catalogues import translated


class WordTable:
    """Words by id, in English; the context of a translation is `place.id`.

    `scripts/translations` finds every table that is a global of a module, by that module's source.
    """

    def __init__(self, place: str, english: Mapping[str, str]) -> None:
        self.place = place
        self.english = english

    def __iter__(self) -> Iterator[str]:
        """The ids."""
        return iter(self.english)

    def __contains__(self, id: object) -> bool:
        """Whether there is a word with this id."""
        return id in self.english

    def word(self, id: str, language: str) -> str:
        """The word with this id in `language`; English for one the program does not speak."""
        return translated(f"{self.place}.{id}", self.english[id], language)

    def words(self, language: str) -> Mapping[str, str]:
        """Every word in `language`, by id."""
        return {id: self.word(id, language) for id in self.english}
