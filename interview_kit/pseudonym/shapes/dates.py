"""Dates: days, months and years as they are written, and as they are said."""

from __future__ import annotations

import re

from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.numbers import (
    ORDINAL,
    SPOKEN_OVER_9,
    SPOKEN_UNDER_100,
    SPOKEN_YEAR,
    day_of,
    value_of,
)
from interview_kit.pseudonym.shapes.pattern import GOES_ON, Pattern, shape

_DATE = MentionType.DATE
_MONTHS = {
    "nl": (
        "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
        r"|(?:jan|feb|mrt|apr|aug|sept?|okt|nov|dec)\b\.?"
    ),
    "en": (
        "january|february|march|april|may|june|july|august|september|october|november|december"
        r"|(?:jan|feb|mar|apr|aug|sept?|oct|nov|dec)\b\.?"
    ),
}
# "may" and "march" are verbs, "mei" and "maart" are not: in English a month alone needs a number.
_MONTH_ALONE = {
    "nl": "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
    "en": "january|february|april|june|july|august|september|october|november|december",
}
_YEAR = r"(?:19[0-9]{2}|20[0-4][0-9])"
_NUMBER = re.compile(r"[0-9]+")
# What may stand between a day, a month and a year that are said one after the other.
_SAID_GAP = r"[\s,]{1,3}"
_LAST_DAY = 31
# A month by its number: "twaalf negen tweeduizend", "de twaalfde van de negende".
_MONTH_SAID = {
    "nl": "een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf",
    "en": "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve",
}
_MONTH_ORDINAL = {
    "nl": ("eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde"),
    "en": "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth",
}
_SEASON = {
    "nl": r"(?:zomer|winter|herfst|lente|voorjaar|najaar|begin|eind|einde|midden|halverwege)",
    "en": r"(?:summer|winter|autumn|fall|spring|beginning|end)",
}
_ON = {
    "nl": (
        *("op", "van", "tot", "na", "voor", "sinds", "vanaf", "de"),
        *("ma", "di", "wo", "do", "vr", "za", "zo", "maandag", "dinsdag", "woensdag"),
        *("donderdag", "vrijdag", "zaterdag", "zondag"),
    ),
    "en": ("on", "from", "until", "after", "before", "since", "the"),
}


def dates(language: str) -> tuple[Pattern, ...]:
    """The patterns of dates in a language, from a whole date to a month alone."""
    month, alone = _MONTHS[language], _MONTH_ALONE[language]
    under_100, ordinal = SPOKEN_UNDER_100[language], ORDINAL[language]
    day = rf"(?:[0-3]?[0-9](?:e|de|ste|st|nd|rd|th)?|{ordinal}|{under_100})"
    spoken_year = SPOKEN_YEAR[language]
    year = rf"(?:{_YEAR}|['’][0-9]{{2}}|{spoken_year}|{SPOKEN_OVER_9[language]}{GOES_ON[language]})"
    of = r"(?:\s(?:van|of)(?:\s(?:de|the))?)?"
    on = "|".join(rf"(?<=\b{word}\s)" for word in _ON[language])
    of_the = r"(?:\svan\sde|\sof\sthe)?"
    return (
        shape(_DATE, (
            r"(?<![\w/.-])(?:[0-3]?[0-9][-/.][01]?[0-9](?:[-/.]\s?|\s{2,3})(?:['’‘]|19|20)?[0-9]{2}"
            r"|(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])(?![\w-])")),
        shape(_DATE, (
            rf"(?:{on})(?:[0-3]?[0-9][-/][01]?[0-9])(?![\w/-]|[.,][0-9])"
            r"|(?<![\w/.,-])(?:1[3-9]|2[0-9]|3[01])/(?:0?[1-9]|1[0-2])(?![\w/-]|[.,][0-9])"), 0.8,
            _is_day_and_month),
        shape(_DATE, r"(?<![\w.,-])[0-3][0-9][01][0-9](?:19|20)[0-9]{2}(?![\w-])", 0.9,
              _is_day_month_and_year),
        shape(_DATE, rf"\b{day}{of}\s(?:{month})(?:,?\s{year})?(?!\w)"),
        shape(_DATE, (
            rf"\b(?:{month})\s(?:the\s)?{day}(?:,?\s{year})?(?!\w)" if language == "en"
            else rf"\b(?:{alone})\s{year}(?!\w)")),
        shape(_DATE, (
            rf"\b(?:{ordinal}|{under_100}|[0-3]?[0-9]){of_the}\s"
            rf"(?:{_MONTH_ORDINAL[language]}|{_MONTH_SAID[language]}|[01]?[0-9])\s"
            rf"(?:{_YEAR}|{spoken_year})\b")),
        shape(_DATE, (
            rf"\b(?:{under_100}|[0-3]?[0-9]){_SAID_GAP}(?:{_MONTH_SAID[language]}){_SAID_GAP}"
            rf"{SPOKEN_OVER_9[language]}{GOES_ON[language]}"), 0.7,
            lambda text: _is_said_date(text, language)),
        shape(_DATE, (
            rf"\b(?:{ordinal})(?:\svan\sde|\sof\sthe|\s)\s?(?:{_MONTH_ORDINAL[language]})"
            rf"{GOES_ON[language]}"), 0.7),
        shape(_DATE, rf"\b(?:{alone}|may|march)\s{_YEAR}\b"),
        *((shape(_DATE, rf"\b(?:{alone})\b", 0.6),) if language == "nl" else ()),
        shape(_DATE, rf"(?<![\w.,/-]){_YEAR}(?![\w/-]|[.,][0-9])", 0.8),
        shape(_DATE, rf"\b{spoken_year}\b", 0.8),
        shape(_DATE, (
            r"(?<=\bin\s)['’]?[4-9][0-9](?=\s*(?:[.,]|$))|(?<!\w)['’][0-9]{2}\b"), 0.6),
        # "de zomer van zevenentachtig", "ik ben van vierenzestig"
        shape(_DATE, (
            rf"\b{_SEASON[language]}\s(?:van\s|of\s)?"
            rf"(['’]?[4-9][0-9]|{_YEAR}|{SPOKEN_OVER_9[language]}){GOES_ON[language]}"), 0.7),
        shape(_DATE, (
            rf"\b(?:ben|is|was|bouwjaar)\svan\s(['’]?[3-9][0-9]|{SPOKEN_OVER_9['nl']})"
            rf"{GOES_ON['nl']}" if language == "nl"
            else rf"\bborn\sin\s(['’]?[3-9][0-9]|{SPOKEN_OVER_9['en']})\b"), 0.7),
    )  # fmt: skip


def _is_day_and_month(text: str) -> bool:
    day, month = map(int, _NUMBER.findall(text))
    return 1 <= day <= 31 and 1 <= month <= 12 and text != _ALWAYS


def _is_said_date(text: str, language: str) -> bool:
    """Whether three numbers are a day, a month and a year of a life: `twaalf drie tachtig`."""
    match = re.fullmatch(
        rf"({SPOKEN_UNDER_100[language]}|[0-9]+){_SAID_GAP}(?:{_MONTH_SAID[language]}){_SAID_GAP}(.+)",
        text,
        re.IGNORECASE,
    )
    if match is None:
        return False
    day, year = day_of(match[1], language) or 0, value_of(match[2], language) or 0
    return day <= _LAST_DAY < year


def _is_day_month_and_year(text: str) -> bool:
    return 1 <= int(text[:2]) <= 31 and 1 <= int(text[2:4]) <= 12


# "Around the clock" is no day of a month.
_ALWAYS = "24/7"
