"""What the tagger took for a name and is a word as it stands: `a mark`, `nobody could grant`."""

from __future__ import annotations

import re

from interview_kit.pseudonym import tagger
from interview_kit.pseudonym.contraction import is_contraction
from interview_kit.pseudonym.fold import fold, fold_words, word_set
from interview_kit.pseudonym.lexicon import is_persons_name
from interview_kit.pseudonym.mention import Mention
from interview_kit.pseudonym.word_class import WordClass, word_class

_IN_DICTIONARY = (WordClass.WORD, WordClass.BOTH, WordClass.BUILT)
# Before a noun or a verb, and hardly ever before the name of somebody.
_BEFORE_A_WORD = word_set(
    "a an the some any no every this these those such so very too more most can could would should"
    " might must cannot can't couldn't won't wouldn't don't didn't doesn't it'll you'll they'll"
    " i'll een n geen zo'n elke elk iedere hele heel zeer deze dit dat te zo erg weinig veel meer"
)
# The same, and at times before a name as well: `de Boer`, in Flemish `de Staf`. Behind `den` and
# `die` names are as likely.
_ARTICLES = word_set("de het dat the 't")
# From this score on the tagger knows better; chosen on the tuning interviews.
_SURE_BEFORE_A_WORD, _SURE_IN_CASED = 0.75, 0.5
_SURE_BEHIND_ARTICLE, _SURE_WITH_ARTICLE = 0.15, 0.35
_PREVIOUS = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?)\s+$")


def is_plain_word(text: str, mention: Mention) -> bool:
    """Whether a mention by the tagger is one small word of the dictionary, used as that word.

    In a text with capitals a name has one; and behind an article or an auxiliary stands a noun or
    a verb.
    """
    words = fold_words(mention.text)
    if mention.detector != tagger.NAME or mention.cue:
        return False
    if len(words) == _ARTICLE_AND_NOUN and words[0] in _ARTICLES:
        noun = mention.text.split()[-1]
        return mention.score < _SURE_WITH_ARTICLE and noun.islower() and _is_only_word(noun)
    if len(words) != 1 or not mention.text.islower():
        return False
    if is_contraction(words[0]) or not _is_word(mention.text):
        return False
    if mention.score < _SURE_IN_CASED and any(map(str.isupper, text)):
        return True
    previous = _PREVIOUS.search(text[max(0, mention.start - 20) : mention.start])
    word_before = fold(previous[1]) if previous else ""
    return (mention.score < _SURE_BEFORE_A_WORD and word_before in _BEFORE_A_WORD) or (
        mention.score < _SURE_BEHIND_ARTICLE
        and word_before in _ARTICLES
        and _is_only_word(mention.text)
    )


_ARTICLE_AND_NOUN = 2


def _is_only_word(token: str) -> bool:
    """Whether a word is in the dictionary, and on no list of names as `boer` and `mees` are."""
    return _is_word(token) and not is_persons_name(fold(token))


def _is_word(token: str) -> bool:
    return any(word_class(token, language) in _IN_DICTIONARY for language in ("nl", "en"))
