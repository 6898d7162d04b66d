"""Recognising the names of an interview: detection and linking, until nothing new turns up.

What is found in one place is looked for in every other, as a name and in all its forms, so that the
leak check, which knows every form of every entity, finds nothing that detection did not see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from interview_kit.pseudonym.detectors import Detector, detect_turns
from interview_kit.pseudonym.entity import Entity, known_names
from interview_kit.pseudonym.linking import Linking, link
from interview_kit.pseudonym.mention import Mention
from interview_kit.pseudonym.roster import RosterName

# Two rounds nearly always do; the bound only guards against a detector that never settles.
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class RecognisedNames:
    """The mentions of an interview in order, and the entities they were joined to.

    `linking.ids` runs alongside `mentions`; `linking.entities` are all of the study.
    """

    mentions: tuple[Mention, ...]
    linking: Linking


def recognise(
    turns: Iterable[tuple[int, str]],
    language: str,
    roster: Iterable[RosterName] = (),
    known_entities: Iterable[Entity] = (),
    participant: str = "",
    *,
    using: Sequence[Detector] | None = None,
) -> RecognisedNames:
    """Find and link the names in all turns of an interview, given as (number, text).

    `known_entities` are those of the study so far: their originals are looked for too, whoever they
    belong to. `using` limits the work to some detectors.
    """
    numbered_turns, roster_names = tuple(turns), tuple(roster)
    # Enrolled before anything is found, so that what is heard as a name of the roster in one round
    # is still that person's in the next, when it is known by its spelling.
    entities = link((), known_entities, roster_names, participant).entities
    names = (*roster_names, *known_names(entities, participant))
    first: dict[tuple[int, int, int], Mention] = {}
    for _ in range(_ROUNDS):
        mentions = detect_turns(numbered_turns, language, names, using=using)
        for mention in mentions:
            first.setdefault((mention.turn, mention.start, mention.end), mention)
        linking = link(mentions, entities, roster_names, participant)
        grown = (*roster_names, *known_names((*entities, *linking.entities), participant))
        if set(grown) <= set(names):
            break
        names = tuple(dict.fromkeys((*names, *grown)))
        rostered_entities = {entity.id: entity for entity in linking.entities if entity.rostered}
        entities = tuple(rostered_entities.get(entity.id, entity) for entity in entities)
    return RecognisedNames(tuple(_as_found(place, first) for place in mentions), linking)


def _as_found(mention: Mention, first: Mapping[tuple[int, int, int], Mention]) -> Mention:
    """A mention under whoever found it first: in later rounds all is known by its spelling."""
    finder = first[mention.turn, mention.start, mention.end]
    return replace(mention, detector=finder.detector, score=finder.score)
