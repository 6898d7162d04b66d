"""Numbers as they are spoken, as patterns."""

from __future__ import annotations

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
