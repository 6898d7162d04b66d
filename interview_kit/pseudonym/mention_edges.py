"""Where a person's name begins and ends: without title and adverb, with what nicknames it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace as changed

from interview_kit.model.unclear_mark import marks as unclear_marks
from interview_kit.pseudonym import tagger
from interview_kit.pseudonym.fold import Token, fold, fold_words, tokens, word_set
from interview_kit.pseudonym.lexicon import marks
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.name_cues import CUES
from interview_kit.pseudonym.person_name import PARTICLES, TITLES
from interview_kit.pseudonym.word_class import WordClass, word_class

# Adverbs that stand behind the name of who comes and goes, and are at times somebody's surname.
_BEHIND = word_set(
    "langs even weg mee op terug samen ook nog thuis binnen buiten aan uit af door heen vaak altijd"
    " toen later gewoon weer zelf niet wel misschien eerst gisteren vandaag morgen"
    " along away back together again too home later then yesterday today tomorrow"
)
ROLES = (
    CUES
    | TITLES
    | word_set(
        "dad mum mom nan nana gran grandma grandpa granda mummy daddy mam mama papa pa ma da fella"
        " lassie laddie lad judge father sister brother abuela abuelo"
    )
)
"""What somebody is called by who he is, and never by name alone."""
# What nicknames are made with: `Dikke Jan`, `Big Mike`.
_NICKNAMING = word_set(
    "dikke lange rooie ouwe gekke blonde manke schele wilde bolle kale kromme malle blinde dolle"
    " big fat mad crazy skinny lanky baldy lil shorty"
)
_WORD_BEFORE = re.compile(r"([^\W\d_]+) $")
# Initials before a name: `J. T. Smit`, and without marks where the letter is no word: `z yıldırım`.
_INITIALS_BEFORE = re.compile(r"(?<![\w'’.-])(?:(?:[^\W\d_]\. ?)+|[b-hj-lp-rv-xzB-HJ-LP-RV-XZ] )$")
# A tussenvoegsel behind a name begins something else: `roelie van`.
_NEVER_LAST = word_set("van von de der den het t ter ten te op in aan bij la le les")
_NO_NAMES = (WordClass.WORD, WordClass.GRAMMAR, WordClass.BUILT, WordClass.CALENDAR)


def with_own_words(text: str, mention: Mention) -> Mention:
    """A person as the tagger saw him, with the words that are his, and no others: `Noël` langs,
    Dr `Robinson`, tante `Annie`, `dikke Jan`. Any other mention as it is."""
    if mention.detector != tagger.NAME or mention.type is not MentionType.PERSON:
        return mention
    words = list(tokens(mention.text))
    while (
        len(words) > 1 and words[-1].folded in _BEHIND and mention.text[words[-1].start].islower()
    ):
        words.pop()
    while len(words) > 1 and _is_behind(mention.text, words):
        words.pop()
    while len(words) > 1 and words[0].folded in ROLES:
        words.pop(0)
    if len(words) == 2 and _is_before(mention.text, words[0]) and _is_given(words[1].folded):
        words.pop(0)
    start, end = words[0].start, words[-1].end
    parts = cut(mention, mention.start + start, mention.start + end) if words else []
    own = parts[0] if parts and parts[0].text != mention.text else mention
    initials = _INITIALS_BEFORE.search(text[max(0, own.start - 12) : own.start])
    if initials:
        start = own.start - len(initials[0])
        own = changed(own, start=start, text=text[start : own.end])
    before = _WORD_BEFORE.search(text[max(0, own.start - 12) : own.start])
    if before and fold(before[1]) in _NICKNAMING:
        start = own.start - len(before[0])
        return changed(own, start=start, text=text[start : own.end])
    return own


def _is_behind(text: str, words: list[Token]) -> bool:
    """Whether the last word is none of the name: `Edward` hè, `roelie` van, `Glenn` sprak."""
    last = words[-1]
    if last.folded in _NEVER_LAST:
        return True
    token = text[last.start : last.end]
    is_cased = text[words[0].start].isupper() and token.islower()
    return is_cased and all(word_class(token, language) in _NO_NAMES for language in ("nl", "en"))


def _is_before(text: str, word: Token) -> bool:
    """Whether a small word stands before a name and is no part of it: `zus` van `Marieke`."""
    return word.folded in PARTICLES and text[word.start : word.end].islower()


def _is_given(word: str) -> bool:
    """Whether a folded word is a given name, and no surname and no word."""
    return any("g" in (found := marks(word, language)) and not {"s", "d", "p"} & set(found)
               for language in ("nl", "en"))  # fmt: skip


def cut(mention: Mention, start: int, end: int) -> list[Mention]:
    """The part of a mention from `start` to `end`, without what is no word at its edges."""
    words = list(tokens(mention.text[start - mention.start : end - mention.start]))
    if start >= end or not words:
        return []
    first, last = start + words[0].start, start + words[-1].end
    text = mention.text[first - mention.start : last - mention.start]
    return [changed(mention, start=first, end=last, text=text)]


def between_marks(text: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """A mention that goes over the edge of a mark as its parts: the mark stays in the text.

    A tussenvoegsel alone is no name.
    """
    edges = unclear_marks(text)
    parts: list[Mention] = []
    for mention in mentions:
        crossed_edges = [
            edge for edge in edges if edge[0] < mention.end and mention.start < edge[1]
        ]
        if not crossed_edges:
            parts.append(mention)
            continue
        begin = mention.start
        for start, end in (*crossed_edges, (mention.end, mention.end)):
            pieces = cut(mention, begin, start)
            parts += [piece for piece in pieces if set(fold_words(piece.text)) - PARTICLES]
            begin = end
    return tuple(parts)
