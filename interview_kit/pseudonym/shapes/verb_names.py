"""Given names that are words (`Wil`, `Hope`), where the grammar around them leaves only the name.

In small letters neither the lists nor the network tell `wil` from a verb. What follows does: an
auxiliary is followed by an infinitive, and a person by what he did: `en toen wil doodging`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from interview_kit.pseudonym.fold import fold, word_set
from interview_kit.pseudonym.lexicon import is_common, marks
from interview_kit.pseudonym.word_class import WordClass, word_class

# Verbs that are names: in Dutch and English the only ones among the words that carry a sentence.
_AUXILIARY = {"nl": "wil", "en": "will"}
_DID = {
    "nl": (
        r"(?:zei|zegt|vroeg|vraagt|belde|belt|riep|dacht|vond|had|heeft|was|werd|is|kon|moest|zou"
        r"|wist|hielp|zat|lag|woonde|werkte|overleed|stierf|bracht|schreef|kreeg|deed|huilde|lachte"
        r"|[a-z]{0,8}(?:ging|kwam|viel|liep|nam|gaf|trok|stond|bleef|keek|sprak|hield))"
    ),
    "en": (
        r"(?:said|says|goes|went|came|comes|told|tells|was|had|has|drove|got|gets|did|does|took|takes"
        r"|made|makes|gave|gives|knew|knows|thought|thinks|sat|stood|left|brought|kept|rang|lost"
        r"|found|held|heard|wrote|ran|[a-z]{2,9}[a-df-z]ed)"
    ),
}
_SAID = {
    "nl": r"(?:zei|zegt|vroeg|belde|riep|antwoordde|fluisterde|vertelde|appte)",
    "en": r"(?:who|said|says|told|asked|rang|phoned|texted|whispered)",
}
# Before a noun or a verb of the same letters.
_NO_NAME_BEFORE = word_set(
    "de het een die dat deze dit mijn m'n z'n zijn haar hun onze ons jouw uw je geen elke vrije"
    " goede laatste eigen sterke ik jij hij zij ze we wij u ie wie er men niemand iedereen iemand"
    " ook wat the a an my your his her its their our free good own last living i you he she it we"
    " they who that what this there which everyone nobody somebody people of no any strong"
)
# What a clause begins with, so that a subject stands behind.
_CLAUSE = word_set(
    "en maar want dus toen als dat omdat of totdat terwijl daarna nou ja later and but so then when"
    " because if or well that's after before yeah was"
)
_PREPOSITION = {
    "nl": r"(?:aan|met|bij|tegen|naar|door|voor)",
    "en": r"(?:with|told|asked|called|from|by|rang|saw|met)",
}
_BEHIND = {
    "nl": r"(?:ge[a-z]{2,12}(?:d|t|en)|ver[a-z]{2,12}(?:d|t)|heb|had|was|ging)\b",
    "en": r"(?:that|to|about|what|if|and|i|we|he|she|yesterday|straight|again)\b",
}
_NAMED = {"nl": r"(?:heet|heette|heten|noemde|noemden)", "en": r"(?:named|called)"}
_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?)[\s,]{1,3}$")


@cache
def _auxiliaries(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """As a subject, by what follows; and as an object, by what stands on both sides."""
    word = _AUXILIARY[language]
    return (
        re.compile(rf"\b({word})(?=[\s,]{{1,3}}{_DID[language]}\b)", re.IGNORECASE),
        re.compile(
            rf"\b{_PREPOSITION[language]}\s({word})(?=[\s,]{{1,3}}{_BEHIND[language]}|\s*[.?!]|$)"
            rf"|\b{_NAMED[language]}\s({word})\b",
            re.IGNORECASE,
        ),
    )


@cache
def _speakers(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b([^\W\d_]{{3,12}})(?=\s{_SAID[language]}\b)")


@lru_cache(maxsize=4096)
def verb_names(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Where in `text` a given name that is a word can only be the name, in code points."""
    as_subject, as_object = _auxiliaries(language)
    places = [
        match.span(1) for match in as_subject.finditer(text)
        if _before(text, match.start(1)) not in _NO_NAME_BEFORE
    ]  # fmt: skip
    places += [match.span(match.lastindex or 0) for match in as_object.finditer(text)]
    places += [
        match.span(1) for match in _speakers(language).finditer(text)
        if _is_word_and_name(match[1], language)
        and _before(text, match.start(1)) in _CLAUSE | {""}
    ]  # fmt: skip
    return tuple(sorted(set(places)))


def _before(text: str, start: int) -> str:
    """The folded word directly before `start`, or nothing at the start of a sentence."""
    match = _WORD_BEFORE.search(text[max(0, start - 20) : start])
    return fold(match[1]) if match else ""


def _is_word_and_name(token: str, language: str) -> bool:
    word = fold(token)
    return (
        "g" in marks(word, language)
        and word_class(word, language) in (WordClass.BOTH, WordClass.WORD)
        and not (is_common(word) and word in _NO_SUBJECT)
    )


_NO_SUBJECT = word_set("man vrouw moeder vader oma opa dokter baby kind god heer")
