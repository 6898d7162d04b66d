"""Ages: said of somebody, and no length of time."""

from __future__ import annotations

import re

from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.numbers import (
    AGE_ORDINAL,
    SPOKEN_OVER_9,
    SPOKEN_TENS,
    SPOKEN_UNDER_100,
)
from interview_kit.pseudonym.shapes.pattern import GOES_ON, Pattern, shape

_AGE = MentionType.AGE
# Who has an age, and what stands between the verb and it.
_WHO = {
    "nl": (
        r"(?:ik|je|jij|u|hij|ie|ze|zij|wij|moeder|vader|zus|zusje|broer|broertje|zoon|zoontje"
        r"|dochter|dochtertje|man|vrouw|vriend|vriendin|oma|opa|oom|tante|oudste|jongste)"
    ),
    "en": (
        r"(?:i|you|he|she|we|mother|father|mum|mom|dad|sister|brother|son|daughter|husband|wife"
        r"|friend|partner|oldest|youngest|eldest)"
    ),
}
_BE = {
    "nl": r"(?:ben|bent|is|was|werd|word|wordt|waren|zijn)",
    "en": r"(?:am|is|are|was|were|'m|'s|turned|turn|turns|became|become)",
}
_FILL = {
    "nl": (
        r"(?:(?:ik|je|jij|u|hij|ie|ze|zij|toen|nu|net|pas|bijna|al|ook|dus|denk|geloof|inmiddels"
        r"|alweer|nog|maar|ongeveer|rond|volgend|volgende|vorig|vorige|deze|week|maand|jaar|morgen"
        r"|gisteren|binnenkort|zelf|zo|de|een|jaar|of|rond|geworden)\s){0,5}"
    ),
    "en": (
        r"(?:(?:i|you|he|she|then|now|just|only|almost|nearly|about|around|already|still|like|maybe"
        r"|next|last|this|week|month|year|soon|think)\s){0,4}"
    ),
}
_CHILD = {
    "nl": (
        r"(?:dochters?|dochtertje|zoon|zonen|zoontje|kind|kinderen|kindje|jongen|jongetje|meisje"
        r"|meid|man|vrouw|vent|baby|kleinkind|kleinzoon|kleindochter|zus|zusje|broer|broertje)"
    ),
    "en": r"(?:daughters?|sons?|child|kid|boy|girl|man|woman|brother|sister|guy|lady)",
}
_THEY = {
    "nl": (
        r"(?:die|deze|kleine|kleinste|middelste|tweeling|kinderen|zoons|dochters|meisjes|jongens)"
    ),
    "en": (r"(?:they|that\sone|little\sone|kids|boys|girls|twins|children|baby|nephew|niece|nan)"),
}
# A small number is an age where nothing is counted behind it: `die is negen`, `he's nine now`.
_SMALL = {
    "nl": "twee|drie|vier|vijf|zes|zeven|acht|negen",
    "en": "two|three|four|five|six|seven|eight|nine",
}
_ENDS = r"\s*(?:[.,;!?…)]|$)|[^\S\n]*\n"
_SAID_OF = {
    "nl": (
        rf"(?={_ENDS}|\s+(?:nu|toen|geworden|pas|inmiddels|alweer|jaar\soud|dus|maar|want|die|hij|zij|ze"
        r"|ik|we)\b)"
    ),
    "en": (
        rf"(?={_ENDS}|\s+(?:now|when|then|already|years\sold|so|but|next|last|this|he|she|they|i"
        r"|we|it)\b)"
    ),
}
_OWN = {
    "nl": r"(?:mijn|m'n|m’n|me|zijn|z'n|z’n|haar|d'r|d’r|hun|je|jouw|uw)",
    "en": r"(?:my|his|her|their|your)",
}


def ages(language: str) -> tuple[Pattern, ...]:
    """The patterns of ages in a language."""
    number = rf"(?:{SPOKEN_UNDER_100[language]}|[1-9][0-9]?)"
    grown = rf"(?:{SPOKEN_OVER_9[language]}|[1-9][0-9])"
    small = rf"(?:{_SMALL[language]}|{SPOKEN_UNDER_100[language]}|[2-9]|[1-9][0-9])"
    ordinal = rf"(?:{AGE_ORDINAL[language]}|[1-9][0-9]?(?:e|de|ste|th|st|nd|rd))"
    own_words, goes_on = _OWN[language], GOES_ON[language]
    be, person, fill = _BE[language], _WHO[language], _FILL[language]
    bilingual_patterns = (
        shape(_AGE, rf"\b{person}(?:\s{be}|(?<=i)'m|'s)\s{fill}({grown}){goes_on}", 0.7),
        shape(_AGE, rf"\b{be}\s{person}\s{fill}({grown}){goes_on}", 0.7),
        shape(
            _AGE,
            (
                rf"\b(?:{person}|{_THEY[language]})(?:\s{be}|(?<=i)'m|'s|(?<=y)'re)\s{fill}"
                rf"({small}(?:\s(?:en|and)\s{small})?){_SAID_OF[language]}"
            ),
            0.7,
        ),
        shape(_AGE, rf"\b{_CHILD[language]}\s(?:van|of|aged)\s{fill}({number}){goes_on}", 0.7),
    )
    return (
        *bilingual_patterns,
        *{"nl": _dutch, "en": _english}[language](number, grown, ordinal, own_words),
    )


def _dutch(number: str, grown: str, ordinal: str, own_words: str) -> tuple[Pattern, ...]:
    goes_on = GOES_ON["nl"]
    return (
        shape(_AGE, rf"\b({number}(?:\s|-)?(?:jaar\b(?:\soud)?|jarige?\b|jr\b(?:\.?\soud\b)?))"),
        shape(_AGE, (
            rf"\b(?:toen|als|sinds|dat|tot|voordat|nadat)\s(?:{own_words}\s)?{_WHO['nl']}\s{_FILL['nl']}({number})\s"
            r"(?:was|werd|ben|bent|is|wordt|waren|geworden)\b"), 0.8),
        shape(_AGE, (
            rf"\b(?:op|rond|vanaf|tot|voor|na|sinds|over|richting|tussen)\s{own_words}\s({ordinal}"
            rf"(?:\sen\s(?:{own_words}\s)?{ordinal})?(?:\s(?:levensjaar|verjaardag|jaar))?){goes_on}"),
            0.8),
        shape(_AGE, rf"\b{own_words}\s({ordinal})\s(?:levensjaar|verjaardag)\b"),
        shape(_AGE, (
            rf"\b(?:begin|half|midden|eind|ver|diep|van|man|vrouw|ben|is|was)\s(?:in\s)?de\s"
            rf"({SPOKEN_TENS['nl']}){goes_on}"), 0.7),
        shape(_AGE, rf"\bop\s(?:een\s)?leeftijd\svan\s{_FILL['nl']}({number})\b"),
        shape(_AGE, rf"\bleeftijd(?:\s(?:is|was))?\s({number})\b"),
        shape(_AGE, rf"(?<=\bben\s)({grown})(?=\s*(?:[.,!?]|$|geworden|nu))", 0.7),
    )  # fmt: skip


def _english(number: str, grown: str, ordinal: str, own_words: str) -> tuple[Pattern, ...]:
    return (
        shape(_AGE, rf"\b({number}[\s-](?:years?[\s-]old|year[\s-]olds?|years?\sof\sage))\b"),
        shape(_AGE, (
            rf"\b(?:when|since|until|before|after|if)\s(?:my\s)?{_WHO['en']}\s"
            rf"(?:was|were|is|am|turned|turns|became)\s{_FILL['en']}({number})"
            rf"{GOES_ON['en']}"), 0.8),
        shape(_AGE, rf"\b(?:aged|age|age\sof|ages\sof)\s({number})\b"),
        shape(_AGE, rf"\b{own_words}\s({ordinal})\s(?:birthday|year)\b"),
        shape(_AGE, (
            rf"\bin\s{own_words}\s(?:early\s|mid\s|mid-|late\s)?"
            r"(teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"),
            0.7),
        shape(_AGE, rf"(?<=\bwas\s)({grown})(?=\s*(?:[.,!?]|$|when))", 0.7),
    )  # fmt: skip


# A length of time is no age: "twee jaar geleden", "al tien jaar", "drie jaar lang".
_DURATION_AFTER = re.compile(
    r"\s*(?:geleden|lang|later|eerder|verder|achter|op rij|na\b|daarna|daarvoor|ago|in\b|thuis"
    r"|samen|clean|bezig|over|terug|aan\b|op\b|bij\b|onder\b|tegen\b|met\b|zonder|alleen|mee\b"
    r"|niks|niets|geen\b|elke\b|alles|vast\b|(?!geworden)\w{0,12}ge\w{3,14}(?:d|t|en)\b|opgenomen|behandeld"
    r"|verslaafd|verbleven|doorgebracht|verdwenen|volgehouden|binnen|weg\b|vol\b|door\b|dood\b|droog\b"
    r"|nuchter|ziek\b|weduwe|weduwnaar|wachten|gebeurde|stil\b|werk\b|getrouwd)",
    re.IGNORECASE,
)
_DURATION_BEFORE = re.compile(
    r"(?:\bal|\bna|\bvoor|\bover|\bbinnen|\bongeveer al|\bpas|\bafgelopen|\blaatste|\bna zo'n"
    r"|\bzou|\bslechts|\bgedurende|\b(?:daarop)?volgende|\bhooguit|\bminstens|\bmaximaal|\bnog"
    r"|\beerste|\bom de|\bper|\belke|\bzo'n|\bruim|\bbijna al|\btot|\bduurde|\bheeft|\bheb"
    r"|\bzat|\bzaten|\bwoonde|\bwoonden|\bwerkte|\bwerkten|\bleefde|\bleefden|\bsliep|\blag"
    r"|\bkostte|\bdeed|\bkreeg|\bslikte|\bdie|\bdeze|\bdat|\bal die|\bhele|\bhonderd)\s+$",
    re.IGNORECASE,
)
# Set apart by a comma, what was done or undergone lasted so long: "op straat geleefd, zes jaar".
_LASTED_BEFORE = re.compile(
    r"(?:\b(?!geworden)\w{0,12}ge\w{3,14}(?:d|t|en)|therapie|behandeling|opname|begeleiding|afdeling|kliniek"
    r"|cursus|opleiding|studie|school|relatie|huwelijk|gevangenis|straat|baan|werk),\s+$",
    re.IGNORECASE,
)


def is_duration(text: str, start: int, end: int) -> bool:
    """Whether `jaar` from `start` to `end` of `text` says how long and not how old."""
    phrase = text[start:end].casefold()
    if "jaar" not in phrase or "oud" in phrase:
        return False
    return bool(
        _DURATION_AFTER.match(text, end)
        or _DURATION_BEFORE.search(text[max(0, start - 24) : start])
        or _LASTED_BEFORE.search(text[max(0, start - 32) : start])
    )
