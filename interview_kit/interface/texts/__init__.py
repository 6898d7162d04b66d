"""Every sentence a person reads, in English, under an id that begins with its place.

The other languages are in the catalogues: see `language.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.interface.localised_text import LocalisedText
from interview_kit.interface.terminal_text import plain
from interview_kit.interface.texts import (
    corpus_texts,
    editing_texts,
    export_texts,
    general_texts,
    glance_texts,
    importing,
    interview_texts,
    language_texts,
    plain_texts,
    quality_texts,
    read_texts,
    repair_texts,
    study_texts,
    welcome_texts,
)
from interview_kit.language.phrase import Phrase

_TABLES = (
    general_texts, interview_texts, plain_texts, study_texts, corpus_texts, importing,
    welcome_texts, export_texts, quality_texts, glance_texts, editing_texts,
    read_texts, repair_texts, language_texts,
)  # fmt: skip

TEXTS: Mapping[str, LocalisedText] = {
    id: LocalisedText(id, text) for table in _TABLES for id, text in table.TEXTS.items()
}


def say(id: str, language: str, /, **values: object) -> str:
    """A text of the interface with `values` filled in, safe for a terminal.

    A value that can be said in several languages is said in this one.
    """
    return plain(Phrase(TEXTS[id].en, id, values).in_(language))
