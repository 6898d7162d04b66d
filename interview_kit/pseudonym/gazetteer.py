"""Places by size, and names by origin and gender: what coarse places and surrogates go by.

Both lists are packaged (`data/`, with sources and licences in its README) and read once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from interview_kit.pseudonym.fold import fold, fold_words, tokens
from interview_kit.pseudonym.lexicon import is_common, marks
from interview_kit.pseudonym.mention import Mention, MentionType

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


def match_places(text: str, turn: int) -> tuple[Mention, ...]:
    """The towns of the list that stand in `text` and are neither words nor names of people."""
    words = list(tokens(text))
    found: list[Mention] = []
    at = 0
    while at < len(words):
        for count in range(min(_LONGEST, len(words) - at), 0, -1):
            stretch = words[at : at + count]
            if _is_place(" ".join(token.folded for token in stretch)):
                start, end = stretch[0].start, stretch[-1].end
                found.append(
                    Mention(turn, start, end, MentionType.PLACE, text[start:end], NAME, 0.7)
                )
                at += count - 1
                break
        at += 1
    return tuple(found)


@lru_cache(maxsize=16384)
def _is_place(words: str) -> bool:
    if words not in place_sizes():
        return False
    known = marks(words, "nl") + marks(words, "en")
    return " " in words or not (is_common(words) or set("gsd") & set(known))


@cache
def name_lists() -> NameLists:
    """The names that surrogates are drawn from, and what is known of each.

    Of a name that several origins share, the first in the list counts.
    """
    given: dict[tuple[str, str], list[str]] = defaultdict(list)
    surnames: dict[str, list[str]] = defaultdict(list)
    lists = NameLists({}, {}, {}, {}, {})
    for line in _lines("names.tsv"):
        kind, name, origin, gender = line.split("\t")
        if kind == "given":
            given[origin, gender].append(name)
            lists.origin_of_given.setdefault(fold(name), origin)
            if gender:
                lists.gender_of.setdefault(fold(name), gender)
        else:
            surnames[origin].append(name)
            lists.origin_of_surname.setdefault(" ".join(fold_words(name)), origin)
    lists.given.update({key: tuple(names) for key, names in given.items()})
    lists.surnames.update({key: tuple(names) for key, names in surnames.items()})
    return lists


def _lines(name: str) -> list[str]:
    path = files("interview_kit.pseudonym").joinpath("data", name)
    return path.read_text("utf-8").splitlines()
