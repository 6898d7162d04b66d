"""Numbers as they are spoken, as patterns."""

from __future__ import annotations

import re

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


def value_of(text: str, language: str) -> int | None:
    """The first number under 100 that is spoken in `text`, if one is."""
    found = re.search(rf"\b{SPOKEN_UNDER_100[language]}", text.casefold())
    if found is None:
        return None
    parts = re.findall("|".join(sorted(_VALUES[language], key=len, reverse=True)), found.group())
    return sum(_VALUES[language][part] for part in parts)
