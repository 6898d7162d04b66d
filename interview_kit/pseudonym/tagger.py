"""The tagger: persons, places and organisations that nobody has typed beforehand.

A linear-chain CRF (python-crfsuite), one model for each language, trained for speech text by
`scripts/train_tagger.py`. Sources, licences and measured figures: `data/README.md`.
"""

from __future__ import annotations

from dataclasses import replace as changed
from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock
from typing import TypeAlias

import pycrfsuite

from interview_kit.pseudonym.features import TOKEN, features
from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.lexicon import is_function_word
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.person_name import PARTICLES

NAME = "tagger"
_JOINING = frozenset(
    f"{first}{rest}" for first in ("van", "von", "ten", "ter", "de", "el", "al", "da", "di")
    for rest in ("", " de", " den", " der", " het", " 't")
)  # fmt: skip
LABELS = {
    "PER": MentionType.PERSON,
    "LOC": MentionType.PLACE,
    "ORG": MentionType.ORGANISATION,
}
# A word is marked when the model gives all names together at least this probability: a missed
# name costs more than a word too many, and a person looks at every proposal.
THRESHOLD = 0.12
_SURE_OF_GRAMMAR = 0.5
_Chance: TypeAlias = tuple[float, dict[str, float], bool]
# A text without full stops may be an hour long; the model reads it in pieces.
_LONGEST = 400
_LOCK = Lock()


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
    found: list[Mention] = []
    for first in range(0, len(spans), _LONGEST):
        found += _tag_piece(text, turn, language, spans[first : first + _LONGEST])
    return tuple(found)


def _tag_piece(text: str, turn: int, language: str, spans: list[tuple[int, int]]) -> list[Mention]:
    words = [text[start:end] for start, end in spans]
    rows = features(words, language)
    model = _model(language)
    # A pycrfsuite tagger holds the sequence it was last given, so two threads must take turns.
    with _LOCK:
        model.set(rows)
        chances = [_chances(model, position) for position in range(len(rows))]
    found: list[Mention] = []
    run: list[int] = []
    for position in range(len(words) + 1):
        chance = chances[position] if position < len(words) else None
        named = chance is not None and chance[0] >= THRESHOLD and words[position][0].isalnum()
        begins = named and chance is not None and chance[2]
        if run and (not named or begins):
            run = _trimmed(run, words, chances)
            if run:
                parts = [spans[i] for i in run]
                found.append(_mention(text, turn, parts, [chances[i] for i in run]))
            run = []
        if named:
            run.append(position)
    return _joined(text, found)


def _trimmed(run: list[int], words: list[str], chances: list[_Chance]) -> list[int]:
    """The run without words of grammar at its edges, unless the model is rather sure of them."""

    def holds(at: int) -> bool:
        return chances[at][0] >= _SURE_OF_GRAMMAR or not is_function_word(fold(words[at]))

    while run and not holds(run[-1]):
        run = run[:-1]
    while run and not holds(run[0]) and (len(run) == 1 or fold(words[run[0]]) not in PARTICLES):
        run = run[1:]
    return run if any(len(words[at]) > 1 for at in run) else []


def _joined(text: str, found: list[Mention]) -> list[Mention]:
    """A person, a tussenvoegsel and what follows as one: `Noortje` van `Wageningen`."""
    joined: list[Mention] = []
    for mention in found:
        last = joined[-1] if joined else None
        between = text[last.end : mention.start] if last else ""
        if last and last.type is MentionType.PERSON and fold(between).strip() in _JOINING:
            joined[-1] = changed(
                last, end=mention.end, text=text[last.start : mention.end],
                score=max(last.score, mention.score),
            )  # fmt: skip
        else:
            joined.append(mention)
    return joined


def _chances(model: pycrfsuite.Tagger, position: int) -> _Chance:
    """The chance of any name, of each kind, and whether a new name begins here."""
    kinds: dict[str, float] = {}
    begin = inside = 0.0
    for label in model.labels():
        if label != "O":
            chance = model.marginal(label, position)
            kinds[label[2:]] = kinds.get(label[2:], 0.0) + chance
            if label[0] == "B":
                begin += chance
            else:
                inside += chance
    return begin + inside, kinds, begin > inside


def _mention(
    text: str,
    turn: int,
    spans: list[tuple[int, int]],
    chances: list[_Chance],
) -> Mention:
    start, end = spans[0][0], spans[-1][1]
    kind = max(LABELS, key=lambda label: sum(each[1].get(label, 0.0) for each in chances))
    score = sum(each[0] for each in chances) / len(chances)
    return Mention(turn, start, end, LABELS[kind], text[start:end], NAME, round(score, 3))
