"""Whether an everyday word is used as a name where it stands.

One rule for finding and for checking, so that what the detectors leave is what the leak check
allows. A weak form (`de boer`, `wil`) counts as a name

- after a title, a word of kinship, an initial or a given name of the roster, or
- with a capital that no sentence start explains; a given name also at a sentence start, unless a
  word that makes it a verb follows (`Ben ik`, `Wil je`).
"""

from __future__ import annotations

import re
from collections.abc import Collection

from interview_kit.pseudonym.fold import fold, word_set
from interview_kit.pseudonym.name_cues import CUES

_BEFORE = re.compile(r"([^\W\d_]+)([.'’]?)\s*$")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;\n\r\t\x00\"“”„>(\[{-])[\s\"'“”‘’>]*$")
_AFTER = re.compile(r"\s*([^\W\d_]+)")
_MAKES_A_VERB = word_set("ik je jij u we wij ze zij hij er dat dit het i you we they he she")


def used_as_name(
    text: str, start: int, end: int, *, is_given: bool = False, names: Collection[str] = ()
) -> bool:
    """Whether the word or words from `start` to `end` of `text` are used as a name.

    `is_given`: the form is a given name; `names` are folded given names of the same roster.
    """
    text_before = text[max(0, start - 40) : start]
    previous = _BEFORE.search(text_before)
    if previous:
        word = fold(previous.group(1))
        initial = len(word) == 1 and previous[1].isupper() and (word != "i" or previous[2] == ".")
        if word in CUES or word in names or initial:
            return True
    capital = text[start:end].split()[-1][:1].isupper()
    if not capital:
        return False
    first = text[start]
    if not first.isupper() or not _SENTENCE_START.search(text_before):
        return True
    match_after = _AFTER.match(text, end)
    return is_given and not (match_after and fold(match_after.group(1)) in _MAKES_A_VERB)
