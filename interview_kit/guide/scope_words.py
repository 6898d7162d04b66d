"""The words for what a participant consents to."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.guide.guide import ConsentScope
from interview_kit.language.phrase import Phrase, phrase

_WORDS: Mapping[ConsentScope, Phrase] = {
    ConsentScope.TAKE_PART: phrase("take part"),
    ConsentScope.RECORD: phrase("record"),
    ConsentScope.QUOTE: phrase("quote"),
    ConsentScope.SHARE: phrase("share with researchers"),
    ConsentScope.ARCHIVE: phrase("archive"),
    ConsentScope.CONTACT: phrase("contact later"),
}


def scope_words(scope: str) -> Phrase:
    """A consent scope, by its value, as people say it. Raises ValueError for what is none."""
    return _WORDS[ConsentScope(scope)]
