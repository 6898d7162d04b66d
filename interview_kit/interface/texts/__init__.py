"""Every sentence a person reads, in English, under an id that begins with its place.

The other languages are in the catalogues: see `language.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.interface.safe import plain
from interview_kit.interface.texts import corpus, general, interview, study, talk
from interview_kit.interface.words import Words

TEXTS: Mapping[str, Words] = {
    id: Words(id, text)
    for table in (general, interview, talk, study, corpus)
    for id, text in table.TEXTS.items()
}


def say(id: str, language: str, /, **values: object) -> str:
    """A text of the interface with `values` filled in, safe for a terminal."""
    text = TEXTS[id].in_(language)
    return plain(text.format(**values) if values else text)
