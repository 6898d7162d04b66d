"""Contractions: what English draws together of words that carry a sentence: `he'd`, `couldn't`.

No dictionary holds them, so to the word lists they look like names.
"""

from __future__ import annotations

import re

from interview_kit.pseudonym.fold import word_set

_CLITIC = r"(?:'(?:m|re|ve|ll|d|s|em))"
_HEADS = word_set(
    "i you ye ya yous he she it we they this that these those there here who what which where when"
    " why how let one everyone everybody everything someone somebody something anyone anybody"
    " anything nobody nothing mine ours theirs hers"
)
_MODALS = word_set("would could should might must may")
_PARTS = re.compile(rf"([a-z]+)({_CLITIC}+)")
# `didn't`, `shouldn't've`, `wouldn't it'd`; and the same in Scots: `didnae`, `wasnae`.
_NEGATED = re.compile(
    rf"(?:ai|are|ca|could|did|does|do|had|has|have|is|may|might|must|need|ought|sha|should|was"
    rf"|were|wo|would|dare|use|used)n't{_CLITIC}*"
    r"|(?:did|does|is|was|were|would|could|should|can|have|had|must)nae"
)
_OTHERS = word_set(
    "o'clock y'all y'know d'you d'ya ma'am s'pose c'mon 'cause 'em 'til 'tis 'twas t'other"
)

_DUTCH = word_set(
    "da's wa's wie's hie's hij's zij's ze's 't's wat's dat's dit's hoe's zo'n zo'ne m'n z'n d'r"
    " 's 't 'k 'n 'r a'k ga'k da'k heb'k ben'k"
)


def is_contraction(word: str) -> bool:
    """Whether a folded word is drawn together of words that are no name."""
    if "'" not in word and not word.endswith("nae"):
        return False
    parts = _PARTS.fullmatch(word)
    return (
        (parts is not None and (parts[1] in _HEADS or (parts[1] in _MODALS and parts[2] == "'ve")))
        or _NEGATED.fullmatch(word) is not None
        or word in _OTHERS
    )


def is_drawn_together(word: str) -> bool:
    """Whether a folded word is a contraction of English or Dutch: `we'll`, `da's`."""
    return is_contraction(word) or word in _DUTCH


def without_clitic(word: str) -> str:
    """A folded word without what is drawn to it: `doctor` of `doctor'll`, `hazel` of `hazel'd`."""
    parts = _PARTS.fullmatch(word)
    return parts[1] if parts else word
