"""Codes of letters and digits, in small letters and as they are said: postcodes, accounts."""

from __future__ import annotations

import re

from interview_kit.pseudonym.fold import fold, word_set
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.numbers import (
    SPOKEN_DIGIT,
    SPOKEN_GAP,
    SPOKEN_OVER_9,
    digits_of,
)
from interview_kit.pseudonym.shapes.pattern import Pattern, shape

_PLACE = MentionType.PLACE
_IDENTIFIER = MentionType.IDENTIFIER
# How letters are called one by one, and may stand in a code without their whole alphabet.
_CALLS = {
    "nl": (
        "aa bee be cee ce dee ee ef gee ge haa ie jee kaa ka el em en oo pee pe kuu er es tee te uu"
        " vee wee iks zet"
    ),
    "en": (
        "ay bee cee see dee ee eff gee aitch haitch eye jay kay ell el em en oh pee cue queue are"
        " ar ess es tee tea you vee double-u ex wye why zed zee"
    ),
}
_NO_WORDS = {
    "nl": word_set(
        "bee cee dee ef el em gee haa jee kaa oo pee kuu tee uu vee wee iks zet"
        " b c d e f g h i j l o p q r v w x y z"
    ),
    "en": word_set(
        "ay ar bee cee dee ee eff en gee aitch haitch jay kay ell em ess tee vee wye zed cue ex"
        " b c d e f g h j k l m n o p q r s t u v w x y z"
    )
    | {"double-u"},
}
"""Letters and calls that are no word of the language, and so hardly mean anything else."""

# In two small letters behind a number: what is counted or measured, and words of two letters.
_COUNTED = word_set("mg ml km kg cc kb mb gb mm cm ie kw hz")
_TWO_LETTER_WORDS = word_set(
    "en de is in op af om te ze ik je we er al zo na nu ja of ga eh uh me he oh wo ma di do za vr"
    " pa bv ca tv ah hm ha ho an as if my by so or to it at am be us up on no go do"
)


def _letter(language: str) -> str:
    calls = "|".join(sorted(_CALLS[language].split(), key=len, reverse=True))
    return rf"(?:(?:{calls}|double\su|dubbel\s[uv]|[a-z])(?![\w'’]))"


def _number(language: str) -> str:
    return (
        rf"(?:(?:{SPOKEN_OVER_9[language]}|{SPOKEN_DIGIT[language]})(?:honderd)?\b|[0-9]{{1,4}}\b)"
    )


def postcodes(language: str) -> tuple[Pattern, ...]:
    """The patterns of postcodes in small letters (`1312 xb`), and said (`dertien twaalf x bee`)."""
    number, letter = _number(language), _letter(language)
    if language == "nl":
        letters = rf"{letter}[\s,]{{1,2}}(?:en\s)?{letter}"
        return (
            shape(_PLACE, (
                r"(?<![\w.,-])[1-9][0-9]{3}\s{1,3}[a-z]{2}(?![\w'’-])"), 0.8, _is_postcode),
            shape(_PLACE, (
                rf"(?<![\w-])(?:{number}{SPOKEN_GAP['nl']}){{1,4}}{letters}"),
                0.8, _is_said_postcode),
        )  # fmt: skip
    gap = r"[\s,.]{1,3}"
    return (
        shape(_PLACE, (
            rf"(?<![\w'’-]){letter}{gap}(?:{letter}{gap})?{number}{gap}"
            rf"(?:{number}{gap})?(?:{letter}{gap})?{number}{gap}{letter}{gap}{letter}"),
            0.8, _is_british_postcode),
    )  # fmt: skip


def state_numbers(language: str) -> tuple[Pattern, ...]:
    """The patterns of account numbers and National Insurance numbers with their letters, said."""
    number, letter, gap = _number(language), _letter(language), SPOKEN_GAP[language]
    account = shape(_IDENTIFIER, (
        rf"(?<![\w-])[a-z]{gap}?[a-z]{gap}{number}{gap}(?:{number}{gap})?(?:[a-z]{{1,5}}{gap}){{1,4}}"
        rf"(?:{number}{gap}){{4,12}}{number}"), 0.9, _is_account)  # fmt: skip
    if language == "nl":
        return (account,)
    insurance = shape(_IDENTIFIER, (
        rf"(?<![\w'’-]){letter}{gap}{letter}{gap}(?:{number}{gap}){{2,6}}[a-d]\b"), 0.9,
        _is_insurance_number)  # fmt: skip
    return (account, insurance)


def _is_postcode(text: str) -> bool:
    """Whether two letters behind four digits are no unit and no word: `1500 mg`, `1984 en`."""
    letters = fold(text[-2:])
    return letters not in _COUNTED and (text[-1].isupper() or letters not in _TWO_LETTER_WORDS)


def _is_said_postcode(text: str) -> bool:
    """Whether four digits are said and two letters that are none of the sentence around them."""
    first, second = re.findall(r"[^\W\d_]+", fold(text))[-2:]
    plain = _NO_WORDS["nl"]
    return len(digits_of(text)) == _DUTCH_DIGITS and (
        second in plain or first in plain or (len(first) == len(second) == 1 and second != "u")
    )


_DUTCH_DIGITS = 4


def _is_british_postcode(text: str) -> bool:
    """Whether enough of the letters are no words: `you two are you` says no place."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", fold(text))
    plain = [word for word in words if word in _NO_WORDS["en"]]
    return len(plain) >= _FEWEST_LETTERS and 2 <= len(digits_of(text)) <= _MOST_POSTCODE_DIGITS


_FEWEST_LETTERS = 2
_MOST_POSTCODE_DIGITS = 3


def _is_insurance_number(text: str) -> bool:
    return len(digits_of(text)) == _INSURANCE_DIGITS


_INSURANCE_DIGITS = 6


def _is_account(text: str) -> bool:
    return _FEWEST_ACCOUNT <= len(digits_of(text)) <= _MOST_ACCOUNT


_FEWEST_ACCOUNT, _MOST_ACCOUNT = 9, 18
