"""People whose name is a word (`Wil`, `Hope`), looked for again once they were surely named.

A word that was a name once in an interview may be one elsewhere, and mostly is the word. So it is
taken for the name where a capital says so, or where the tagger thinks it likelier than of a word
that named nobody.
"""

from __future__ import annotations

from collections.abc import Iterable

from interview_kit.pseudonym import tagger
from interview_kit.pseudonym.flagging import LEAST
from interview_kit.pseudonym.fold import fold_words, tokens
from interview_kit.pseudonym.lexicon import is_common, is_listed_given_name, marks
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.word_class import word_class
from interview_kit.pseudonym.word_usage import used_as_name

NAME = "echo"
"""What finds a name again that was surely named elsewhere in the interview."""
_SCORE = 0.6
# How sure the tagger must be once, and how much less it need be afterwards. Chosen on the tuning
# interviews.
_SURE = 0.5
_LESS = 0.3
# How sure the tagger must be of words that carry every sentence, and of one that is a given name.
_SURE_FUNCTION, _SURE_GIVEN = 0.8, 0.4


def named_words(mentions: Iterable[Mention], language: str) -> frozenset[str]:
    """The folded everyday words that are the given name of someone surely named in `mentions`."""
    heads = (
        fold_words(mention.text)
        for mention in mentions
        if mention.detector == tagger.NAME
        and mention.type is MentionType.PERSON
        and (mention.score >= _SURE or mention.cue)
    )
    return frozenset(
        words[0] for words in heads
        if words and is_common(words[0]) and len(words[0]) > 2
        and "g" in marks(words[0], language)
    )  # fmt: skip


def is_given_name(mention: Mention, text: str) -> bool:
    """Whether one of the hundred words that carry every sentence is a name here: `Wil`, `Will`."""
    words = fold_words(mention.text)
    if len(words) > 1 or not is_listed_given_name(words[0]):
        return mention.score >= _SURE_FUNCTION
    is_capital = mention.text[0].isupper()
    return mention.score >= _SURE_GIVEN or (
        is_capital and used_as_name(text, mention.start, mention.end)
    )


def match_words(text: str, turn: int, language: str, words: frozenset[str]) -> list[Mention]:
    """Where one of `words` is used as a name in `text`."""
    places = [token for token in tokens(text) if token.folded in words]
    if not places:
        return []
    is_cased = any(character.isupper() for character in text)
    chances = {} if is_cased else dict(tagger.person_chances(text, language))
    return [
        Mention(
            turn, place.start, place.end, MentionType.PERSON, text[place.start : place.end],
            NAME, _SCORE,
        )
        for place in places
        if (
            used_as_name(text, place.start, place.end, is_given=True)
            if is_cased
            else chances.get(place.start, 0) >= _LESS * LEAST[word_class(place.folded, language)][0]
        )
    ]  # fmt: skip
