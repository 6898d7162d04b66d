"""A code of the codebook, as coders use it and the corpus keeps it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodebookEntry:
    """One code.

    `parent` is the id of its theme, empty for a code that stands by itself. `side` is `helped` or
    `hindered` where a theme has sides. A retired code is used no more and keeps its codings; one
    that was `merged_into` another has none.
    """

    id: str
    title: str
    description: str = ""
    parent: str = ""
    side: str = ""
    is_retired: bool = False
    merged_into: str = ""

    @property
    def theme(self) -> str:
        """What it counts under in tables: its parent, or itself."""
        return self.parent or self.id
