"""The languages of the program: English is the source, each other one is a gettext catalogue.

`scripts/translations` makes and compiles the catalogues in `interview_kit/locale`.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

SOURCE = "en"
DOMAIN = "interview_kit"
LOCALE = Path(__file__).parents[1] / "locale"


def languages() -> tuple[str, ...]:
    """The codes of the languages the program speaks, English first."""
    return (SOURCE, *sorted(path.name for path in LOCALE.iterdir() if path.is_dir()))


def translated(context: str, text: str, language: str) -> str:
    """`text` in `language`; as it is where the catalogue has no translation of it.

    `context` tells apart what is alike in English and not in another language.
    """
    return _catalogue(language).pgettext(context, text)


def translated_by_count(context: str, one: str, several: str, count: int, language: str) -> str:
    """What is said of `count` things in `language`; English where there is no translation."""
    return _catalogue(language).npgettext(context, one, several, count)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALE, [language], fallback=True)
