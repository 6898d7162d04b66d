"""Coarse labels: the size of a place, the kind of an institution, tens of years, a moved date.

Dates move by days that are the participant's own.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from interview_kit.language.catalogues import languages
from interview_kit.language.word_table import WordTable
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.gazetteer import institution_kind, place_size
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.numbers import day_of, full_year, value_of, year_of
from interview_kit.pseudonym.surrogates import draw_number

SIZES = WordTable(
    "coarse size",
    {
        "city": "[large city]",
        "town": "[town]",
        "village": "[village]",
    },
)
KINDS = WordTable(
    "coarse kind",
    {
        "mental": "[mental health service]",
        "addiction": "[addiction service]",
        "hospital": "[hospital]",
        "housing": "[housing service]",
        "clinic": "[clinic]",
        "ward": "[ward]",
        "team": "[treatment team]",
        "school": "[place of education]",
        "church": "[religious community]",
    },
)
WORDS = WordTable(
    "coarse",
    {
        "years": "years",
    },
)
_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "january february march april may june july august september october november december",
}
_NUMERIC = re.compile(r"([0-3]?[0-9])[-/.]([01]?[0-9])[-/.]((?:19|20)?[0-9]{2})")
_ISO = re.compile(r"((?:19|20)[0-9]{2})-([01][0-9])-([0-3][0-9])")
# A day and a month move as in a year that has all days.
_ANY_YEAR = 2000
# Whole weeks keep the day of the week; half a year either way hides when something happened.
_MOST_WEEKS = 26


@cache
def _value() -> re.Pattern[str]:
    """A label with a value in it, in any language: tens of years, or a date."""
    years = "|".join(re.escape(WORDS.word("years", language)) for language in languages())
    return re.compile(rf"\[(?:[0-9]+-[0-9]+ (?:{years})|[0-9]{{1,2}} [^\W\d]+(?: [0-9]{{4}})?)\]")


def is_coarse(label: str) -> bool:
    """Whether a label says what kind, how large, how old or when: it may stand for several."""
    tables = (table.words(language) for table in (SIZES, KINDS) for language in languages())
    return any(label in words.values() for words in tables) or _value().fullmatch(label) is not None


def coarse_label(entity: Entity, language: str, secret: bytes) -> str:
    """A coarse label for an entity; empty where its kind has none or it cannot be read."""
    text = entity.forms[0] if entity.forms else ""
    if entity.type is MentionType.PLACE:
        return _label(SIZES, place_size(text), language)
    if entity.type is MentionType.ORGANISATION:
        return _label(KINDS, institution_kind(text), language)
    if entity.type is MentionType.AGE:
        return _tens(text, language)
    if entity.type is MentionType.DATE and entity.participant and secret:
        return _moved(text, language, days_moved(entity.participant, secret))
    return ""


def _label(table: WordTable, id: str, language: str) -> str:
    return table.word(id, language) if id in table else ""


def days_moved(participant: str, secret: bytes) -> int:
    """By how many days all dates of a participant move: whole weeks, never none."""
    weeks = draw_number(secret, "days", participant) % (2 * _MOST_WEEKS) - _MOST_WEEKS
    return 7 * (weeks if weeks < 0 else weeks + 1)


def _tens(text: str, language: str) -> str:
    digits = re.search(r"[0-9]{1,3}", text)
    age = int(digits.group()) if digits else value_of(text, language)
    if age is None:
        return ""
    low = age // 10 * 10
    return f"[{low}-{low + 9} {WORDS.word('years', language)}]"


def _moved(text: str, language: str, days: int) -> str:
    """The date as `[12 maart 1994]`, without the year where none was said; empty if unreadable."""
    day_parts = _read_date(text, language)
    if day_parts is None:
        return ""
    (day, month, year) = day_parts
    try:
        shifted_date = date(year or _ANY_YEAR, month, day) + timedelta(days=days)
    except ValueError:
        return ""
    name = _MONTHS[language].split()[shifted_date.month - 1]
    parts = [str(shifted_date.day), name if language == "nl" else name.capitalize()]
    return f"[{' '.join([*parts, *([str(shifted_date.year)] if year else [])])}]"


def _read_date(text: str, language: str) -> tuple[int, int, int | None] | None:
    """Day, month and year, in digits or in words; the year is None where none was said."""
    iso, numeric = _ISO.fullmatch(text), _NUMERIC.fullmatch(text)
    if iso:
        return int(iso[3]), int(iso[2]), int(iso[1])
    if numeric:
        return int(numeric[1]), int(numeric[2]), full_year(int(numeric[3]))
    months = _MONTHS[language].split()
    match = re.fullmatch(rf"(.*?)\b({'|'.join(months)})\b(.*)", text.casefold())
    if match is None:
        return None
    day_text, name, year_text = (part.strip(" ,") for part in match.groups())
    year = year_of(year_text, language)
    if language == "en" and not day_text:
        # "May 5th, 1980"
        day_text, _, remainder = year_text.partition(" ")
        year = year_of(remainder, language)
        year_text = remainder
    day = day_of(day_text, language)
    unread = year_text and year is None
    return None if day is None or unread else (day, months.index(name) + 1, year)
