"""The languages of the interface: English is the source, each other one is a gettext catalogue.

`scripts/translations` makes and compiles the catalogues in `interview_kit/locale`.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

from interview_kit.errors import KitError

SOURCE = "en"
DOMAIN = "interview_kit"
LOCALE = Path(__file__).parents[1] / "locale"
ERROR = "error"
"""The context of every sentence of an error."""


def languages() -> tuple[str, ...]:
    """The codes of the languages the interface speaks, English first."""
    return (SOURCE, *sorted(path.name for path in LOCALE.iterdir() if path.is_dir()))


def translated_text(context: str, text: str, language: str) -> str:
    """`text` in `language`; as it is where the catalogue has no translation of it.

    `context` tells apart what is alike in English and not in another language.
    """
    return _catalogue(language).pgettext(context, text)


def what_and_hint(error: KitError, language: str) -> tuple[str, str]:
    """What happened and what to do about it, in `language`."""
    sentence, hint = (
        translated_text(ERROR, text, language) if text else "" for text in error.sources
    )
    return error.filled(sentence), error.filled(hint)


def sentence_of(error: KitError, language: str) -> str:
    """What happened and what to do about it, in one line."""
    return " ".join(filter(None, what_and_hint(error, language)))


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALE, [language], fallback=True)
