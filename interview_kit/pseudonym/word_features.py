"""What the tagger sees of a word: shape, neighbours and what the word lists know.

The same function serves training and use, so both see alike. Every feature is a short string.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from interview_kit.pseudonym.contraction import is_contraction, without_clitic
from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.lexicon import lexicon
from interview_kit.pseudonym.name_cues import CLINICIANS, CUES, KIN
from interview_kit.pseudonym.person_name import PARTICLES

# Words, with inner apostrophes and full stops of initials; any other mark is a token of its own.
TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[^\w\s]|_")
_DIGITS = re.compile(r"[0-9]")
_FREQUENCIES = "m=0123456789"
_STARTS = frozenset('<.?!:"')
# What the lists would say of `he'd`, if they held it: a word, and among the most common.
_CONTRACTED = "6d"
_NAME_MARKS = str.maketrans("", "", "gspc")


class Hidden(StrEnum):
    """What training hides of a word, so that the tagger learns to do without."""

    NAMES = "names"
    """That it is on a list of names; how common it is stays."""
    ALL = "all"
    """Everything the lists know, and the word itself: only its letters are seen."""


_NOTHING: Mapping[int, Hidden] = MappingProxyType({})


@lru_cache(maxsize=65536)
def of_word(
    token: str, language: str, hidden_part: Hidden | None
) -> tuple[str, str, tuple[str, ...]]:
    """The folded word, what the lists know of it, and the features it has by itself."""
    word = _DIGITS.sub("0", fold(token))
    word_lexicon = {} if hidden_part is Hidden.ALL else lexicon(language)
    marks = word_lexicon.get(word, "")
    if language == "en" and hidden_part is not Hidden.ALL and "d" not in marks:
        marks = _CONTRACTED if is_contraction(word) else marks
        head = without_clitic(word)
        if head != word and marks != _CONTRACTED:
            stem = word_lexicon.get(head, "")
            marks = f"{stem}+" if stem else marks
    for ending in ("'s", "s", "je", "tje", "ke"):
        if not marks and word.endswith(ending) and len(word) - len(ending) > 2:
            stem = word_lexicon.get(word[: -len(ending)], "")
            marks = f"{stem}+" if stem else marks
    if not marks and "-" in word:
        marks = "-".join(word_lexicon.get(part, "?") for part in word.split("-")[:2])
    if hidden_part is Hidden.NAMES:
        marks = marks.translate(_NAME_MARKS)
    marks = marks or ("#" if word.isdigit() or "0" in word else "?" if word.isalpha() else ".")
    kind = (
        "T" if word in CLINICIANS else "K" if word in KIN else "A" if word in CUES
        else "v" if word in PARTICLES else ""
    )  # fmt: skip
    shape = (
        "a" if token.islower() else "A" if token.isupper() and len(token) > 1
        else "Aa" if token[:1].isupper() else "x"
    )  # fmt: skip
    own_features = [f"c={shape}", f"m={marks}", f"mc={marks}{shape}"]
    if not hidden_part:
        own_features.append(f"w={word}")
    if word.isalpha() and "d" not in marks:
        own_features += [f"s3={word[-3:]}", f"s4={word[-4:]}", f"s2={word[-2:]}", f"p3={word[:3]}"]
        own_features += [f"p4={word[:4]}", f"l={min(len(word), 12)}"]
    elif word.isalpha():
        own_features += [f"s3={word[-3:]}", f"s5={word[-5:]}"]
    letters = marks.strip("0123456789")
    own_features.append(f"ml={letters}")
    if kind:
        own_features.append(f"k={kind}")
    return word, f"{marks}{kind}", tuple(own_features)


def features(
    words: Sequence[str], language: str, hidden_parts: Mapping[int, Hidden] = _NOTHING
) -> list[list[str]]:
    """For each token of a text the features the tagger weighs.

    `hidden_parts` says for some positions what of the word is not to be seen; in use nothing is.
    """
    word_rows = [of_word(word, language, hidden_parts.get(at)) for at, word in enumerate(words)]
    cased_flag = "y" if any(word[:1].isupper() for word in words[1:]) else "n"
    edges = [("<<", "<<", ()), ("<", "<", ()), *word_rows, (">", ">", ()), (">>", ">>", ())]
    rows: list[list[str]] = []
    for index, (_, marks, own_features) in enumerate(word_rows):
        before2, previous, following, after2 = (
            edges[index], edges[index + 1], edges[index + 3], edges[index + 4],
        )  # fmt: skip
        # A capital says much in the middle of a sentence, and little at its start.
        place = f"{own_features[0]}{cased_flag}{'^' if previous[0] in _STARTS else ''}"
        rows.append([
            *own_features, place, f"{place}|{own_features[1].strip(_FREQUENCIES)}",
            f"-1={previous[0]}", f"+1={following[0]}", f"-2={before2[0]}", f"+2={after2[0]}",
            f"-1m={previous[1]}", f"+1m={following[1]}",
            f"-2-1={before2[0]}|{previous[0]}", f"-1+1={previous[0]}|{following[0]}",
            f"-1m0={previous[1]}|{marks}", f"0m+1={marks}|{following[1]}",
            f"-1w0m={previous[0]}|{marks}",
            f"0m+1w={marks}|{following[0]}", f"-1m+1m={previous[1]}|{following[1]}",
        ])  # fmt: skip
    return rows
