"""Where somebody lives, and where they are treated: addresses, postcodes, wards and teams."""

from __future__ import annotations

import re

from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.lexicon import is_common, marks
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.numbers import SPOKEN_DIGIT, SPOKEN_OVER_9, SPOKEN_UNDER_1000
from interview_kit.pseudonym.shapes.pattern import Pattern, shape

_PLACE = MentionType.PLACE
_ORGANISATION = MentionType.ORGANISATION
_STREET = (
    r"(?:straat|laan|weg|plein|gracht|kade|singel|dijk|steeg|hof|park|dreef|pad|plantsoen|dam|kamp"
    r"|wal|markt|burg|baan|werf|ring)"
)
# Without a number beside it only what is hardly ever part of another word.
_STREET_ALONE = r"(?:straat|laan|gracht|plein|kade|singel|dreef|steeg|plantsoen)"
_STREET_EN = r"(?:street|road|avenue|lane|drive|close|square|court|way|crescent)"
_FLOOR = r"(?:\s?[-/]?(?:[a-z]\b|I{1,3}\b|hs\b)|\s(?:[a-zé]+\shoog|bis|huis)\b)?"
# Wards and teams are named after what stands next to the word: a name, a quarter, a code.
_WARD = {
    "nl": (
        r"(?:[\w-]{0,30}afdeling|(?:(?:fact|f-act|act|iht|ggz|crisis|wijk|vip|bemoeizorg)[\s-]?)?[\w-]{0,30}team"
        r"|unit|huize|locatie|woonvorm|woongroep|dagcentrum|dagbesteding|paviljoen|kliniek)"
    ),
    "en": r"(?:ward|unit|team|clinic|lodge|house|centre)",
}
_QUARTER = {
    "nl": (r"(?:noord|oost|zuid|west|centrum|midden)(?:[\s-]?(?:noord|oost|zuid|west|centrum))?"),
    "en": r"(?:north|east|south|west)(?:[\s-]?(?:east|west))?",
}
_LETTERS = r"(?!SA|SD|SS)(?:[A-Z]{2}|[a-z]\s[a-z](?=$|[\s.,]))"
# What is measured in two letters: "1500 mg" is no postcode.
_UNITS = frozenset(("mg", "ml", "km", "kg", "cc", "kb", "mb", "gb", "mm", "cm", "ie", "nl", "uu"))


def places(language: str) -> tuple[Pattern, ...]:
    """The patterns of addresses, with and without a number, and of postcodes."""
    number = SPOKEN_UNDER_1000[language]
    spoken = rf"(?:{SPOKEN_OVER_9[language]}|{SPOKEN_DIGIT[language]})"
    # "Van der Helstplein", "Jan van Galenstraat", "1e Jan Steenstraat"
    name_before = (
        r"(?:(?:[A-Z]|[12]e\s[A-Z])[\w.]{0,30}\s(?:(?:van|de|den|der|ter|ten)\s){0,2}){0,2}"
    )
    street = {
        "nl": (
            rf"\b[A-Za-zÀ-ÿ'-]{{2,30}}{_STREET}\s(?:nummer\s)?(?:[0-9]{{1,4}}{_FLOOR}|{number}{_FLOOR})"
            r"(?!\w)"
        ),
        "en": rf"\b[0-9]{{1,4}}[a-z]?\s(?:[A-Za-z'-]+\s){{1,2}}{_STREET_EN}\b",
    }[language]
    return (
        Pattern(_PLACE, re.compile(
            r"\b[1-9][0-9]{3}\s?(?!SA|SD|SS)(?:[A-Z]{2}|[a-z]\s[a-z](?=$|[.,]))\b")),
        shape(_PLACE, r"\b[1-9][0-9]{3}[a-z]{2}\b", 0.8, _is_no_amount),
        Pattern(_PLACE, re.compile(rf"\b{SPOKEN_UNDER_1000['nl']}\s{spoken}\s{_LETTERS}\b"), 0.8),
        shape(_PLACE, (
            rf"\bpostcode\s(?:is\s)?((?:[0-9]{{4}}|(?:{number}|duizend)(?:\s{number}){{0,3}})"
            r"(?:\s?[a-z]\s?[a-z]\b)?)")),
        shape(_PLACE, street),
        Pattern(_PLACE, re.compile(
            rf"\b{name_before}[A-Z][\w'-]{{1,30}}{_STREET}\s[0-9]{{1,4}}{_FLOOR}(?!\w)")),
        shape(_PLACE, (
            r"\b(?:op|in|aan|bij|van|naar|langs|over)\s(?:de\s|het\s|’t\s|'t\s)?"
            rf"([a-zà-ÿ'-]{{3,30}}{_STREET_ALONE})(?!\w)"), 0.7, _is_no_word),
    )  # fmt: skip


def wards(language: str) -> tuple[Pattern, ...]:
    """The patterns of wards and teams, by quarter, by code and by name."""
    ward = _WARD[language]
    return (
        shape(_ORGANISATION, (
            rf"\b{ward}\s(?:{_QUARTER[language]}|[a-z]?[0-9]{{1,3}}[a-z]?)(?![\w-])"), 0.8),
        Pattern(_ORGANISATION, re.compile(
            rf"(?<!\w)(?i:{ward})\s((?:(?:De|Het|'t|The)\s)?[A-Z][a-zà-ÿ]{{2,}}"
            rf"(?:[\s-][A-Z][a-zà-ÿ]+)?)"), 0.8, _is_no_given_name),
        shape(_ORGANISATION, (
            rf"\b{ward}\s((?:de|het|'t|the)\s[a-zà-ÿ]{{3,}})(?!\w)"), 0.6, _is_no_phrase),
    )  # fmt: skip


def _is_no_amount(text: str) -> bool:
    return text[-2:].casefold() not in _UNITS


def _is_no_word(text: str) -> bool:
    """Whether it is a street of its own: `de lindengracht`, and not `de hoofdstraat`."""
    return "d" not in marks(fold_words(text)[-1], "nl")


def _is_no_phrase(text: str) -> bool:
    """Whether the last word is rare: `de esdoorn` names a ward, `de hele` does not."""
    return not is_common(fold_words(text)[-1])


def _is_no_given_name(text: str) -> bool:
    """Whether `team De Linde` is meant, and not `het team Marieke`."""
    words = fold_words(text)
    return len(words) > 1 or "g" not in marks(words[0], "nl")
