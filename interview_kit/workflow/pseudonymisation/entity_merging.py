"""Merging and splitting: who is who, where the links that were made are wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from interview_kit.errors import KitError
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.linking import why_alike
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.person_name import clean
from interview_kit.pseudonym.propose import propose
from interview_kit.vault import decisions, names
from interview_kit.vault.decisions import Decision, DecisionKind
from interview_kit.vault.vault import Vault
from interview_kit.workflow.interviews.conversation_language import label_language
from interview_kit.workflow.pseudonymisation.pseudonymise import profile_of
from interview_kit.workflow.study.open_study import Study, StudyInterview


def find_entity(vault: Vault, query: str) -> Entity:
    """The entity with this id or pseudonym, brackets or not. Raises KitError."""
    bare = query.strip().strip("[]")
    for entity in names.entities(vault):
        if bare in (entity.id, entity.pseudonym.strip("[]")):
            return entity
    raise KitError(
        "Nothing in the study is called {wanted}.",
        "interview-kit names list shows what there is.",
        wanted=query,
    )


def candidates(study: Study, entity: str) -> tuple[tuple[Entity, str], ...]:
    """Who may be the same as an entity, each with a reason; first those that have one.

    The reason is `shares a name`, `sounds alike`, or empty. Entities of the same participant come
    before others, and nobody who was merged or has lost his names is offered.
    """
    target = find_entity(study.vault, entity)
    other_entities = [
        (candidate, why_alike(target, candidate))
        for candidate in names.entities(study.vault)
        if candidate.type is target.type
        and candidate.id != target.id
        and candidate.forms
        and not candidate.same_as
    ]
    return tuple(
        sorted(
            other_entities,
            key=lambda pair: (not pair[1], pair[0].participant != target.participant),
        )
    )


def suggestions(study: Study) -> Iterator[tuple[Entity, Entity, str]]:
    """Pairs of persons that may be one and are not merged, each with the reason of `candidates`.

    Family is compared within a participant, and whoever the whole study knows with everybody.
    Pairs that a person split are not suggested again.
    """
    split_pairs = _split_pairs(study)
    bearers = [
        entity for entity in names.entities(study.vault) if entity.forms and not entity.same_as
    ]
    for left, right in combinations(bearers, 2):
        worlds = {left.participant, right.participant} - {""}
        if len(worlds) <= 1 and frozenset((left.id, right.id)) not in split_pairs:
            reason = why_alike(left, right)
            if reason:
                yield left, right, reason


@dataclass(frozen=True, slots=True)
class SharedName:
    """Two entities that the whole study knows by the same name, as after a merge of sites.

    `kept` was there first, and its pseudonym stays where they are joined; `form` is the name.
    """

    kept: str
    kept_pseudonym: str
    other: str
    other_pseudonym: str
    type: MentionType
    form: str


def shared_names(study: Study) -> tuple[SharedName, ...]:
    """Clinicians, places and institutions that stand in the study twice, and nobody split.

    Family and friends of one participant are never those of another, whatever they are called.
    """
    split_pairs = _split_pairs(study)
    bearers_by_name: dict[tuple[MentionType, str], Entity] = {}
    shared_pairs: list[SharedName] = []
    for entity in sorted(names.entities(study.vault), key=_number):
        if entity.participant or entity.same_as:
            continue
        keys = {(entity.type, fold(clean(form))): form for form in entity.forms}
        key = next(
            (
                key
                for key in keys
                if key in bearers_by_name
                and frozenset((bearers_by_name[key].id, entity.id)) not in split_pairs
            ),
            None,
        )
        bearer = entity if key is None else bearers_by_name[key]
        if key is not None:
            shared_pairs.append(
                SharedName(
                    bearer.id, bearer.pseudonym, entity.id, entity.pseudonym, entity.type, keys[key]
                )
            )
        for key in keys:
            bearers_by_name.setdefault(key, bearer)
    return tuple(shared_pairs)


def join_shared(
    study: Study, without_entities: Collection[str] = (), *, actor: str = "", why: str = ""
) -> tuple[SharedName, ...]:
    """Join every pair of `shared_names` but those with an entity in `without`; all or none.

    Each is a decision of its own, which `names undo` takes back. Raises KitError for an unknown id.
    """
    apart_ids = {find_entity(study.vault, query).id for query in without_entities}
    chosen_pairs = [pair for pair in shared_names(study) if not {pair.kept, pair.other} & apart_ids]
    with study.vault.atomic():
        for pair in chosen_pairs:
            merge(study, pair.kept, pair.other, actor=actor, why=why)
    return tuple(chosen_pairs)


def _split_pairs(study: Study) -> set[frozenset[str]]:
    return {
        frozenset(event.entities)
        for event in decisions.all_of(study.vault)
        if event.kind is DecisionKind.SPLIT and not event.undone
    }


def _number(entity: Entity) -> int:
    return int(entity.id[1:]) if entity.id[1:].isdigit() else 0


def merge(study: Study, kept_id: str, other_id: str, *, actor: str = "", why: str = "") -> Entity:
    """Make two entities one, here and in interviews to come; the one whose pseudonym stays.

    Raises KitError where they are one already.
    """
    vault = study.vault
    left, right = find_entity(vault, kept_id), find_entity(vault, other_id)
    if left.id == right.id or left.same_as or right.same_as:
        raise KitError("These are one already.", "interview-kit names undo takes a merge back.")
    if any(entity.same_as == right.id for entity in names.entities(vault)):
        raise KitError(
            "The second stands for several that were merged.", "Name it first: names merge B A."
        )
    places = names.places(vault, right.id)
    with vault.atomic():
        names.put_entities(vault, [replace(right, same_as=left.id)])
        names.move(vault, [place[:3] for place in places], left.id)
        content = {"kept": left.id, "other": right.id, "places": places}
        decisions.record(
            vault, Decision(DecisionKind.MERGED, actor, why, "", (left.id, right.id), content)
        )  # fmt: skip
    return left


def split(
    interview: StudyInterview,
    entity: str,
    *,
    turn: int | None = None,
    actor: str = "",
    why: str = "",
) -> Entity:
    """Make somebody of his own of what an entity is in one interview, or in one turn of it.

    Those places stay his when names are looked for again. Raises KitError where there is none.
    """
    vault, old = interview.vault, find_entity(interview.vault, entity)
    places = tuple(
        place
        for place in names.places(vault, old.id)
        if place[0] == interview.id and turn in (None, place[1])
    )
    if not places:
        raise KitError("It is not mentioned there.", "interview-kit review shows what is where.")
    everyone = names.entities(vault)
    numbers = [int(candidate.id[1:]) for candidate in everyone if candidate.id[1:].isdigit()]
    new = Entity(
        id=f"e{max(numbers) + 1}",
        type=old.type,
        forms=tuple(dict.fromkeys(clean(place[3]) for place in places)),
        role=old.role,
        participant=interview.participant if old.participant else "",
    )
    named_entity = propose(
        (*everyone, new), label_language(interview), profile_of(interview.study)
    )[-1]
    with vault.atomic():
        names.put_entities(vault, [named_entity])
        names.move(vault, [place[:3] for place in places], named_entity.id)
        content = {"old": old.id, "new": named_entity.id, "places": places}
        decisions.record(
            vault,
            Decision(
                DecisionKind.SPLIT, actor, why, interview.id, (old.id, named_entity.id), content
            ),
        )
    return named_entity
