"""Linking: which mentions speak of the same person, place or thing, over the whole study.

Only safe cases join by themselves:

- a name of the roster and every form of it, also misheard, where one roster name fits best;
- the same folded form, genitive and diminutive taken off;
- a first name and a full name, where only one full name has that first name;
- two full names with the same surname and first names that sound alike (`Jam de Vries`);
- a surname after a title and a full name or other titled surname, where only one fits.

Persons, dates and ages are looked for within a participant's world; clinicians, places and the rest
over the whole study. Names that merely sound alike, or that more than one person bears, become
suggestions: someone decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from types import MappingProxyType
from typing import TypeAlias

from rapidfuzz.distance import DamerauLevenshtein

from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.fold import fold, fold_words
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.name_cues import CLINICIANS, CUES, KIN, role_of
from interview_kit.pseudonym.person_name import (
    PARTICLES,
    PersonName,
    are_letters_of,
    base_forms,
    clean,
    inflections,
    letters_alone,
    person_forms,
    split_name,
)
from interview_kit.pseudonym.phonetics import sounds_like
from interview_kit.pseudonym.roster import RosterName

_SOUND_OF_ROSTER = 0.7
_SOUND_TO_ASK = 0.8
_SAME_SOUND = 0.9
_LONG_WORD = 6


SpokenPlace: TypeAlias = tuple[int, int, str]
"""Where a mention begins, and its words: a turn, a character, a text."""


@dataclass(frozen=True, slots=True)
class LinkSuggestion:
    """Two entities that may be one, and why: `same first name`, `sounds alike`."""

    left: str
    right: str
    reason: str


@dataclass(frozen=True, slots=True)
class Linking:
    """What linking gives: all entities, the id for each mention in order, and what to ask."""

    entities: tuple[Entity, ...]
    ids: tuple[str, ...]
    suggestions: tuple[LinkSuggestion, ...] = ()


def link(
    mentions: Sequence[Mention],
    known_entities: Iterable[Entity] = (),
    roster: Iterable[RosterName] = (),
    participant: str = "",
    linked_before: Mapping[SpokenPlace, str] = MappingProxyType({}),
) -> Linking:
    """Join the mentions of one interview to the entities of the study.

    `known_entities` keep their ids, pseudonyms and forms, and gain forms. `linked_before` says who
    stood behind places of the interview, by their ids: where several bear a name, or nobody does,
    it stays so. What several may be meant by, and nobody stood behind, is one more person.
    `participant` is the code of the interview's participant. Ids are `e1`, `e2` …, never reused as
    long as `known_entities` holds them all.
    """
    study = _EntitiesSoFar(list(known_entities), participant, linked_before)
    for name in roster:
        study.enrol(name)
    # Full names first, so that first names find their bearer whatever was said first.
    order = sorted(range(len(mentions)), key=lambda at: (-_weight(mentions[at]), at))
    ids = [""] * len(mentions)
    for at in order:
        ids[at] = study.join(mentions[at])
    merged_ids = {entity.id: entity.same_as for entity in study.entities if entity.same_as}
    ids = [merged_ids.get(id, id) for id in ids]
    return Linking(tuple(study.entities), tuple(ids), tuple(study.suggestions))


def _weight(mention: Mention) -> int:
    if mention.type is not MentionType.PERSON:
        return 0
    name = split_name(mention.text)
    if letters_alone(name):
        return 0
    return 2 if name.given and name.surname else 1 if mention.cue else 0


class _EntitiesSoFar:
    """The entities while one interview is joined to them."""

    def __init__(
        self, entities: list[Entity], participant: str, linked_before: Mapping[SpokenPlace, str]
    ) -> None:
        self.entities = entities
        self.participant = participant
        self.linked_before = linked_before
        # Who is meant where several could be, by type, words and role: an index of `entities`.
        self.unclear: dict[tuple[MentionType, str, str], int] = {}
        self.suggestions: list[LinkSuggestion] = []
        numbers = (entity.id.removeprefix("e") for entity in entities)
        self.last = max((int(number) for number in numbers if number.isdigit()), default=0)

    def enrol(self, name: RosterName) -> None:
        """Give a roster name its entity, or find the one it has."""
        world = "" if _is_shared(name.type, name.role) else name.participant
        for at, entity in enumerate(self.entities):
            if (
                entity.type is name.type
                and entity.participant == world
                and any(fold(clean(form)) == fold(clean(name.text)) for form in entity.forms)
            ):
                role = entity.role or name.role
                self.entities[at] = changed(entity, role=role, rostered=True)
                return
        self._add(Entity("", name.type, "", (clean(name.text),), name.role, world, rostered=True))

    def join(self, mention: Mention) -> str:
        """The id of the entity behind `mention`, found or new."""
        role = role_of(mention.cue) if mention.type is MentionType.PERSON else ""
        key = (mention.type, fold(clean(mention.text)), role)
        at = self._find(mention)
        if at is None:
            at = self._found_before(mention)
        if at is None:
            at = self.unclear.get(key)
        if at is None:
            world = "" if _is_shared(mention.type, role) else self.participant
            at = self._add(Entity("", mention.type, "", (clean(mention.text),), role, world))
            self.unclear[key] = at
            self._suggest(self.entities[at])
            return self.entities[at].id
        entity = self.entities[at]
        form = clean(mention.text)
        if form not in entity.forms:
            entity = changed(entity, forms=(*entity.forms, form))
        if not entity.role:
            entity = changed(entity, role=role)
        self.entities[at] = entity
        return entity.id

    def _add(self, entity: Entity) -> int:
        self.last += 1
        self.entities.append(changed(entity, id=f"e{self.last}"))
        return len(self.entities) - 1

    def _find(self, mention: Mention) -> int | None:
        reach = [
            at for at, entity in enumerate(self.entities)
            if entity.participant in ("", self.participant)
        ]  # fmt: skip
        persons = [at for at in reach if self.entities[at].type is MentionType.PERSON]
        if mention.type is not MentionType.PERSON:
            same_type = [at for at in reach if self.entities[at].type is mention.type]
            entity_index = self._same_form(mention, same_type)
            # A town of the list is nobody, though somebody typed may be called like it.
            rostered_entities = [
                at
                for at in reach
                if self.entities[at].rostered
                and not (mention.type is MentionType.PLACE and at in persons)
            ]
            return (
                self._same_form(mention, rostered_entities)
                if entity_index is None
                else entity_index
            )
        own_persons = [
            at for at in persons if self.entities[at].participant or self.entities[at].rostered
        ]
        shared_persons = (
            [at for at in persons if at not in own_persons] if _may_treat(mention) else []
        )
        for way in (self._same_form, self._part_of_one, self._misheard):
            entity_index = way(mention, own_persons + shared_persons)
            if entity_index is not None:
                return entity_index
        return None

    def _found_before(self, mention: Mention) -> int | None:
        """Who stood behind this very place, if it is somebody who bears the name."""
        id = self.linked_before.get((mention.turn, mention.start, mention.text))
        bases = _bases(mention.text)
        for at, entity in enumerate(self.entities):
            if entity.id == id and entity.type is mention.type:
                return at if any(_bases(form) & bases for form in entity.forms) else None
        return None

    def _same_form(self, mention: Mention, candidates: list[int]) -> int | None:
        bases = _bases(mention.text)
        fits = [
            at for at in candidates
            if any(_bases(form) & bases for form in self.entities[at].forms)
        ]  # fmt: skip
        return self._sole(fits)

    def _part_of_one(self, mention: Mention, candidates: list[int]) -> int | None:
        spoken_name = split_name(mention.text)
        # After a title a single word is a surname, whatever it looks like alone.
        is_titled = bool(mention.cue) and mention.cue not in KIN and not spoken_name.surname
        fits = self._fuller(spoken_name, candidates, is_titled=is_titled)
        if not fits and mention.cue in KIN and not spoken_name.surname:
            # `mijn zus Kwakernaat`, who is known as Xanthippe Kwakernaat, the sister.
            own = [at for at in candidates if self.entities[at].role == role_of(mention.cue)]
            fits = self._fuller(PersonName(surname=spoken_name.given), own, is_titled=False)
        # Willem is Willem Bakker before he is Jan-Willem de Vries.
        closest = [
            at for at in fits
            if any(split_name(form).given == spoken_name.given for form in self.entities[at].forms)
        ]  # fmt: skip
        return self._sole(closest if spoken_name.given and len(closest) == 1 else fits)

    def _fuller(self, name: PersonName, candidates: list[int], *, is_titled: bool) -> list[int]:
        """Those of whom `name` is a part, or the other way round."""
        forms = [(at, split_name(form)) for at in candidates for form in self.entities[at].forms]
        fits = [at for at, form in forms if _is_part(name, form, is_titled=is_titled)]
        return list(dict.fromkeys(fits))

    def _misheard(self, mention: Mention, candidates: list[int]) -> int | None:
        """Only roster names are trusted to be the ones misheard, and only by the roster's ear."""
        if mention.detector != "roster" or mention.score >= 1:
            return None
        best: list[tuple[float, int]] = []
        for at in candidates:
            if self.entities[at].rostered:
                score = _likeness(mention.text, self.entities[at].forms[0])
                if score >= _SOUND_OF_ROSTER:
                    best.append((score, at))
        best.sort(reverse=True)
        clear = len(best) == 1 or (len(best) > 1 and best[0][0] > best[1][0])
        return best[0][1] if clear else None

    def _sole(self, fits: list[int]) -> int | None:
        """The one that fits; of several, the one that the roster holds, if it is alone in that."""
        if len(fits) > 1:
            fits = [at for at in fits if self.entities[at].rostered]
        return fits[0] if len(fits) == 1 else None

    def _suggest(self, new: Entity) -> None:
        for candidate in self.entities:
            if candidate.id == new.id or candidate.participant not in ("", self.participant):
                continue
            reason = why_alike(new, candidate)
            if reason:
                self.suggestions.append(LinkSuggestion(new.id, candidate.id, reason))


def why_alike(left: Entity, right: Entity) -> str:
    """Why two persons may be one: `shares a name`, `sounds alike`; empty where nothing says so."""
    if left.type is not MentionType.PERSON or right.type is not left.type:
        return ""
    pairs = [(form, other) for form in left.forms for other in right.forms]
    if any(
        _is_part(split_name(entry), split_name(other), is_titled=False) for entry, other in pairs
    ):
        return "shares a name"
    if any(
        _likeness(entry, other) >= _SOUND_TO_ASK
        or _alike_in_parts(split_name(entry), split_name(other))
        or _nearly_same_word(split_name(entry), split_name(other))
        for entry, other in pairs
    ):
        return "sounds alike"
    return ""


def _is_shared(kind: MentionType, role: str) -> bool:
    """Whether the whole study knows it: clinicians, places, institutions; no dates and ages."""
    if kind in (MentionType.DATE, MentionType.AGE):
        return False
    return kind is not MentionType.PERSON or any(word in CLINICIANS for word in fold_words(role))


def _may_treat(mention: Mention) -> bool:
    """Whether a clinician of the study may be meant: by title, or by a surname."""
    is_titled = mention.cue in CUES and mention.cue not in KIN
    return is_titled or bool(split_name(mention.text).surname)


def _bases(text: str) -> frozenset[tuple[str, ...]]:
    """The folded words of a form, its last word also without the ending of a genitive."""
    words = fold_words(text)
    if not words:
        return frozenset()
    return frozenset((*words[:-1], base) for base in base_forms(words[-1]))


def _is_part(spoken_name: PersonName, full: PersonName, *, is_titled: bool) -> bool:
    """Whether a name that was said is part of a fuller one, or the other way round."""
    for name, other in ((spoken_name, full), (full, spoken_name)):
        if letters := letters_alone(name):
            return are_letters_of(letters, other)
    if is_titled and spoken_name.given and not spoken_name.surname:
        spoken_name = PersonName(surname=spoken_name.given)
    if _is_whole_given(spoken_name, full) or _is_whole_given(full, spoken_name):
        return True
    if spoken_name.surname and full.surname:
        if not set(spoken_name.surname) & set(full.surname):
            return False
        if spoken_name.given and full.given:
            left, right = spoken_name.given[0], full.given[0]
            # With the very same surname, a first name that sounds alike was misheard.
            exact = spoken_name.surname == full.surname
            return _same_given(left, right) or (exact and sounds_like(left, right) >= _SAME_SOUND)
        return not (spoken_name.given and not full.given) or is_titled
    if len(spoken_name.given) > 1 or (len(full.given) > 1 and not full.surname):
        return False
    if spoken_name.given and full.given:
        nicknames = (*full.given, *full.nicknames)
        return any(_same_given(spoken_name.given[-1], name) for name in nicknames)
    return False


def _is_whole_given(spoken_name: PersonName, full: PersonName) -> bool:
    """Whether what was said is a given name of several words, with or without its dash.

    `Jan-Willem` and `Jan Willem` are Jan-Willem de Vries, and no other Willem.
    """
    words = (*spoken_name.given, *spoken_name.surname)
    count = len(words)
    return (
        count > 1
        and not spoken_name.particles
        and len(full.given) >= count
        and words[:-1] == full.given[: count - 1]
        and _same_given(words[-1], full.given[count - 1])
    )


def _alike_in_parts(left: PersonName, right: PersonName) -> bool:
    """Whether one part of two full names is the same and the other sounds alike, if faintly."""
    if not (left.given and left.surname and right.given and right.surname):
        return False
    surnames = "".join(left.surname), "".join(right.surname)
    if _same_given(left.given[0], right.given[0]):
        return sounds_like(*surnames) > 0
    return surnames[0] == surnames[1] and sounds_like(left.given[0], right.given[0]) > 0


def _nearly_same_word(left: PersonName, right: PersonName) -> bool:
    """Whether one of two names is a single word that is a part of the other but for a letter.

    `Verhuls` and `Verhulst`, or Saskia Verhulst. Short words differ by a letter too often.
    """
    lone_words = [("".join((*name.given, *name.surname)), other)
                  for name, other in ((left, right), (right, left))
                  if len(name.given) + len(name.surname) == 1]  # fmt: skip
    return any(
        min(len(word), len(part)) >= _LONG_WORD
        and DamerauLevenshtein.distance(word, part) == 1
        and sounds_like(word, part) > 0
        for word, other in lone_words
        for part in (*other.given, *other.surname)
    )


def _same_given(spoken_name: str, full: str) -> bool:
    initial = len(spoken_name) == 1 or len(full) == 1
    return (
        spoken_name[0] == full[0]
        if initial
        else spoken_name in inflections(full) or full in inflections(spoken_name)
    )


def _likeness(spoken_name: str, full: str) -> float:
    """How alike a name sounds to the form of a name it comes closest to."""
    spoken_letters = "".join(word for word in fold_words(spoken_name) if word not in PARTICLES)
    forms = person_forms(split_name(full))
    whole = [
        "".join(word for word in form.words if word not in PARTICLES)
        for form in forms
        if form.words
    ]
    return max(
        (1.0 if spoken_letters == name else sounds_like(spoken_letters, name) for name in whole),
        default=0.0,
    )
