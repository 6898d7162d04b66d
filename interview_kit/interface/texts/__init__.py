"""Every sentence a person reads, in Dutch and English, under an id that begins with its place."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.interface.safe import plain
from interview_kit.interface.texts import corpus, general, interview, study, talk
from interview_kit.interface.words import Words

TEXTS: Mapping[str, Words] = {
    **general.TEXTS,
    **interview.TEXTS,
    **talk.TEXTS,
    **study.TEXTS,
    **corpus.TEXTS,
}


def say(id: str, language: str, /, **values: object) -> str:
    """A text of the interface with `values` filled in, safe for a terminal."""
    text = TEXTS[id].in_(language)
    return plain(text.format(**values) if values else text)
