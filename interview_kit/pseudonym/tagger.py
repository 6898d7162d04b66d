"""The tagger: persons, places and organisations that nobody has typed beforehand.

Two that think apart and are heard together: a linear-chain CRF (python-crfsuite), one for each
language, which knows words and phrases, and a small network for both (`network`), which knows how
words are used. Both are trained for speech text. Sources, licences, figures: `data/README.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace as changed
from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock

import numpy as np
import pycrfsuite

from interview_kit.pseudonym import network
from interview_kit.pseudonym.abbreviation import written_out
from interview_kit.pseudonym.flagging import (
    Chance,
    flagged,
    idle_capitals,
    is_particle,
    is_verb_at_begin,
    possible,
)
from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.shapes.initialled_names import initialled_names
from interview_kit.pseudonym.shapes.verb_names import verb_names
from interview_kit.pseudonym.word_class import WordClass, word_class
from interview_kit.pseudonym.word_features import TOKEN, features

NAME = "tagger"
_JOINING = frozenset(
    f"{first}{particle}" for first in ("van", "von", "ten", "ter", "de", "el", "al", "da", "di")
    for particle in ("", " de", " den", " der", " het", " 't")
)  # fmt: skip
LABELS = {
    "PER": MentionType.PERSON,
    "LOC": MentionType.PLACE,
    "ORG": MentionType.ORGANISATION,
}
_INITIALS = re.compile(r" {1,2}(?:[^\W\d_]\.? {1,2}){1,3}")
# From the chances of a word's labels: those of each kind of name, of a beginning, of an inside.
_SUMS = np.array([
    [*(label[2:] == kind for kind in LABELS), label[0] == "B", label[0] == "I"]
    for label in network.LABELS[1:]
], np.float32)  # fmt: skip
# How much the network counts in the mean of both. The CRF takes rare words of the dictionary for
# names because of where they stand, most of all in English.
_NETWORK_SHARE, _NETWORK_SHARE_OF_WORDS = 0.65, 0.85
_OUTWEIGHED = (("nl", WordClass.WORD), ("en", WordClass.WORD), ("en", WordClass.BOTH))
# From this chance on a new name begins beside another; below it two words stay one name.
_BEGINS = 0.1
# How sure it is that a word is a name where grammar says so.
_BY_GRAMMAR = 0.6
# A text without full stops may be an hour long; the model reads it in pieces.
_LONGEST = 400
_LOCK = Lock()
_AHEAD: dict[tuple[tuple[str, ...], str], network.Floats] = {}
_MOST_AHEAD = 8192


@cache
def _packed(language: str) -> bytes:
    """The model's bytes, kept for good: crfsuite reads them in place and does not own them."""
    name = f"tagger-{language}.crfsuite"
    return files("interview_kit.pseudonym").joinpath("data", name).read_bytes()


@cache
def _model(language: str) -> pycrfsuite.Tagger:
    model = pycrfsuite.Tagger()
    model.open_inmemory(_packed(language))
    return model


@lru_cache(maxsize=4096)  # an interview is read several times until nothing new turns up
def tag(text: str, turn: int, language: str) -> tuple[Mention, ...]:
    """The persons, places and organisations in `text`, in order, without overlap.

    `language` is `nl` or `en`. The score is the model's probability, averaged over the words.
    """
    spans = [match.span() for match in TOKEN.finditer(text)]
    mentions: list[Mention] = []
    for first in range(0, len(spans), _LONGEST):
        mentions += _tag_piece(text, turn, language, spans[first : first + _LONGEST])
    for start, end in (*initialled_names(text, language), *verb_names(text, language)):
        rivals = [rival for rival in mentions if start < rival.end and rival.start < end]
        if all(start <= rival.start and rival.end <= end for rival in rivals):
            score = max((rival.score for rival in rivals), default=_BY_GRAMMAR)
            person = Mention(turn, start, end, MentionType.PERSON, text[start:end], NAME, score)
            mentions = [*(mention for mention in mentions if mention not in rivals), person]
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def person_chances(text: str, language: str) -> Iterator[tuple[int, float]]:
    """Where each word of `text` starts, and the chance that it names a person."""
    spans = [match.span() for match in TOKEN.finditer(text)]
    for first in range(0, len(spans), _LONGEST):
        piece = spans[first : first + _LONGEST]
        words = tuple(text[start:end] for start, end in piece)
        for (start, _), chance in zip(piece, _piece_chances(words, language), strict=True):
            yield start, chance.person


def read_ahead(texts: Iterable[str], language: str) -> None:
    """Let the network read many texts together, which takes half the time of one by one."""
    pieces = dict.fromkeys(piece for text in texts for piece in _in_pieces(TOKEN.findall(text)))
    unread = [piece for piece in pieces if (piece, language) not in _AHEAD]
    if len(_AHEAD) + len(unread) > _MOST_AHEAD:
        _AHEAD.clear()
    for piece, sums in zip(unread, _heard(unread, language), strict=True):
        _AHEAD[piece, language] = sums


def _in_pieces(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for first in range(0, len(words), _LONGEST):
        yield tuple(words[first : first + _LONGEST])


def _heard(texts: Sequence[Sequence[str]], language: str) -> list[network.Floats]:
    """For each word of each text the sums that make its chance, (words, sums), of both together.

    A geometric mean: what either doubts counts little. So the network is asked only about words
    that the CRF leaves possible.
    """
    texts = [written_out(text, language) for text in texts]
    shares = [_network_shares(text, language) for text in texts]
    alone = [
        (_marginals(text, language) @ _SUMS) ** (1 - share)
        for text, share in zip(texts, shares, strict=True)
    ]
    possible_words = [
        possible(text, _chances(sums), language) for text, sums in zip(texts, alone, strict=True)
    ]
    network_chances = network.probabilities(texts, language, possible_words)
    return [
        sums * (rows[:, 1:] @ _SUMS) ** share
        for sums, rows, share in zip(alone, network_chances, shares, strict=True)
    ]


def _network_shares(words: Sequence[str], language: str) -> network.Floats:
    """How much the network counts for each word: (words, 1)."""
    shares = [
        _NETWORK_SHARE_OF_WORDS
        if (language, word_class(word, language)) in _OUTWEIGHED
        else _NETWORK_SHARE
        for word in words
    ]
    return np.reshape(shares, (-1, 1)).astype(np.float32)


def _marginals(words: Sequence[str], language: str) -> network.Floats:
    """What the CRF says of each word: the chance of each label, (words, labels), but of none."""
    rows, model = features(words, language), _model(language)
    # A pycrfsuite tagger holds the sequence it was last given, so two threads must take turns.
    with _LOCK:
        model.set(rows)
        marginals = [
            [model.marginal(label, position) for label in network.LABELS[1:]]
            for position in range(len(rows))
        ]
    return np.reshape(marginals, (-1, len(network.LABELS) - 1))


def _chances(sums: network.Floats) -> list[Chance]:
    return [Chance(dict(zip(LABELS, row, strict=False)), *row[-2:]) for row in sums.tolist()]


def _piece_chances(words: tuple[str, ...], language: str) -> list[Chance]:
    ahead = _AHEAD.get((words, language))
    return _chances(_heard([words], language)[0] if ahead is None else ahead)


def _tag_piece(text: str, turn: int, language: str, spans: list[tuple[int, int]]) -> list[Mention]:
    words = tuple(text[start:end] for start, end in spans)
    chances = _piece_chances(words, language)
    flags = flagged(words, chances, language)
    if idle := idle_capitals(words, flags, language):
        small = [word.lower() if at in idle else word for at, word in enumerate(words)]
        second = _chances(_heard([small], language)[0])
        chances = [second[at] if at in idle else chance for at, chance in enumerate(chances)]
        flags = flagged(words, chances, language)
        for at in idle:
            flags[at] = flags[at] and not is_verb_at_begin(words[at], language)
    mentions: list[Mention] = []
    run: list[int] = []
    for position, is_name in enumerate([*flags, False]):
        begins = is_name and _BEGINS <= chances[position].begin > chances[position].inside
        # A tussenvoegsel neither ends a name nor begins one behind another.
        begins = begins and not any(is_particle(words[at]) for at in (*run[-1:], position))
        if run and (not is_name or begins):
            if any(len(words[at]) > 1 for at in run):
                parts = [spans[at] for at in run]
                mentions.append(_mention(text, turn, parts, [chances[at] for at in run]))
            run = []
        if is_name:
            run.append(position)
    return _joined(text, mentions)


def _joined(text: str, mentions: list[Mention]) -> list[Mention]:
    """A person, a tussenvoegsel or initials, and what follows as one: `Ella` H. `Snider`."""
    joined_mentions: list[Mention] = []
    for mention in mentions:
        last = joined_mentions[-1] if joined_mentions else None
        between = text[last.end : mention.start] if last else ""
        if (
            last
            and last.type is MentionType.PERSON
            and (
                fold(between).strip() in _JOINING
                or (mention.type is MentionType.PERSON and _INITIALS.fullmatch(between))
            )
        ):
            joined_mentions[-1] = changed(
                last, end=mention.end, text=text[last.start : mention.end],
                score=max(last.score, mention.score),
            )  # fmt: skip
        else:
            joined_mentions.append(mention)
    return joined_mentions


def _mention(
    text: str,
    turn: int,
    spans: list[tuple[int, int]],
    chances: list[Chance],
) -> Mention:
    start, end = spans[0][0], spans[-1][1]
    kind = max(LABELS, key=lambda label: sum(chance.kinds.get(label, 0.0) for chance in chances))
    score = sum(chance.any for chance in chances) / len(chances)
    return Mention(turn, start, end, LABELS[kind], text[start:end], NAME, round(score, 3))
