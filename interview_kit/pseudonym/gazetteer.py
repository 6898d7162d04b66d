"""Places by size, institutions by kind, and names by origin and gender.

Coarse labels and surrogates go by them. The lists are packaged (`data/`, with sources and licences
in its README) and read once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from interview_kit.pseudonym.fold import fold, fold_words, tokens
from interview_kit.pseudonym.lexicon import is_common, marks
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.word_usage import used_as_name

NAME = "gazetteer"
# "Capelle aan den IJssel": the most words a town has.
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class NameLists:
    """Given names by origin and gender, surnames by origin; and where each name belongs."""

    given: dict[tuple[str, str], tuple[str, ...]]
    surnames: dict[str, tuple[str, ...]]
    origin_of_given: dict[str, str]
    origin_of_surname: dict[str, str]
    gender_of: dict[str, str]


@cache
def place_sizes() -> dict[str, str]:
    """Folded town to `city` (150,000 or more people), `town` (30,000 or more) or `village`."""
    rows = (line.split("\t") for line in _lines("places.tsv"))
    return {name: size for size, name in rows}


def place_size(text: str) -> str:
    """The size of a place as people write it; empty where the list does not hold it."""
    return place_sizes().get(" ".join(fold_words(text)), "")


@cache
def institutions() -> dict[str, str]:
    """Folded name of an institution to its kind: `mental`, `addiction`, `hospital`, `housing`."""
    rows = (line.split("\t") for line in _lines("institutions.tsv"))
    return {" ".join(fold_words(name)): kind for name, kind in rows}


def institution_kind(text: str) -> str:
    """What kind of institution it is, by the list or by a word that says so; empty where unknown.

    Beside the kinds of the list there are `clinic`, `ward`, `team`, `school` and `church`.
    """
    words = fold_words(text)
    kinds_by_name = institutions()
    listed_kind = kinds_by_name.get(" ".join(words)) or kinds_by_name.get(" ".join(words[1:]))
    telling_kinds = (kind for part, kind in _TELLING if any(part in word for word in words))
    return listed_kind or next(telling_kinds, "")


def match_listed(text: str, turn: int) -> tuple[Mention, ...]:
    """The towns and institutions of the lists in `text` that are meant as such.

    Towns that are also words or names of people are left to the tagger; institutions made of
    everyday words only count where they are used as names.
    """
    words = list(tokens(text))
    mentions: list[Mention] = []
    at = 0
    while at < len(words):
        most = _LONGEST if words[at].folded in _first_words() else 0
        for count in range(min(most, len(words) - at), 0, -1):
            stretch = words[at : at + count]
            start, end = stretch[0].start, stretch[-1].end
            kind = _listed(" ".join(token.folded for token in stretch), text, start, end)
            if kind is not None:
                mentions.append(Mention(turn, start, end, kind, text[start:end], NAME, 0.7))
                at += count - 1
                break
        at += 1
    return tuple(mentions)


@cache
def _first_words() -> frozenset[str]:
    """The words that what is on the lists begins with."""
    return frozenset(name.partition(" ")[0] for name in (*place_sizes(), *institutions()))


def _listed(words: str, text: str, start: int, end: int) -> MentionType | None:
    if _is_place(words):
        return MentionType.PLACE
    if words not in institutions():
        return None
    if all(is_common(word) or "d" in marks(word, "nl") for word in words.split()):
        return MentionType.ORGANISATION if used_as_name(text, start, end) else None
    return MentionType.ORGANISATION


@lru_cache(maxsize=16384)
def _is_place(words: str) -> bool:
    if words not in place_sizes():
        return False
    word_marks = marks(words, "nl") + marks(words, "en")
    return " " in words or not (is_common(words) or set("gsd") & set(word_marks))


# Parts of words that say what kind of institution it is, in the order in which they count.
_TELLING = (
    ("verslaving", "addiction"), ("ggz", "mental"), ("psychiatr", "mental"), ("riagg", "mental"),
    ("ziekenhuis", "hospital"), ("gasthuis", "hospital"), ("umc", "hospital"),
    ("hospital", "hospital"), ("ribw", "housing"), ("opvang", "housing"), ("woon", "housing"),
    ("kliniek", "clinic"), ("clinic", "clinic"), ("afdeling", "ward"), ("unit", "ward"),
    ("ward", "ward"), ("team", "team"), ("school", "school"), ("universiteit", "school"),
    ("university", "school"), ("college", "school"), ("lyceum", "school"), ("kerk", "church"),
    ("moskee", "church"), ("church", "church"), ("mosque", "church"),
)  # fmt: skip


@cache
def name_lists() -> NameLists:
    """The names that surrogates are drawn from, and what is known of each.

    Of a name that several origins share, the first in the list counts.
    """
    names_by_origin: dict[tuple[str, str], list[str]] = defaultdict(list)
    surnames: dict[str, list[str]] = defaultdict(list)
    lists = NameLists({}, {}, {}, {}, {})
    for line in _lines("names.tsv"):
        kind, name, origin, gender = line.split("\t")
        if kind == "given":
            names_by_origin[origin, gender].append(name)
            lists.origin_of_given.setdefault(fold(name), origin)
            if gender:
                lists.gender_of.setdefault(fold(name), gender)
        else:
            surnames[origin].append(name)
            lists.origin_of_surname.setdefault(" ".join(fold_words(name)), origin)
    lists.given.update({key: tuple(names) for key, names in names_by_origin.items()})
    lists.surnames.update({key: tuple(names) for key, names in surnames.items()})
    return lists


def _lines(name: str) -> list[str]:
    path = files("interview_kit.pseudonym").joinpath("data", name)
    return path.read_text("utf-8").splitlines()
