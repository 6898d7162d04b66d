"""Surrogates: another person's name of the same gender and origin, as far as the lists know them.

The choice is drawn with a secret of the study, so that nobody can work back from the surrogate by
trying names.
"""

from __future__ import annotations

import hashlib
import hmac
import random
from collections.abc import Callable

from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.fold import fold, fold_words, word_set
from interview_kit.pseudonym.gazetteer import name_lists
from interview_kit.pseudonym.person_name import PersonName, inflections, split_name

_FEMALE_ROLES = word_set(
    "moeder ma mama zus zusje zuster dochter dochtertje tante oma nicht nichtje vrouw vriendin"
    " schoonzus schoonmoeder kleindochter buurvrouw begeleidster therapeute mother mum mom sister"
    " daughter aunt grandma grandmother niece wife girlfriend"
)
_MALE_ROLES = word_set(
    "vader pa papa broer broertje zoon zoontje oom opa neef neefje man vriend zwager schoonvader"
    " kleinzoon buurman father dad brother son uncle grandpa grandfather nephew husband boyfriend"
)
_HOME = "dutch"
_TRIES = 400


def draw_number(secret: bytes, *about: str) -> int:
    """A number that only the holder of `secret` can work out for what it is about."""
    digest = hmac.new(secret, "\x00".join(about).encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big")


def surrogate(entity: Entity, secret: bytes, is_allowed: Callable[[str], bool]) -> str:
    """A full or first name for a person, like the originals; empty where none is allowed."""
    names = [split_name(form) for form in entity.forms]
    given_name = next((name.given[0] for name in names if name.given), "")
    surname = next((name for name in names if name.surname), PersonName())
    lists = name_lists()
    tail = " ".join((*surname.particles, *surname.surname))
    origin = lists.origin_of_given.get(given_name) or lists.origin_of_surname.get(tail) or _HOME
    gender = lists.gender_of.get(given_name, "") or _gender_of_role(entity.role)
    # A seed from the study's secret: the same entity always gets the same name.
    draw = random.Random(draw_number(secret, "surrogate", entity.id))  # noqa: S311
    genders = (gender,) if gender else ("f", "m")
    firsts = [name for g in genders for name in lists.given.get((origin, g), ())]
    firsts = firsts or [name for g in genders for name in lists.given[_HOME, g]]
    lasts = lists.surnames.get(origin) or lists.surnames[_HOME]
    for _ in range(_TRIES):
        first, last = draw.choice(firsts), draw.choice(lasts)
        parts = ([first] if given_name or not surname.surname else []) + (
            [last] if surname.surname else []
        )
        name = " ".join(parts)
        if is_allowed(name):
            return name[0].upper() + name[1:]
    return ""


def part_of_surrogate(spoken_form: str, entity: Entity) -> str:
    """As much of the surrogate as was said of the name: the first name, the surname, or all."""
    words = fold_words(spoken_form)
    stand_in = split_name(entity.pseudonym)
    if not (stand_in.given and stand_in.surname):
        return entity.pseudonym
    first = entity.pseudonym.split()[0]
    last = entity.pseudonym.removeprefix(first).strip()
    known_names = [split_name(form) for form in entity.forms]
    surnames = {word for name in known_names for word in name.surname}
    has_surname = any(word in surnames or word.removesuffix("s") in surnames for word in words)
    givens = {form for name in known_names for g in name.given for form in inflections(g)}
    has_given = any(word in givens for word in words) or (not has_surname and len(words) == 1)
    if has_given and not has_surname:
        return first
    return last[0].upper() + last[1:] if has_surname and not has_given else entity.pseudonym


def _gender_of_role(role: str) -> str:
    words = {fold(word) for word in role.split()}
    return "f" if words & _FEMALE_ROLES else "m" if words & _MALE_ROLES else ""
