"""Initials and the surname behind them, with marks or none: `J.H. de Boer`, `j h de boer`."""

from __future__ import annotations

import re
from functools import lru_cache

from interview_kit.pseudonym.fold import fold, word_set
from interview_kit.pseudonym.lexicon import is_persons_name
from interview_kit.pseudonym.word_class import WordClass, word_class

_PARTICLES = r"(?:(?:van|von|de|der|den|het|ten|ter|te|in|op|aan|la|le|el|al|du|['’]?t) {1,2}){0,3}"
_LETTER = r"[^\W\d_]"
_INITIALLED = re.compile(
    rf"(?<![\w'’.-])(?P<letters>(?:{_LETTER}\. {{0,2}}){{1,4}}"
    rf"|(?:{_LETTER}\.){{1,3}}{_LETTER} {{1,2}}|(?:{_LETTER} {{1,2}}){{2,4}}){_PARTICLES}"
    rf"(?P<surname>{_LETTER}{{3,}}(?:-{_LETTER}+)*)",
    re.IGNORECASE,
)
# Written with marks or said letter by letter, and nobody's initials.
ABBREVIATIONS = word_set(
    "tav aub ivm dwz mbt bv nv ed etc nav tgv tov evt jl nl oa mn mi mbv ipv zs zsm iig am pm eg ie"
    " tm mw dhr st dr mr tv wc cv pc bh dvd cd gps ggz ggd gp nhs pvc mri ecg eeg wao wia wmo fact"
    " fb ww vs us uk usa eu ov ns ah hbo mbo hiv aids adhd ptss ptsd bc ad bbc itv dna rip ok dj mc"
)
"""Letters joined: `ivm` for i.v.m."""

# What a single letter is where apostrophes were lost (`k`, `t`), and small words.
_NO_INITIAL = {"nl": frozenset("kmnrstu"), "en": frozenset("adimost")}
_PREPOSITION = re.compile(
    r"\b(?:van|aan|bij|met|door|tegen|naar|voor|heer|of|by|from|with|to|for|mr|mrs|ms)\.? {1,2}$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def initialled_names(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Where initials and a surname stand in `text`, in code points."""
    is_cased = any(map(str.isupper, text))
    return tuple(
        match.span()
        for match in _INITIALLED.finditer(text)
        if _is_name(text, match, language, is_cased=is_cased)
    )


def _is_name(text: str, match: re.Match[str], language: str, *, is_cased: bool) -> bool:
    letters = [letter for letter in match["letters"] if letter.isalpha()]
    surname = match["surname"].split("-")[0]
    joined = fold("".join(letters))
    if joined in ABBREVIATIONS or (
        is_cased and not (all(map(str.isupper, letters)) and surname[0].isupper())
    ):
        return False
    if "." not in match["letters"] and set(joined) <= _NO_INITIAL[language]:
        return False
    is_surname = is_persons_name(fold(surname)) or word_class(surname, language) in (
        WordClass.NAME, WordClass.STRANGE,
    )  # fmt: skip
    # Behind one letter and a full stop a sentence may begin: `vitamine D. Toen`.
    return is_surname or (
        is_cased
        and (
            len(letters) > 1
            or _PREPOSITION.search(text[max(0, match.start() - 12) : match.start()]) is not None
        )
    )
