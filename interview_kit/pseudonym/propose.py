"""Proposals: what replaces an entity, in the language of the interview.

`[zus van P07]` for a person with a role, `[psychiater 2]` for a clinician, `[persoon 3]`,
`[plaats 1]`, `[instelling 4]` for the rest; `[40-49 jaar]` where ages are coarsened. A pseudonym
that was given stays, a number that was used is not used again, and none holds an original.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from dataclasses import replace as changed
from enum import StrEnum
from functools import lru_cache

from interview_kit.language.word_table import WordTable
from interview_kit.pseudonym.coarse_labels import coarse_label
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.inflect import diminutive, genitive
from interview_kit.pseudonym.leak_check import Forms, find_leaks, known_forms
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.name_cues import CLINICIANS, DOCTOR
from interview_kit.pseudonym.person_name import inflections
from interview_kit.pseudonym.phonetics import sound_key
from interview_kit.pseudonym.surrogates import part_of_surrogate, surrogate

WORDS = WordTable(
    "pseudonym",
    {
        "person": "person",
        "place": "place",
        "organisation": "institution",
        "date": "date",
        "age": "age",
        "contact": "contact",
        "identifier": "number",
        "other": "detail",
        "of": "of",
        "doctor": "doctor",
    },
)
READ_LANGUAGES = frozenset(("nl", "en"))
"""The languages whose numbers and dates are read, for coarser labels."""
PARTICIPANT_ROLES = frozenset(("participant", "deelnemer", "deelneemster", "cliënt", "client"))
NUMBERED = re.compile(r"\[(.+) ([0-9]+)\]")
"""A pseudonym that ends in a number, and its two parts."""
# A small form, and the `s` of its genitive.
_SMALL = re.compile(r"(\w+(?:je|ke))(s?)")


class Style(StrEnum):
    """What stands in for a person: `[zus van P07]`, `[persoon 3]`, or another person's name."""

    ROLES = "roles"
    NUMBERED = "numbered"
    SURROGATES = "surrogates"


@dataclass(frozen=True, slots=True)
class PseudonymProfile:
    """How a study names people, and how much detail it keeps.

    `coarse` gives places by size, ages in tens of years and full dates moved. `secret` is the
    study's own: surrogates and moved dates are drawn with it, so without it there are none.
    """

    style: Style = Style.ROLES
    coarse: bool = False
    secret: bytes = b""


def propose(
    entities: Iterable[Entity],
    language: str,
    profile: PseudonymProfile | None = None,
    used_labels: Collection[str] = (),
) -> tuple[Entity, ...]:
    """The entities, each with a pseudonym; those that have one keep it.

    One exception: a surrogate that has since turned out to be a real name of the study gives way
    to another, and what holds it is to be filed again.

    `language` is `nl` or `en`. `used_labels` are pseudonyms of the study that no entity
    bears any more (after a merge): their numbers stay taken.
    """
    everyone = tuple(entities)
    label_language = language if language in READ_LANGUAGES else "nl"
    taken_labels = {*used_labels, *(entity.pseudonym for entity in everyone)} - {""}
    originals = known_forms(everyone)
    proposed_entities: list[Entity] = []
    for entity in everyone:
        clashes = is_surrogate(entity) and _names_someone(entity.pseudonym, originals)
        if not entity.pseudonym or (clashes and entity.forms):
            name = _propose(
                entity, label_language, profile or PseudonymProfile(), taken_labels, originals
            )
            taken_labels.add(name)
            entity = changed(entity, pseudonym=name)
        proposed_entities.append(entity)
    return tuple(proposed_entities)


def _propose(
    entity: Entity,
    language: str,
    profile: PseudonymProfile,
    taken_labels: set[str],
    originals: Forms,
) -> str:
    coarse = coarse_label(entity, language, profile.secret) if profile.coarse else ""
    if coarse and not find_leaks(coarse, originals, ""):
        return coarse
    if entity.type is MentionType.PERSON and profile.style is Style.SURROGATES and profile.secret:
        name = surrogate(
            entity,
            profile.secret,
            lambda name: (
                name not in taken_labels
                and not _names_someone(name, originals)
                and not _sounds_like_someone(name, originals)
            ),
        )
        if name:
            return name
    if entity.role in PARTICIPANT_ROLES and entity.participant:
        alone = f"[{entity.participant}]"
        if alone not in taken_labels:
            return alone
    label = WORDS.word(entity.type, language)
    if entity.type is MentionType.PERSON and entity.role and profile.style is not Style.NUMBERED:
        if any(word in CLINICIANS for word in fold_words(entity.role)) or not entity.participant:
            label = role_word(entity.role, language)
        elif not _names_someone(entity.role, originals):
            return _of_participant(entity, language, taken_labels)
    # A label that is itself somebody's name gives way: "persoon" may be a surname.
    fallbacks = (label, WORDS.word(entity.type, language), "x")
    safe = next(candidate for candidate in fallbacks if not _names_someone(candidate, originals))
    return f"[{safe} {next_number(safe, taken_labels)}]"


def role_word(role: str, language: str) -> str:
    """A role as it is read in `language`: the one of doctors is kept as one word in all of them."""
    return WORDS.word("doctor", language) if role == DOCTOR else role


def _names_someone(label: str, originals: Forms) -> bool:
    """Whether a word of the label is also an original, even one that is an everyday word."""
    return any(word in originals.lengths for word in fold_words(label))


def _sounds_like_someone(name: str, originals: Forms) -> bool:
    """Whether a reader could take a word of a surrogate for a given name of the study misheard."""
    given_sounds = _sounds(originals.given)
    return any(sound_key(word) in given_sounds for word in fold_words(name))


@lru_cache(maxsize=4)
def _sounds(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(sound_key, words))


def _of_participant(entity: Entity, language: str, taken_labels: set[str]) -> str:
    """`[zus van P07]`, and `[zus 2 van P07]` for the next."""
    tail = f"{WORDS.word('of', language)} {entity.participant}]"
    name, number = f"[{entity.role} {tail}", 1
    while name in taken_labels:
        number += 1
        name = f"[{entity.role} {number} {tail}"
    return name


def next_number(label: str, taken_labels: Iterable[str]) -> int:
    """The number after the last that was given with a label."""
    matches = (NUMBERED.fullmatch(name) for name in taken_labels)
    return 1 + max((int(m.group(2)) for m in matches if m and m.group(1) == label), default=0)


def rendered(mention_text: str, entity: Entity) -> str:
    """The pseudonym as it stands for this mention, inflected like it.

    `Mariekes boek` becomes `[zus van P07]'s boek`, in Dutch and English alike; a diminutive gives
    way to the bare label, because the ending says nothing that research needs. Of a surrogate, as
    much stands as was said of the name, with the same ending: `Jantjes` as `Joostjes`.
    """
    words = fold_words(mention_text)
    last = words[-1] if words else ""
    bases = {form[-1] for form in (fold_words(alias) for alias in entity.forms) if form}
    owner = last.endswith("s") and (
        "'" in last or (last[:-1] in bases and entity.type is MentionType.PERSON)
    )
    if not is_surrogate(entity):
        return genitive(entity.pseudonym, last) if owner else entity.pseudonym
    name = part_of_surrogate(mention_text, entity)
    small = _SMALL.fullmatch(last)
    other_bases = bases - {last, last.removesuffix("s")}
    if small and len(words) == 1 and any(small[1] in inflections(base) for base in other_bases):
        return diminutive(name) + small[2]
    return genitive(name, last) if owner else name


def is_surrogate(entity: Entity) -> bool:
    """Whether an entity is called by another person's name instead of a label in brackets."""
    return entity.type is MentionType.PERSON and entity.pseudonym[:1] not in ("", "[")
