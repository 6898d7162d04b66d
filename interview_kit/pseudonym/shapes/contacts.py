"""How somebody is reached, and the numbers they go by: telephone, e-mail, web, BSN, files."""

from __future__ import annotations

import re

from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.numbers import (
    SPOKEN_DIGIT,
    SPOKEN_GAP,
    SPOKEN_OVER_9,
    SPOKEN_UNDER_100,
    SPOKEN_UNDER_1000,
    digits_of,
)
from interview_kit.pseudonym.shapes.pattern import Pattern, shape

_CONTACT = MentionType.CONTACT
_IDENTIFIER = MentionType.IDENTIFIER
_ENDINGS = "nl|com|org|net|be|eu|nu|info|uk|de|amsterdam"
_DOT = r"\s(?:punt|dot)\s"
_AT = r"(?:apenstaartje|apestaartje|apenstaart|at)"
# All lengths have a bound: without one, a run of thousands of letters and hyphens takes minutes.
# Words that stand for a sign in an address, and the particles of a surname in it.
_SIGN = r"(?:punt|dot|streepje|underscore|liggend\sstreepje|dash|min)"
_LOCAL = rf"[\w.-]{{1,64}}(?:\s{_SIGN}\s(?:(?:van|de|den|der|el|al)\s){{0,2}}[\w.-]{{1,64}}){{0,3}}"
_NAMED_NUMBER = {
    "nl": (
        r"(?:[\w-]{0,30}nummer|bsn|sofi|code|pincode|kenteken|iban|rekening)(?:\s(?:is|was|dat\sis))?"
    ),
    "en": r"(?:(?:\w+\s)?number|nhs|pin|code|plate)(?:\s(?:is|was))?",
}
_SHORTEST, _LONGEST = 7, 15
_THREES = 9
_HUNDREDS_EN = (
    rf"(?:(?:{SPOKEN_DIGIT['en']})\shundred(?:\s(?:and\s)?{SPOKEN_UNDER_100['en']})?"
    rf"|(?:{SPOKEN_DIGIT['en']})(?:\s(?:{SPOKEN_DIGIT['en']})){{2}})"
)
_SHORTEST_NAMED = 3


def contacts(language: str) -> tuple[Pattern, ...]:
    """The patterns of addresses that are not places, and of telephone numbers."""
    number = rf"(?:{SPOKEN_OVER_9[language]}|{SPOKEN_DIGIT[language]})"
    gap = SPOKEN_GAP[language]
    piece = rf"(?:(?:dubbele?|double|triple)\s)?(?:{number}(?:\shundred)?|[0-9]{{1,4}})\b"
    plus = r"(?:plus\s|nul\snul\s|zero\szero\s|double\soh\s)"
    return (
        shape(_CONTACT, r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"),
        shape(_CONTACT, rf"\b{_LOCAL}\s{_AT}\s[\w-]+(?:{_DOT}[\w-]+){{0,2}}{_DOT}(?:{_ENDINGS})\b"),
        shape(_CONTACT, rf"\b{_LOCAL}\s(?:apenstaartje|apestaartje|apenstaart)\s[\w.-]+"),
        shape(_CONTACT, r"\b(?:https?://|www\.)\S+[\w/]"),
        shape(_CONTACT, rf"\b(?:www{_DOT})?[\w-]{{1,63}}{_DOT}(?:{_ENDINGS})\b", 0.8),
        shape(_CONTACT, r"(?<![\w@.])[a-z0-9][\w-]{1,62}\.(?:nl|com|org|net|be|eu|nu)\b(?!\.\w)"),
        shape(_CONTACT, r"(?<![\w.])@[a-z_][\w.]{2,}", 0.8),
        shape(_CONTACT, (
            r"(?<!\w)(?:\+|00)[1-9][0-9]{0,2}[\s-]?(?:\(0\))?(?:[\s-]?[0-9]){8,11}(?![0-9])")),
        shape(_CONTACT, r"(?<![\w.])0[1-9](?:[\s/-]{0,3}[0-9]){8}(?![0-9])"),
        shape(_CONTACT, (
            rf"\b(?:{plus}|(?:nul|zero|oh)\b(?=[\s,-])){gap}?{piece}(?:{gap}{piece}){{3,12}}"),
            holds=_is_spoken),
        shape(_CONTACT, rf"(?<!\w)0[1-9][0-9]?(?:{gap}{piece}){{3,10}}", holds=_is_telephone),
    )  # fmt: skip


def identifiers(language: str) -> tuple[Pattern, ...]:
    """The patterns of numbers that stand for somebody: BSN, account, file, number plate."""
    number = rf"(?:{SPOKEN_OVER_9[language]}|{SPOKEN_DIGIT[language]})"
    double = r"(?:(?:dubbel|dubbele|double|triple)\s)?"
    gap = SPOKEN_GAP[language]
    piece = rf"{double}(?:{number}|[0-9]{{1,4}})\b"
    three = {"nl": SPOKEN_UNDER_1000["nl"], "en": _HUNDREDS_EN}[language]
    return (
        shape(_IDENTIFIER, rf"\b{three}(?:{gap}{three}){{2,4}}\b", 0.8, _is_in_threes),
        shape(_IDENTIFIER, r"(?<![0-9])(?:[0-9][\s.-]?){8}[0-9](?![0-9])", holds=is_bsn),
        shape(_IDENTIFIER, rf"\b{double}{number}(?:{gap}{piece}){{3,12}}", 0.8, _is_long),
        shape(_IDENTIFIER, (
            rf"\b{_NAMED_NUMBER[language]}[\s:]+({piece}(?:[\s,.-]+{piece}){{0,12}})"),
            0.9, _is_named),
        shape(_IDENTIFIER, r"\b[A-Z]{2}[0-9]{2}[\s.]?[A-Z]{4}(?:[\s.]?[0-9]){10}\b"),
        shape(_IDENTIFIER, r"(?<![\w.,])[0-9]{6,12}(?![\w,]|\.[0-9])", 0.7),
        Pattern(_IDENTIFIER, re.compile(
            r"\b(?:[A-Z]{1,3}|[0-9]{1,3})-(?:[A-Z]{1,3}|[0-9]{1,3})-(?:[A-Z]{1,3}|[0-9]{1,3})\b"),
            0.8, _is_plate),
    )  # fmt: skip


def is_bsn(text: str) -> bool:
    """Whether the nine digits in `text` pass the eleven-test of a Dutch citizen service number."""
    digits = [int(character) for character in text if character.isdigit()]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return (
        len(digits) == len(weights)
        and any(digits)
        and sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11 == 0
    )


def _is_spoken(text: str) -> bool:
    return len(digits_of(text)) >= _SHORTEST


def _is_telephone(text: str) -> bool:
    return len(digits_of(text)) == 10


def _is_long(text: str) -> bool:
    return _SHORTEST <= len(digits_of(text)) <= _LONGEST


def _is_in_threes(text: str) -> bool:
    """Whether nine digits and more are said in hundreds, and nobody counts in hundreds."""
    digits = digits_of(text)
    return _THREES <= len(digits) <= _LONGEST and not digits.endswith("00")


def _is_named(text: str) -> bool:
    return len(digits_of(text)) >= _SHORTEST_NAMED


def _is_plate(text: str) -> bool:
    return any(map(str.isdigit, text)) and any(map(str.isalpha, text))
