"""What the tagger sees of a word: shape, neighbours and what the word lists know.

The same function serves training and use, so both see alike. Every feature is a short string.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from interview_kit.pseudonym.cues import CLINICIANS, CUES, KIN
from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.lexicon import lexicon
from interview_kit.pseudonym.person_name import PARTICLES

# Words, with inner apostrophes and full stops of initials; any other mark is a token of its own.
TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[^\w\s]|_")
_EDGE = ("<", "")
_DIGITS = re.compile(r"[0-9]")


@lru_cache(maxsize=65536)
def _word(token: str, language: str, listed: bool) -> tuple[str, str, tuple[str, ...]]:
    """The folded word, what the lists know of it, and the features it has by itself."""
    word = _DIGITS.sub("0", fold(token))
    known = lexicon(language) if listed else {}
    marks = known.get(word, "")
    for ending in ("'s", "s", "je", "tje", "ke"):
        if not marks and word.endswith(ending) and len(word) - len(ending) > 2:
            stem = known.get(word[: -len(ending)], "")
            marks = f"{stem}+" if stem else marks
    if not marks and "-" in word:
        marks = "-".join(known.get(part, "?") for part in word.split("-")[:2])
    marks = marks or ("#" if word.isdigit() or "0" in word else "?" if word.isalpha() else ".")
    kind = (
        "T" if word in CLINICIANS else "K" if word in KIN else "A" if word in CUES
        else "v" if word in PARTICLES else ""
    )  # fmt: skip
    shape = (
        "a" if token.islower() else "A" if token.isupper() and len(token) > 1
        else "Aa" if token[:1].isupper() else "x"
    )  # fmt: skip
    own = [f"w={word}", f"m={marks}", f"c={shape}", f"mc={marks}{shape}"]
    if word.isalpha() and "d" not in marks:
        own += [f"s3={word[-3:]}", f"s4={word[-4:]}", f"s2={word[-2:]}", f"p3={word[:3]}"]
        own += [f"p4={word[:4]}", f"l={min(len(word), 12)}"]
    elif word.isalpha():
        own += [f"s3={word[-3:]}", f"s5={word[-5:]}"]
    letters = marks.strip("0123456789")
    own.append(f"ml={letters}")
    if kind:
        own.append(f"k={kind}")
    return word, f"{marks}{kind}", tuple(own)


def features(
    words: Sequence[str], language: str, unlisted: Collection[int] = ()
) -> list[list[str]]:
    """For each token of a text the features the tagger weighs.

    `unlisted` are positions of words to treat as if no list held them: names that training hides,
    so that the tagger also learns to do without the lists.
    """
    seen = [_word(word, language, at not in unlisted) for at, word in enumerate(words)]
    cased = "y" if any(word[:1].isupper() for word in words[1:]) else "n"
    edges = [("<<", "<<", ()), ("<", "<", ()), *seen, (">", ">", ()), (">>", ">>", ())]
    rows: list[list[str]] = []
    for index, (_, marks, own) in enumerate(seen):
        before2, before, after, after2 = (
            edges[index], edges[index + 1], edges[index + 3], edges[index + 4],
        )  # fmt: skip
        rows.append([
            *own, f"{own[2]}{cased}",
            f"-1={before[0]}", f"+1={after[0]}", f"-2={before2[0]}", f"+2={after2[0]}",
            f"-1m={before[1]}", f"+1m={after[1]}",
            f"-2-1={before2[0]}|{before[0]}", f"-1+1={before[0]}|{after[0]}",
            f"-1m0={before[1]}|{marks}", f"0m+1={marks}|{after[1]}", f"-1w0m={before[0]}|{marks}",
            f"0m+1w={marks}|{after[0]}", f"-1m+1m={before[1]}|{after[1]}",
        ])  # fmt: skip
    return rows
