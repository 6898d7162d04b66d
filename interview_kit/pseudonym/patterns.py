"""What identifies by its shape: dates, ages, numbers, addresses, written and spoken."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.lexicon import is_common, marks
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.numbers import (
    ORDINAL,
    SPOKEN_DIGIT,
    SPOKEN_OVER_9,
    SPOKEN_UNDER_100,
    SPOKEN_YEAR,
)

NAME = "patterns"
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
_STREET = (
    r"(?:straat|laan|weg|plein|gracht|kade|singel|dijk|steeg|hof|park|dreef|pad|plantsoen|dam|kamp"
    r"|wal|markt|burg|baan|werf|ring)"
)
# Wards and teams are named after what stands next to the word: a name, a quarter, a code.
_WARD = {
    "nl": (
        r"(?:[\w-]*afdeling|[\w-]*team|unit|huize|locatie|woonvorm|woongroep|dagcentrum|dagbesteding"
        r"|paviljoen|kliniek)"
    ),
    "en": r"(?:ward|unit|team|clinic|lodge|house|centre)",
}
_QUARTER = {
    "nl": r"(?:noord|oost|zuid|west|centrum|midden)(?:-?(?:noord|oost|zuid|west|centrum))?",
    "en": r"(?:north|east|south|west)(?:-?(?:east|west))?",
}
_CURRENCY = {
    "nl": r"(?:euro['’]?s?|eurocent|gulden|dollar|pond|piek)",
    "en": r"(?:euros?|pounds?|quid|dollars?|bucks|grand)",
}
_LARGE = {
    "nl": r"(?:[a-zë]*(?:honderd|duizend|miljoen)[a-zë]*)",
    "en": r"(?:(?:[a-z]+[\s-])?(?:hundred|thousand|million)(?:\s(?:and\s)?[a-z-]+)?)",
}
_STREET_EN = r"(?:street|road|avenue|lane|drive|close|square|court|way|crescent)"


@dataclass(frozen=True, slots=True)
class _Pattern:
    type: MentionType
    regex: re.Pattern[str]
    score: float = 0.95
    holds: Callable[[str], bool] = bool


def is_bsn(text: str) -> bool:
    """Whether the nine digits in `text` pass the eleven-test of a Dutch citizen service number."""
    digits = [int(character) for character in text if character.isdigit()]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return (
        len(digits) == len(weights)
        and any(digits)
        and sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11 == 0
    )


def _is_no_phrase(text: str) -> bool:
    """Whether the last word is rare: `de esdoorn` names a ward, `de hele` does not."""
    return not is_common(fold_words(text)[-1])


def _is_no_given_name(text: str) -> bool:
    """Whether `team De Linde` is meant, and not `het team Marieke`."""
    words = fold_words(text)
    return len(words) > 1 or "g" not in marks(words[0], "nl")


def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


@cache
def _patterns(language: str) -> tuple[_Pattern, ...]:
    kind = MentionType
    month, alone = _MONTHS[language], _MONTH_ALONE[language]
    under_100 = SPOKEN_UNDER_100[language]
    day = rf"(?:[0-3]?[0-9](?:e|de|ste|st|nd|rd|th)?|{ORDINAL[language]}|{under_100})"
    year = rf"(?:{_YEAR}|['’][0-9]{{2}}|{SPOKEN_YEAR[language]})"
    digit = rf"(?:{SPOKEN_DIGIT[language]})"
    of = r"(?:\s(?:van|of)(?:\s(?:de|the))?)?"
    years_old = {
        "nl": rf"(?:{SPOKEN_UNDER_100['nl']}|[0-9]{{1,3}})(?:\s|-)?(?:jaar\b(?:\soud)?|jarige?\b)",
        "en": (
            rf"(?:{SPOKEN_UNDER_100['en']}|[0-9]{{1,3}})[\s-](?:years?[\s-]old|year[\s-]olds?)\b"
            rf"|(?<=\baged\s)(?:{SPOKEN_UNDER_100['en']}|[0-9]{{1,3}})\b"
        ),
    }[language]
    became = {
        "nl": (
            rf"(?<=\bben\s)(?:{SPOKEN_OVER_9['nl']}|[1-9][0-9])(?=\s*(?:[.,!?]|$|geworden|nu))"
            rf"|(?<=\bmijn\s)(?:{SPOKEN_OVER_9['nl']}|[1-9][0-9])(?:e|de|ste)\b(?=\s*(?:[.,]|$))"
        ),
        "en": rf"(?<=\bwas\s)(?:{SPOKEN_OVER_9['en']}|[1-9][0-9])(?=\s*(?:[.,!?]|$|when))",
    }[language]
    street = {
        "nl": rf"\b[A-Za-zÀ-ÿ'-]{{2,}}{_STREET}\s(?:[0-9]{{1,4}}(?:\s?[a-z]\b)?|{under_100})\b",
        "en": rf"\b[0-9]{{1,4}}[a-z]?\s(?:[A-Za-z'-]+\s){{1,2}}{_STREET_EN}\b",
    }[language]
    table: list[_Pattern] = [
        _Pattern(kind.CONTACT, _compiled(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
        _Pattern(kind.CONTACT, _compiled(
            r"\b[\w.-]+\s(?:apenstaartje|at)\s[\w-]+\s(?:punt|dot)\s(?:nl|com|org|net|be|eu)\b")),
        _Pattern(kind.CONTACT, _compiled(r"\b(?:https?://|www\.)\S+[\w/]")),
        _Pattern(kind.CONTACT, _compiled(
            r"(?<!\w)(?:\+|00)[1-9][0-9]{0,2}[\s-]?(?:\(0\))?(?:[\s-]?[0-9]){8,11}(?![0-9])")),
        _Pattern(kind.CONTACT, _compiled(r"(?<![\w.])0[1-9](?:[\s-]?[0-9]){8}(?![0-9])")),
        _Pattern(kind.CONTACT, _compiled(
            rf"\b(?:nul|zero|oh)(?:[\s,]+(?:{digit}|{SPOKEN_OVER_9[language]})\b){{4,10}}")),
        _Pattern(kind.IDENTIFIER, _compiled(r"(?<![0-9])(?:[0-9][\s.-]?){8}[0-9](?![0-9])"),
                 holds=is_bsn),
        _Pattern(kind.IDENTIFIER, _compiled(rf"\b(?:{digit}[\s,]+){{6,11}}{digit}\b")),
        _Pattern(kind.IDENTIFIER, _compiled(r"\b[A-Z]{2}[0-9]{2}[A-Z]{4}[0-9]{10}\b")),
        _Pattern(kind.IDENTIFIER, _compiled(r"(?<![\w.,])[0-9]{6,12}(?![\w,]|\.[0-9])"), 0.7),
        _Pattern(kind.PLACE, re.compile(
            r"\b[1-9][0-9]{3}\s?(?!SA|SD|SS)(?:[A-Z]{2}|[a-z]\s[a-z](?=$|[.,]))\b")),
        _Pattern(kind.PLACE, _compiled(street)),
        _Pattern(kind.DATE, _compiled(
            r"(?<![\w/.-])(?:[0-3]?[0-9][-/.][01]?[0-9][-/.](?:19|20)?[0-9]{2}"
            r"|(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])(?![\w-])")),
        _Pattern(kind.DATE, _compiled(rf"\b{day}{of}\s(?:{month})(?:,?\s{year})?(?!\w)")),
        _Pattern(kind.DATE, _compiled(
            rf"\b(?:{month})\s(?:the\s)?{day}(?:,?\s{year})?(?!\w)" if language == "en"
            else rf"\b(?:{alone})\s{year}(?!\w)")),
        _Pattern(kind.DATE, _compiled(rf"\b(?:{alone}|may|march)\s{_YEAR}\b")),
        _Pattern(kind.DATE, _compiled(rf"\b(?:{alone})\b"), 0.6),
        _Pattern(kind.DATE, _compiled(rf"(?<![\w.,/-]){_YEAR}(?![\w/-]|[.,][0-9])"), 0.8),
        _Pattern(kind.DATE, _compiled(rf"\b{SPOKEN_YEAR[language]}\b"), 0.8),
        _Pattern(kind.DATE, _compiled(
            r"(?<=\bin\s)['’]?[4-9][0-9](?=\s*(?:[.,]|$))|(?<!\w)['’][0-9]{2}\b"), 0.6),
        _Pattern(kind.ORGANISATION, _compiled(
            rf"\b{_WARD[language]}\s(?:{_QUARTER[language]}|[a-z]?[0-9]{{1,3}}[a-z]?)(?![\w-])"),
            0.8),
        _Pattern(kind.ORGANISATION, re.compile(
            rf"(?<!\w)(?i:{_WARD[language]})\s((?:(?:De|Het|'t|The)\s)?[A-Z][a-zà-ÿ]{{2,}}"
            rf"(?:-[A-Z][a-zà-ÿ]+)?)"), 0.8, _is_no_given_name),
        _Pattern(kind.ORGANISATION, _compiled(
            rf"\b{_WARD[language]}\s((?:de|het|'t|the)\s[a-zà-ÿ]{{3,}})(?!\w)"), 0.6,
            _is_no_phrase),
        _Pattern(kind.OTHER, _compiled(
            r"(?<!\w)(?:€|£|\$)\s?[0-9][0-9.,]*[0-9](?:,-)?(?![\w])")),
        _Pattern(kind.OTHER, _compiled(
            rf"(?<![\w.,])(?:[0-9][0-9.]*(?:,[0-9]{{2}}|,-)?(?:\s{_LARGE[language]})?"
            rf"|(?:{under_100}\s)?{_LARGE[language]}|{under_100})\s{_CURRENCY[language]}\b")),
        _Pattern(kind.AGE, _compiled(rf"\b(?:{years_old})")),
        _Pattern(kind.AGE, _compiled(rf"\b(?:{became})"), 0.7),
    ]  # fmt: skip
    return tuple(table)


# A length of time is no age: "twee jaar geleden", "al tien jaar", "drie jaar lang".
_DURATION_AFTER = re.compile(
    r"\s*(?:geleden|lang|later|eerder|verder|achter|op rij|na\b|daarna|daarvoor|ago|in\b|thuis"
    r"|gewoond|gewerkt|samen|getrouwd|clean|gezeten|geduurd|bezig|over)",
    re.IGNORECASE,
)
_DURATION_BEFORE = re.compile(
    r"(?:\bal|\bna|\bvoor|\bover|\bbinnen|\bongeveer al|\bpas|\bafgelopen|\blaatste|\bna zo'n"
    r"|\beerste|\bom de|\bper|\belke|\bzo'n|\bruim|\bbijna al|\btot|\bduurde|\bheeft|\bheb)\s+$",
    re.IGNORECASE,
)
_AGE_FROM = 12


@lru_cache(maxsize=4096)
def match_patterns(text: str, turn: int, language: str) -> tuple[Mention, ...]:
    """What identifies by its shape: from dates and money to wards and addresses; may overlap."""
    found: list[Mention] = []
    for pattern in _patterns(language if language in _MONTHS else "nl"):
        for match in pattern.regex.finditer(text):
            # A pattern with a group means the group: the name, without the word before it.
            start, end = match.span(match.lastindex or 0)
            if start == end or not pattern.holds(text[start:end]):
                continue
            if pattern.type is MentionType.AGE and _is_duration(text, start, end):
                continue
            found.append(
                Mention(turn, start, end, pattern.type, text[start:end], NAME, pattern.score)
            )
    return tuple(found)


def _is_duration(text: str, start: int, end: int) -> bool:
    if "oud" in text[start:end].casefold() or "old" in text[start:end].casefold():
        return False
    return bool(
        _DURATION_AFTER.match(text, end)
        or _DURATION_BEFORE.search(text[max(0, start - 24) : start])
    )
