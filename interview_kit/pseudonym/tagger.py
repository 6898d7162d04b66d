"""The tagger: persons, places and organisations that nobody has typed beforehand.

A linear-chain CRF (python-crfsuite), one model for each language, trained for speech text by
`scripts/train_tagger.py`. Sources, licences and measured figures: `data/README.md`.
"""

from __future__ import annotations

from dataclasses import replace as changed
from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock

import pycrfsuite

from interview_kit.pseudonym.features import TOKEN, features
from interview_kit.pseudonym.flagging import Chance, flagged
from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.mention import Mention, MentionType

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
# From this chance on a new name begins beside another; below it two words stay one name.
_BEGINS = 0.1
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
        chances = [_chance(model, position) for position in range(len(rows))]
    found: list[Mention] = []
    run: list[int] = []
    for position, named in enumerate([*flagged(words, chances, language), False]):
        begins = named and _BEGINS <= chances[position].begin > chances[position].inside
        if run and (not named or begins):
            if any(len(words[at]) > 1 for at in run):
                parts = [spans[at] for at in run]
                found.append(_mention(text, turn, parts, [chances[at] for at in run]))
            run = []
        if named:
            run.append(position)
    return _joined(text, found)


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


def _chance(model: pycrfsuite.Tagger, position: int) -> Chance:
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
    return Chance(kinds, begin, inside)


def _mention(
    text: str,
    turn: int,
    spans: list[tuple[int, int]],
    chances: list[Chance],
) -> Mention:
    start, end = spans[0][0], spans[-1][1]
    kind = max(LABELS, key=lambda label: sum(each.kinds.get(label, 0.0) for each in chances))
    score = sum(each.any for each in chances) / len(chances)
    return Mention(turn, start, end, LABELS[kind], text[start:end], NAME, round(score, 3))
