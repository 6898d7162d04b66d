"""Coarse labels: the size of a place, tens of years, a date moved by the participant's own days."""

from __future__ import annotations

import re
from datetime import date, timedelta

from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.gazetteer import place_size
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.numbers import value_of
from interview_kit.pseudonym.surrogates import draw_number

_SIZES = {
    "nl": {"city": "[grote stad]", "town": "[stad]", "village": "[dorp]"},
    "en": {"city": "[large city]", "town": "[town]", "village": "[village]"},
}
_YEARS = {"nl": "jaar", "en": "years"}
_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "january february march april may june july august september october november december",
}
_NUMERIC = re.compile(r"([0-3]?[0-9])[-/.]([01]?[0-9])[-/.]((?:19|20)[0-9]{2})")
_NAMED_NL = re.compile(r"(?P<day>\d{1,2})\S*\s(?P<month>[^\W\d]+)\s(?P<year>\d{4})")
_NAMED_EN = re.compile(r"(?P<month>[^\W\d]+)\s(?P<day>\d{1,2})\w*,?\s(?P<year>\d{4})")
# Whole weeks keep the day of the week; half a year either way hides when something happened.
_MOST_WEEKS = 26


_VALUE = re.compile(r"\[(?:[0-9]+-[0-9]+ (?:jaar|years)|[0-9]{1,2} [^\W\d]+ [0-9]{4})\]")


def is_coarse(label: str) -> bool:
    """Whether a label says how large, how old or when, and so may stand for several."""
    sizes = (each for language in _SIZES.values() for each in language.values())
    return label in sizes or _VALUE.fullmatch(label) is not None


def coarse_label(entity: Entity, language: str, secret: bytes) -> str:
    """A coarse label for an entity; empty where its kind has none or it cannot be read."""
    text = entity.forms[0] if entity.forms else ""
    if entity.type is MentionType.PLACE:
        return _SIZES[language].get(place_size(text), "")
    if entity.type is MentionType.AGE:
        return _tens(text, language)
    if entity.type is MentionType.DATE and entity.participant and secret:
        return _moved(text, language, days_moved(entity.participant, secret))
    return ""


def days_moved(participant: str, secret: bytes) -> int:
    """By how many days all dates of a participant move: whole weeks, never none."""
    weeks = draw_number(secret, "days", participant) % (2 * _MOST_WEEKS) - _MOST_WEEKS
    return 7 * (weeks if weeks < 0 else weeks + 1)


def _tens(text: str, language: str) -> str:
    written = re.search(r"[0-9]{1,3}", text)
    age = int(written.group()) if written else value_of(text, language)
    if age is None:
        return ""
    low = age // 10 * 10
    return f"[{low}-{low + 9} {_YEARS[language]}]"


def _moved(text: str, language: str, days: int) -> str:
    """The date as `[12 maart 1994]`; empty unless day, month and year are said."""
    said = _read_date(fold(text), language)
    if said is None:
        return ""
    moved = said + timedelta(days=days)
    month = _MONTHS[language].split()[moved.month - 1]
    return f"[{moved.day} {month if language == 'nl' else month.capitalize()} {moved.year}]"


def _read_date(text: str, language: str) -> date | None:
    months = _MONTHS[language].split()
    numeric = _NUMERIC.fullmatch(text)
    named = _NAMED_NL.fullmatch(text) or _NAMED_EN.fullmatch(text)
    if numeric:
        day, month, year = map(int, numeric.groups())
    elif named and named["month"] in months:
        day, month, year = int(named["day"]), months.index(named["month"]) + 1, int(named["year"])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
