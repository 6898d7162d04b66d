"""Numbers as they are spoken, as patterns."""

from __future__ import annotations

import re

from interview_kit.pseudonym.fold import fold

_UNITS_NL = "een|één|twee|drie|vier|vijf|zes|zeven|acht|negen"
_TEENS_NL = "tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien"
_TENS_NL = "twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig"
_UNITS_EN = "one|two|three|four|five|six|seven|eight|nine"
_TEENS_EN = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS_EN = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"

SPOKEN_DIGIT = {
    "nl": f"nul|{_UNITS_NL}",
    "en": f"zero|oh|{_UNITS_EN}",
}
SPOKEN_UNDER_100 = {
    "nl": rf"(?:(?:{_UNITS_NL})\s?(?:en|ën)\s?(?:{_TENS_NL})|{_TEENS_NL}|{_TENS_NL}|{_UNITS_NL})",
    "en": rf"(?:(?:{_TENS_EN})[\s-](?:{_UNITS_EN})|{_TEENS_EN}|{_TENS_EN}|{_UNITS_EN})",
}
SPOKEN_OVER_9 = {
    "nl": rf"(?:(?:{_UNITS_NL})\s?(?:en|ën)\s?(?:{_TENS_NL})|{_TEENS_NL}|{_TENS_NL})",
    "en": rf"(?:(?:{_TENS_EN})[\s-](?:{_UNITS_EN})|{_TEENS_EN}|{_TENS_EN})",
}
_ORDINAL_NL = (
    "eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|dertiende"
    "|veertiende|vijftiende|zestiende|zeventiende|achttiende|negentiende|twintigste"
    f"|(?:{_UNITS_NL})(?:en|ën)twintigste|dertigste|(?:een|één)endertigste"
)
_ORDINAL_EN = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"
    "|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
    "|twenty[\\s-](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth"
    "|thirty[\\s-]first"
)
ORDINAL = {"nl": _ORDINAL_NL, "en": _ORDINAL_EN}
SPOKEN_YEAR = {
    "nl": (
        rf"(?:negentienhonderd\s?{SPOKEN_UNDER_100['nl']}|negentien\s?{SPOKEN_OVER_9['nl']}"
        rf"|tweeduizend\s?(?:en\s)?(?:{SPOKEN_UNDER_100['nl']})?|twintig\s{SPOKEN_OVER_9['nl']})"
    ),
    "en": (
        rf"(?:nineteen\s(?:oh\s)?{SPOKEN_UNDER_100['en']}"
        rf"|two thousand(?:\s(?:and\s)?{SPOKEN_UNDER_100['en']})?"
        rf"|twenty[\s-](?:{_TEENS_EN}|(?:{_TENS_EN})(?:[\s-](?:{_UNITS_EN}))?))"
    ),
}

# What stands between two numbers that are said one after the other, and is none.
SPOKEN_GAP = {
    "nl": (
        r"(?:[\s,.…-]+(?:(?:eh+|uh+|u+hm+|e+hm+|em|hm+|ja|nee|wacht|even|en|dan|toen|streepje|nog)\b"
        r"[\s,.…-]+){0,3})"
    ),
    "en": (
        r"(?:[\s,.…-]+(?:(?:eh+|er+m?|uh+|u+m+|hm+|yeah|no|wait|sorry|and|then|dash|so)\b"
        r"[\s,.…-]+){0,3})"
    ),
}
SPOKEN_TENS = {"nl": _TENS_NL, "en": _TENS_EN}
SPOKEN_LARGE = {
    "nl": r"(?:[a-zë]*(?:honderd|duizend|miljoen)[a-zë]*|ton(?=\s))",
    "en": r"(?:(?:[a-z]+[\s-])?(?:hundred|thousand|million)(?:\s(?:and\s)?[a-z-]+)?)",
}
SPOKEN_UNDER_1000 = {
    "nl": (
        rf"(?:(?:{_UNITS_NL}|{_TEENS_NL})?honderd(?:\s?(?:en|ën)?\s?{SPOKEN_UNDER_100['nl']})?"
        rf"|{SPOKEN_UNDER_100['nl']})"
    ),
    "en": SPOKEN_UNDER_100["en"],
}
# From the second year of a life to its last, as in "op mijn twaalfde".
AGE_ORDINAL = {
    "nl": (
        rf"(?:(?:(?:{_UNITS_NL})(?:en|ën))?(?:{_TENS_NL})ste|(?:{_TEENS_NL})de|tweede|derde|vierde"
        "|vijfde|zesde|zevende|achtste|negende)"
    ),
    "en": (
        rf"(?:(?:{_TENS_EN})[\s-](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
        rf"|(?:{_TENS_EN.replace('y', 'ie')})th|{_ORDINAL_EN})"
    ),
}

_VALUES = {
    language: {
        word: value
        for value, word in [
            *enumerate(units.replace("één|", "").split("|"), start=1),
            *enumerate(teens.split("|"), start=10),
            *((tens * 10, word) for tens, word in enumerate(many.split("|"), start=2)),
        ]
    }
    for language, units, teens, many in (
        ("nl", _UNITS_NL, _TEENS_NL, _TENS_NL),
        ("en", _UNITS_EN, _TEENS_EN, _TENS_EN),
    )
}


_NUMBER_WORDS = frozenset(
    fold(word) for value in (_UNITS_NL, _TEENS_NL, _TENS_NL, _UNITS_EN, _TEENS_EN, _TENS_EN)
    for word in value.split("|")
)  # fmt: skip


def is_number(word: str) -> bool:
    """Whether a folded word is a number under 100, in Dutch or English, in one word."""
    return word in _NUMBER_WORDS or re.fullmatch(SPOKEN_UNDER_100["nl"], word) is not None


def value_of(text: str, language: str) -> int | None:
    """The first number under 100 that is spoken in `text`, if one is."""
    match = re.search(rf"\b{SPOKEN_UNDER_100[language]}", text.casefold())
    if match is None:
        return None
    parts = re.findall("|".join(sorted(_VALUES[language], key=len, reverse=True)), match.group())
    return sum(_VALUES[language][part] for part in parts)


def day_of(text: str, language: str) -> int | None:
    """The day of the month that `text` says, in digits, as a number or as an ordinal."""
    match = re.search(r"[0-9]+", text)
    if match:
        return int(match.group())
    irregular = (word for word in re.findall(r"[a-z]+", fold(text)) if word in _IRREGULAR)
    last = next(irregular, "")
    tens = value_of(text.replace(last, ""), language) if last else value_of(text, language)
    return (tens or 0) + _IRREGULAR[last] if last else tens


def year_of(text: str, language: str) -> int | None:
    """The year that `text` says, in four digits or in words: `negentien vijfenzeventig`."""
    match = re.fullmatch(r"['’]?((?:19|20)?[0-9]{2})", text.strip())
    if match:
        return full_year(int(match[1]))
    for century, century_pattern in _CENTURIES[language]:
        match = re.match(rf"(?:{century_pattern})", text.strip().casefold())
        if match:
            return century + (value_of(text.strip()[match.end() :], language) or 0)
    return None


def full_year(year: int) -> int:
    """The year that is meant: 75 is 1975, and 12 is 2012."""
    return year if year >= 100 else year + (1900 if year > _LAST_SHORT else 2000)


_LAST_SHORT = 30
_CENTURIES = {
    "nl": ((1900, r"negentien(?:honderd)?"), (2000, r"tweeduizend(?:\s?en)?|twintig\s")),
    "en": ((1900, r"nineteen(?:\shundred)?(?:\soh)?"), (2000, r"two thousand(?:\sand)?|twenty")),
}
# Ordinals that do not begin with their number.
_IRREGULAR = {
    "eerste": 1, "derde": 3, "first": 1, "second": 2, "third": 3, "fifth": 5, "ninth": 9,
    "twelfth": 12, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip


def digits_of(text: str) -> str:
    """The digits of a number that is said in pieces: `06 drieëntachtig nul` is `06830`.

    `dubbel twee` is two twos. Any other word says nothing.
    """
    digits, times = "", 1
    for match in _PIECE.finditer(fold(text)):
        piece = match[0]
        if piece in _TIMES:
            times = _TIMES[piece]
            continue
        if match["hundreds"] is not None:
            rest = _value(match["rest"]) if match["rest"] else 0
            hundreds = _value(match["hundreds"]) if match["hundreds"] else 1
            digits += str(hundreds * 100 + rest)
            continue
        piece_digits = piece if piece.isdigit() else str(_value(piece))
        digits += piece_digits * times
        times = 1
    return digits


_TIMES = {"dubbel": 2, "dubbele": 2, "double": 2, "triple": 3}
_NOTHING = ("nul", "zero", "oh")
_PIECE = re.compile(
    "|".join(
        (
            r"[0-9]+",
            r"\b(?:dubbele?|double|triple)\b(?![\s-](?:u|v|you|vee)\b)",
            r"\b(?:nul|zero|oh)\b",
            rf"\b(?P<hundreds>(?:{fold(_UNITS_NL)}|{_TEENS_NL})?)honderd"
            rf"(?:\s?(?:en)?\s?(?P<rest>{fold(SPOKEN_UNDER_100['nl'])}))?\b",
            rf"\b{fold(SPOKEN_UNDER_100['nl'])}\b",
            rf"\b{fold(SPOKEN_UNDER_100['en'])}\b",
        )
    )
)


def _value(piece: str) -> int:
    if piece in _NOTHING:
        return 0
    values = (value_of(piece, language) for language in ("nl", "en"))
    return next(value for value in values if value is not None)
