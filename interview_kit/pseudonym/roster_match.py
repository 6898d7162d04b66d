"""Finding the names of the roster: by spelling, inflection, initials, and by sound.

Exact forms are those of `person_name`: whole, first name, surname with and without tussenvoegsel,
initials, each with the endings of genitive and diminutive. A word that is no everyday word may
also match by sound, as may two neighbouring words taken together (`maria ke`). An everyday word
never matches by sound, nor does a contraction (`we'll` is no Will), and by spelling only where
`usage` sees a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import pairwise

from interview_kit.pseudonym.contraction import is_drawn_together
from interview_kit.pseudonym.fold import Token, fold, tokens
from interview_kit.pseudonym.lexicon import is_common, not_names
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.person_name import (
    PARTICLES,
    Form,
    PersonName,
    spellings,
    split_name,
)
from interview_kit.pseudonym.phonetics import faintly_like, sound_key, sounds_like
from interview_kit.pseudonym.roster import RosterName
from interview_kit.pseudonym.word_usage import used_as_name

NAME = "roster"
_LONGEST_GLUED = 16
# An everyday word up to this length, as a name, sounds like too much else.
_SHORT = 3
# Two words taken as one must sound more alike than a single word.
_SURE_OF_TWO = 0.8
# A surname that is only faintly alike, behind the first name that goes with it.
_FAINT = 0.7
_MOST_PARTICLES = 2


@dataclass(frozen=True, slots=True)
class _Entry:
    """A form or a word, what it names, and whose it is: positions in the roster."""

    form: Form
    type: MentionType
    owners: frozenset[int]


@dataclass(frozen=True, slots=True)
class _RosterHit:
    """`count` words of a text that are a roster name, exactly (score 1) or by sound."""

    count: int
    score: float
    type: MentionType
    owners: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Index:
    """A roster made ready: exact forms, and the words that may be misheard.

    `counts` are the numbers of words of the forms that begin with a word, the highest first.
    """

    exact: dict[tuple[str, ...], _Entry]
    counts: dict[str, list[int]]
    heard: tuple[_Entry, ...]
    given: frozenset[str]
    memory: dict[str, tuple[_Entry | None, float]] = field(default_factory=dict, compare=False)


def _index(roster: tuple[RosterName, ...]) -> _Index:
    exact: dict[tuple[str, ...], _Entry] = {}
    heard_entries: dict[tuple[str, ...], _Entry] = {}
    for owner, name in enumerate(roster):
        for form in spellings(name.text, name.type, name.typed):
            _add(exact, form, name.type, owner)
        for word in _heard_words(name) if name.by_sound else ():
            _add(heard_entries, Form((word,)), name.type, owner)
    counts: dict[str, set[int]] = defaultdict(set)
    for words in exact:
        counts[words[0]].add(len(words))
    given_names = {
        word for entry in exact.values() if entry.form.given for word in entry.form.words
    }
    ordered_lengths = {first: sorted(part, reverse=True) for first, part in counts.items()}
    return _Index(exact, ordered_lengths, tuple(heard_entries.values()), frozenset(given_names))


def _add(table: dict[tuple[str, ...], _Entry], form: Form, kind: MentionType, owner: int) -> None:
    """Enter a form; one that several names share belongs to all, and is strong if it is for one."""
    known_entry = table.get(form.words)
    if known_entry is None:
        table[form.words] = _Entry(form, kind, frozenset((owner,)))
    else:
        stronger = form if known_entry.form.weak and not form.weak else known_entry.form
        table[form.words] = _Entry(stronger, known_entry.type, known_entry.owners | {owner})


def _heard_words(name: RosterName) -> tuple[str, ...]:
    """The words of a name that Whisper may spell otherwise: parts, and the surname as one."""
    if name.type is MentionType.PERSON:
        parts: PersonName = split_name(name.text)
        tail = "".join((*parts.particles, *parts.surname)) if parts.particles else ""
        # A short name is heard as one word: "Liv Huls" as "livhuis".
        whole = "".join((*parts.given[:1], *parts.particles, *parts.surname))
        words = (*parts.given, *parts.nicknames, *parts.surname, tail, whole)
    elif name.type in (MentionType.PLACE, MentionType.ORGANISATION):
        words = tuple(token.folded for token in tokens(name.text))
        words = (*words, "".join(words)) if len(words) > 1 else words
    else:
        return ()
    return tuple(
        word
        for word in words
        if len(word) > (_SHORT if is_common(word) else 2)
        and word not in PARTICLES
        and word.isalpha()
    )


@lru_cache(maxsize=64)
def matcher(roster: tuple[RosterName, ...]) -> Callable[[str, int], list[Mention]]:
    """What gives the mentions of roster names in a text, whose turn is given, as `match_roster`."""
    return partial(_match, roster, _index(roster))


def match_roster(text: str, turn: int, roster: tuple[RosterName, ...]) -> list[Mention]:
    """The mentions of roster names in `text`, in order, without overlap."""
    return matcher(roster)(text, turn) if roster else []


def _match(roster: tuple[RosterName, ...], index: _Index, text: str, turn: int) -> list[Mention]:
    words = list(tokens(text))
    matches: list[tuple[Mention, frozenset[int]]] = []
    position = 0
    while position < len(words):
        hit = _exact(text, words, position, index) or _by_sound(text, words, position, index)
        if hit is None:
            position += 1
            continue
        tail = _surname_behind(text, words, position + hit.count, hit, roster, index)
        count, score = hit.count + tail, min(hit.score, _FAINT) if tail else hit.score
        start, end = words[position].start, words[position + count - 1].end
        mention = Mention(turn, start, end, hit.type, text[start:end], NAME, score)
        matches.append((mention, hit.owners))
        position += count
    return _joined(text, matches)


def _surname_behind(
    text: str,
    words: list[Token],
    at: int,
    hit: _RosterHit,
    roster: tuple[RosterName, ...],
    index: _Index,
) -> int:
    """How many words from `at` on are the surname of who was found before it, badly misheard."""
    end = at
    while end < min(len(words), at + _MOST_PARTICLES) and words[end].folded in PARTICLES:
        end += 1
    if hit.type is not MentionType.PERSON or end == len(words):
        return 0
    last = words[end]
    word = is_common(last.folded) and not used_as_name(text, last.start, last.end)
    if word or set(text[words[at - 1].end : last.start]) & set(",.;:!?/\n"):
        return 0
    if _exact(text, words, end, index) or _by_sound(text, words, end, index):
        return 0
    names = (split_name(roster[owner].text) for owner in hit.owners)
    fits = any(
        name.given and name.surname
        and bool(name.particles) == (end > at)
        and faintly_like(last.folded, "".join(name.surname))
        for name in names
    )  # fmt: skip
    return end + 1 - at if fits else 0


def _exact(text: str, words: list[Token], position: int, index: _Index) -> _RosterHit | None:
    for count in index.counts.get(words[position].folded, ()):
        stretch = words[position : position + count]
        entry = index.exact.get(tuple(token.folded for token in stretch))
        if entry is not None and (
            not entry.form.weak
            or used_as_name(
                text,
                stretch[0].start,
                stretch[-1].end,
                is_given=entry.form.given,
                names=index.given,
            )
        ):
            return _RosterHit(len(stretch), 1.0, entry.type, entry.owners)
    return None


def _by_sound(text: str, words: list[Token], position: int, index: _Index) -> _RosterHit | None:
    best: _RosterHit | None = None
    if not index.heard:
        return best
    for count, heard_word in _candidates(text, words, position):
        if count > 1 and words[position + 1].folded in index.counts:
            continue
        for stem in _stems(heard_word):
            entry, score = _best_sound(stem, index)
            if count > 1 and score < _SURE_OF_TWO:
                continue
            if entry is not None and (best is None or score > best.score):
                best = _RosterHit(count, score, entry.type, entry.owners)
    return best


def _candidates(text: str, words: list[Token], position: int) -> list[tuple[int, str]]:
    """What may be one name here: the word, or the word and the next written as one."""
    first = words[position]
    candidates = [] if _is_everyday(first.folded) else [(1, first.folded)]
    for left, right in pairwise(words[position : position + 2]):
        glued_words = left.folded + right.folded
        together = text[left.end : right.start] in (" ", "-", "'", "’")
        strange = not (_is_everyday(left.folded) and _is_everyday(right.folded))
        if together and strange and len(glued_words) <= _LONGEST_GLUED:
            candidates.append((2, glued_words))
    return [(count, word) for count, word in candidates if (word,) not in not_names()]


def _is_everyday(folded_word: str) -> bool:
    return is_common(folded_word) or is_drawn_together(folded_word)


def _stems(heard_word: str) -> tuple[str, ...]:
    bare = heard_word.replace("'", "")
    endings = ("s", "je", "tje", "ke", "etje", "jes", "tjes")
    stems = (bare[: -len(end)] for end in endings if bare.endswith(end) and len(bare) > 5)
    return (bare, *stems)


def _best_sound(heard_word: str, index: _Index) -> tuple[_Entry | None, float]:
    """The entry that `heard` sounds most like; what was asked once is remembered."""
    if heard_word not in index.memory:
        index.memory[heard_word] = _closest(heard_word, index.heard)
    return index.memory[heard_word]


def _closest(heard_word: str, names: tuple[_Entry, ...]) -> tuple[_Entry | None, float]:
    if not heard_word.isalpha():
        return None, 0.0
    length = len(sound_key(heard_word))
    best: tuple[_Entry | None, float] = (None, 0.0)
    for entry in names:
        (name,) = entry.form.words
        if abs(len(sound_key(name)) - length) <= 2:
            score = sounds_like(heard_word, name)
            if score > best[1]:
                best = (entry, score)
    return best


def _joined(text: str, matches: list[tuple[Mention, frozenset[int]]]) -> list[Mention]:
    """Neighbouring parts of one person's name (`jam` `de vries`), with the particles between."""
    joined_matches: list[tuple[Mention, frozenset[int]]] = []
    for mention, owners in matches:
        last, whose = joined_matches[-1] if joined_matches else (None, owners)
        between = text[last.end : mention.start] if last else ""
        if (
            last is not None
            and last.type is mention.type is MentionType.PERSON
            and owners & whose
            and fold(last.text) != fold(mention.text)
            and not set(between) & set(",.;:!?/\n")
            and all(token.folded in PARTICLES for token in tokens(between))
        ):
            whole = text[last.start : mention.end]
            score = min(last.score, mention.score)
            whole_mention = Mention(
                last.turn, last.start, mention.end, last.type, whole, NAME, score
            )
            joined_matches[-1] = (whole_mention, owners & whose)
        else:
            joined_matches.append((mention, owners))
    return [mention for mention, _ in joined_matches]
