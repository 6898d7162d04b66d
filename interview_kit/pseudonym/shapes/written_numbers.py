"""Numbers that people write in many ways: telephones, and what offices give a person or a file.

A number is taken whole, from its first bracket or digit to its last. All lengths have a bound.
"""

from __future__ import annotations

import re

from interview_kit.pseudonym.fold import word_set
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.shapes.pattern import Pattern, shape

_CONTACT = MentionType.CONTACT
_IDENTIFIER = MentionType.IDENTIFIER
_PLACE = MentionType.PLACE
# What stands between the digits of one number, on one line.
_GAP = r"[ \u00a0./_\u2010-\u2015-]{0,5}"
_NEXT = {
    "nl": rf"(?:{_GAP}|,?\s(?:en\s)?(?:dan|toen)\s|,\s)",
    "en": rf"(?:{_GAP}|,?\s(?:and\s)?then\s|,\s)",
}
_ALONE = r"(?<![\w(.,+/-])"
_END = r"(?![0-9]|[.,/-][0-9]|\w)"
_DATE = re.compile(r"[0-3]?[0-9][-/. ][01]?[0-9][-/. ](?:19|20)[0-9]{2}(?![0-9])")
# How many digits a number without a country has.
_LENGTHS = {"nl": (9, 10), "en": (10, 11)}

# What an office gives a number to, and what stands before the number itself.
_OFFICE = {
    "nl": (
        r"(?:pati[eë]nt|pat|cli[eë]nt|dossier|zaak|klant|polis|lid|lidmaatschaps?|registratie|kenmerk"
        r"|referentie|personeels|rekening|paspoort|rijbewijs|identiteits|inschrijf|student(?:en)?"
        r"|medewerkers?|big|agb|v|kvk|ziekenhuis|verzekerings?|verzekerden|zorg|status|proces"
        r"|parket|vreemdelingen|contract|factuur)"
    ),
    "en": (
        r"(?:patient|client|file|case|claim|policy|account|member(?:ship)?|reference|ref|hospital"
        r"|nhs|ni|national\sinsurance|social\ssecurity|ssn|passport|licen[cs]e|student|staff|badge"
        r"|record|insurance|customer|booking|invoice)"
    ),
}
_NUMBER_WORD = {
    "nl": r"(?:[\s-]?(?:nummers?|nrs?|no|codes?|kaart)\b\.?)",
    "en": r"(?:\s(?:numbers?|nos?|nr|id|code)\b\.?)",
}
_IS = {"nl": r"(?:\s(?:is|was|zijn|werd|wordt))?", "en": r"(?:\s(?:is|was))?"}
# These are numbered so often that no word has to say it.
_NUMBERED = {
    "nl": r"(?:dossier|zaak|paspoort|rijbewijs|pati[eë]nt|cli[eë]nt|kenmerk|parketnr|bsn)",
    "en": r"(?:case|file|passport|claim|patient|record|reference|ref)",
}
_ROOM = {"nl": r"(?:kamer|cel)", "en": r"(?:room|cell)"}
_VALUE = (
    r"(?:[a-z]{1,4}[./_-]|(?:19|20)[0-9]{2}[./_-][a-z]{1,4}[./_-])?(?:[a-z]{0,4}[0-9]|[a-z]{1,3}[0-9a-z]{0,3}[0-9])[0-9a-z]{0,17}"
    r"(?:[./_-][0-9a-z]{1,12}){0,4}"
)
_NO_AMOUNT = (
    r"(?!\s?(?:euro?s?|%|procent|percent|keer|times|jaar|years?|mensen|people|dagen|days?|weken"
    r"|weeks?|uur|hours?|pagina'?s?|pages?|pond|pounds?|dollars?|patiënten|patients|clients)\b)"
)
_FEWEST_DIGITS = 3


def written_telephones(language: str) -> tuple[Pattern, ...]:
    """The patterns of telephone numbers that are written in groups, with brackets and signs."""
    gap, following = _GAP, _NEXT[language]
    lengths = _LENGTHS[language]

    def has_length(text: str) -> bool:
        digits = sum(map(str.isdigit, text))
        return digits in lengths and not _DATE.match(text)

    area = r"(?:\(0[1-9][0-9]{0,4}\)|0[1-9])"
    both = (
        shape(_CONTACT, rf"{_ALONE}{area}(?:{following}[0-9]){{5,9}}{_END}", holds=has_length),
        shape(_CONTACT, (
            rf"(?<![\w+])(?:\+|00)[1-9][0-9]{{0,2}}{gap}(?:\([0-9]{{1,4}}\){gap})?"
            rf"(?:{gap}[0-9]){{7,11}}{_END}")),
        shape(_CONTACT, (
            rf"\b(?:tel|telefoon|telefoonnummer|mobiel|phone|mobile|fax)\b[.:]?\s{{0,2}}"
            rf"([0-9](?:{gap}[0-9]){{5,11}}){_END}")),
    )  # fmt: skip
    if language == "nl":
        # A mobile number without its first zero.
        bare = rf"{_ALONE}6{gap}[1-9](?:{gap}[0-9]){{7}}{_END}"
        return (*both, shape(_CONTACT, bare, 0.8, _is_grouped))
    # A British mobile number whose plus was lost.
    abroad = rf"{_ALONE}44{gap}7(?:{gap}[0-9]){{9}}{_END}"
    american = (
        rf"{_ALONE}(?:1{gap})?(?:\([2-9][0-9]{{2}}\)|[2-9][0-9]{{2}})[ .\u2010-\u2015-]{{0,2}}"
        rf"[1-9][0-9]{{2}}[ .\u2010-\u2015-][0-9]{{4}}{_END}"
    )
    short = (
        r"\b(?:call(?:ed)?|ring|rang|phone|text|number(?:\s(?:is|was))?)\s(?:me\s)?(?:on\s|at\s)?"
        rf"([2-9][0-9]{{2}}[ .-][0-9]{{4}}){_END}"
    )
    return (*both, shape(_CONTACT, abroad), shape(_CONTACT, american), shape(_CONTACT, short, 0.8))


def office_numbers(language: str) -> tuple[Pattern, ...]:
    """The patterns of numbers of patients, clients, files, cases, passports and rooms."""
    office, number = _OFFICE[language], _NUMBER_WORD[language]
    before = rf"{_IS[language]}[\s:#]{{1,3}}"
    after = rf"(?![\w]){_NO_AMOUNT}"
    common = (
        shape(_IDENTIFIER, rf"\b{office}{number}{before}({_VALUE}){after}", 0.9, _is_number),
        shape(_IDENTIFIER, rf"\b{_NUMBERED[language]}\b{before}({_VALUE}){after}", 0.8, _is_number),
        shape(_IDENTIFIER, rf"\b{_ROOM[language]}\s([0-9]{{2,4}}[a-z]?){after}", 0.6),
    )
    return (*common, *_of_the_state(language))


def _of_the_state(language: str) -> tuple[Pattern, ...]:
    if language != "en":
        return ()
    return (
        shape(_IDENTIFIER, (
            r"(?<![\w-])[a-z]{2}(?:[ .-]?[0-9]{2}){3}[ .-]?[a-d](?![\w-])"), 0.9, _is_no_word),
        shape(_IDENTIFIER, r"(?<![\w-])[0-9]{3}[- ][0-9]{2}[- ][0-9]{4}(?![\w-])", 0.9),
        shape(_IDENTIFIER, r"(?<![\w-])[0-9]{3}[- ][0-9]{3}[- ][0-9]{4}(?![\w-])", 0.8),
        # Royal Mail, PAF Programmers' Guide: the second half has none of C, I, K, M, O and V.
        shape(_PLACE, (
            r"(?<![\w-])(?:[a-z]{1,2}[0-9][a-z0-9]?)\s?[0-9][abd-hjlnp-uw-z]{2}(?![\w-])"),
            0.9, _is_postcode),
    )  # fmt: skip


_ORDINALS = ("st", "nd", "rd", "th")
_SHORT_WORDS = word_set("on at in of to is my by it so or as be we he no up us an am do go if me")


def _is_postcode(text: str) -> bool:
    return text[-2:].casefold() not in _ORDINALS and (text[0].isupper() or " " in text)


def _is_no_word(text: str) -> bool:
    """Whether two letters begin a number, and no sentence about three: `at 12 30 45 a man`."""
    return text.isalnum() or text[:2].casefold() not in _SHORT_WORDS or not text.endswith(" a")


def _is_number(text: str) -> bool:
    return sum(map(str.isdigit, text)) >= _FEWEST_DIGITS


def _is_grouped(text: str) -> bool:
    """Whether a nine-digit number is written as a telephone's: `6 12345678`, and no amount."""
    return not text.isdigit() and "." not in text
