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
from interview_kit.pseudonym.name_cues import CUES, KIN
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
        " grandad granddad grandmum mammy mammie abbu abba ammi amma nonkel tant ome heit mem"
        " beppe"
        " pake moeke vake bomma bompa opoe omie oompje reverend chaplain vicar rector nonno nonna"
        " lassie laddie lad judge father sister brother abuela abuelo"
        " notaris burgemeester wethouder wijkagent kapelaan rabbijn rabbi sergeant korporaal"
        " luitenant kolonel commissaris corporal lieutenant colonel inspector deacon councillor"
        " solicitor"
    )
)
"""What somebody is called by who he is, and never by name alone."""
# What nicknames are made with: `Dikke Jan`, `Big Mike`.
_NICKNAMING = word_set(
    "dikke lange rooie ouwe gekke blonde manke schele wilde bolle kale kromme malle blinde dolle"
    " big fat mad crazy skinny lanky baldy lil shorty"
)
# The same of words that describe as well: no nickname behind an article, `de kleine Mees`.
_DESCRIBING = word_set("kleine grote zwarte witte mooie little black")
_WORD_BEFORE = re.compile(r"(?:([^\W\d_]+) {1,2})?\b([^\W\d_]+) {1,2}$")
_DETERMINERS = word_set(
    "de het een die dat deze dit mijn me m'n z'n zijn haar ons onze hun jouw uw arme lieve the a an"
    " my our his her their your that this poor dear"
)
# Initials before a name: `J. T. Smit`, and without marks where the letter is no word: `z yıldırım`.
_INITIALS_BEFORE = re.compile(
    r"(?<![\w'’.-])(?:(?:[^\W\d_]\. ?)+|(?:[^\W\d_] {1,2}){2,3}"
    r"|[b-hj-lp-rv-xzB-HJ-LP-RV-XZ] {1,2})$"
)
# Behind a title any letter is one: `dr s quayle`.
_TITLED_INITIALS = re.compile(r"(?<![\w'’-])([^\W\d_]+)\.? {1,2}((?:[^\W\d_]\.? {1,2}){1,3})$")
# Before a surname any letter is one, but for those that are words: `s bakker`, `n visser`.
_SURNAME_INITIAL = re.compile(r"(?<![\w'’.-])[kmnstKMNST] {1,2}$")
_DOTTED_INITIALS = re.compile(r"(?<![\w'’-])(?:[^\W\d_]\.){1,3}[^\W\d_] {1,2}$")
_PREPOSITIONS = word_set("van aan bij met door tegen naar voor op in of by from with to for")
_GIVEN_BEFORE = re.compile(r"(?<![\w'’-])([^\W\d_]+(?:-[^\W\d_]+)?) {1,2}$")
# What stands before surnames, and hardly before anything else in the way of a person.
_PARTICLES_BEFORE = re.compile(
    r"(?<![\w'’-])(?:(?:van|op|in|uit|aan) (?:der|den|'t|’t)|ten|ter|von der) $", re.IGNORECASE
)
_SURNAME_PARTICLES = word_set("van von de der den ten ter el al")
_SENTENCE_START = re.compile(r"(?:^|[.!?…])\s*$")
# A tussenvoegsel behind a name begins something else: `roelie van`.
_NEVER_LAST = word_set(
    "van von de der den het t ter ten te op in aan bij la le les from with at for on to"
    " da dat die dit hè hoor ja nee dus want maar en of toen er is heeft zei he she it and the but"
)
_NAMES = (WordClass.NAME, WordClass.STRANGE)
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
    words = _without_where(mention.text, words)
    while len(words) > 1 and (
        words[0].folded in ROLES
        or words[0].folded == words[1].folded == "van"
        or _is_before_initials(words)
    ):
        words.pop(0)
    if len(words) == 2 and _is_before(text, mention, words[0]) and _is_given(words[1].folded):
        words.pop(0)
    start, end = words[0].start, words[-1].end
    parts = cut(mention, mention.start + start, mention.start + end) if words else []
    own = parts[0] if parts and parts[0].text != mention.text else mention
    own = _with_initials(text, _with_particles(text, own))
    before = _WORD_BEFORE.search(text[max(0, own.start - 24) : own.start])
    if before and _is_nickname(fold(before[1] or ""), fold(before[2])):
        start = own.start - len(before[0]) + before.start(2) - before.start()
        return changed(own, start=start, text=text[start : own.end])
    return own


def _with_particles(text: str, own: Mention) -> Mention:
    """A surname with the tussenvoegsels before it: `op den` Kamp-Willems, not `den` Tuur."""
    particles = _PARTICLES_BEFORE.search(text[max(0, own.start - 12) : own.start])
    words = fold_words(own.text)
    if not particles or not words or "g" in marks(words[0], "nl") or words[0] in PARTICLES:
        return own
    start = own.start - len(particles[0])
    return changed(own, start=start, text=text[start : own.end])


def _with_initials(text: str, own: Mention) -> Mention:
    """A name with the initials before it, and with the given name before these."""
    text_before = text[max(0, own.start - 40) : own.start]
    initials = _INITIALS_BEFORE.search(text_before) or _DOTTED_INITIALS.search(text_before)
    if not initials and _begins_with_surname(own):
        initials = _SURNAME_INITIAL.search(text_before)
    titled = _TITLED_INITIALS.search(text_before)
    if titled and fold(titled[1]) in ROLES:
        start = own.start - len(titled[2])
    elif initials:
        start = own.start - len(initials[0])
        given = _GIVEN_BEFORE.search(text[max(0, start - 20) : start])
        if given and _may_be_given(text, given[1]):
            start -= len(given[0])
    else:
        return own
    return changed(own, start=start, text=text[start : own.end])


def _begins_with_surname(own: Mention) -> bool:
    """Whether a mention is a surname, and is no given name too."""
    first = next(iter(fold_words(own.text)), "")
    entries = [marks(first, language) for language in ("nl", "en")]
    return first in _SURNAME_PARTICLES or (
        any("s" in entry for entry in entries) and not any("g" in entry for entry in entries)
    )


def _may_be_given(text: str, token: str) -> bool:
    """Whether a word before initials and a surname is the given name: `Faina` D. Yefremova."""
    is_cased = any(map(str.isupper, text))
    return (
        fold(token) not in ROLES
        and (token.istitle() or not is_cased)
        and all(
            word_class(token, language) in _NAMES or "g" in marks(fold(token), language)
            for language in ("nl", "en")
        )
    )


def _is_nickname(word_before: str, adjective: str) -> bool:
    return adjective in _NICKNAMING or (
        adjective in _DESCRIBING and word_before not in _DETERMINERS
    )


def _without_where(text: str, words: list[Token]) -> list[Token]:
    """The words of a name without where its bearer is from: `Vroom` van de apotheek.

    Families are called after such words (van den Akker). So behind a name without a capital it
    must be one that no family is called after.
    """
    is_cased = text[words[0].start].isupper()
    for at in range(1, len(words) - 1):
        if words[at].folded not in _FROM or not text[words[at].start].islower():
            continue
        where = [word for word in words[at + 1 :] if word.folded not in _ARTICLES]
        if where and all(
            word.folded in _WHERE or (is_cased and _is_plain(text[word.start : word.end]))
            for word in where
        ):
            return words[:at]
    return words


_WHERE = word_set(
    "apotheek thuiszorg receptie gemeente drukkerij school buren overkant balie wijkverpleging"
    " maatschappelijk reclassering politie verzekering kliniek ziekenhuis praktijk afdeling"
    " dagbesteding opvang vereniging winkel kapper crisisdienst sociale beneden boven hiernaast"
    " pharmacy surgery probation council office school clinic hospital hospice church work ward"
    " downstairs upstairs next door charity reception"
)
_FROM = word_set("van uit bij in from at of with")
_ARTICLES = word_set("de het den een 't the a my our")


def _is_plain(token: str) -> bool:
    """Whether a word is in small letters, in the dictionary, and on no list of names."""
    kinds = {word_class(token, language) for language in ("nl", "en")}
    return token.islower() and WordClass.WORD in kinds and not kinds - {
        WordClass.WORD, WordClass.BUILT, WordClass.STRANGE,
    }  # fmt: skip


def _is_behind(text: str, words: list[Token]) -> bool:
    """Whether the last word is none of the name: `Edward` hè, `roelie` van, `Glenn` sprak."""
    last = words[-1]
    if last.folded in _NEVER_LAST:
        # But the letters of m.b.t. belong together.
        return max(len(word.folded) for word in words[-2:]) > 1
    if last.folded in KIN and text[last.start].islower():
        # `Mariekes` man, and not Jan de Man.
        return words[-2].folded not in PARTICLES
    token = text[last.start : last.end]
    is_cased = text[words[0].start].isupper() and token.islower()
    return is_cased and all(word_class(token, language) in _NO_NAMES for language in ("nl", "en"))


def _is_before(text: str, mention: Mention, word: Token) -> bool:
    """Whether a small word stands before a name and is no part of it: `zus` van `Marieke`.

    At the start of a sentence it has a capital all the same: De `Jos`.
    """
    start = mention.start + word.start
    return word.folded in PARTICLES and (
        text[start].islower() or _SENTENCE_START.search(text[max(0, start - 8) : start]) is not None
    )


def _is_before_initials(words: list[Token]) -> bool:
    """Whether the first word is none of the name: `van` J.H. de Boer, and not van 't Hof."""
    return words[0].folded in _PREPOSITIONS and len(words[1].folded) == 1 and words[1].folded != "t"


def _is_given(word: str) -> bool:
    """Whether a folded word is a given name, and no surname and no word."""
    return any(
        "g" in (entry := marks(word, language)) and not {"s", "d"} & set(entry)
        for language in ("nl", "en")
    )


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
