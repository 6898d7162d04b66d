"""An entity: the person, place or date behind mentions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.person_name import clean, is_only_particles
from interview_kit.pseudonym.roster import RosterName


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, place, organisation or other thing that identifies, over the whole study.

    `id` is permanent within the study (`e12`). `pseudonym` is what replaces it, empty until one is
    proposed. `forms` are the originals as they were written, typed or heard, in order of
    appearance. `role` is what the roster or the talk says of it (`zus`, `psychiater`).
    `participant` is the code of the participant whose world it belongs to, empty where it is
    known to the whole study (clinicians, places). `rostered` tells that it was typed at consent.
    `same_as` is the id of the entity it was merged into by hand: its mentions are that one's. One
    without forms lost its names when the key was destroyed; its id and pseudonym stay taken.
    """

    id: str
    type: MentionType
    pseudonym: str = ""
    forms: tuple[str, ...] = ()
    role: str = ""
    participant: str = ""
    rostered: bool = False
    same_as: str = ""

    @property
    def telling_forms(self) -> tuple[str, ...]:
        """The forms by which it is known: `van` alone is none, unless it was typed."""
        return tuple(form for form in self.forms if self.rostered or not is_only_particles(form))

    def with_forms(self, new_forms: Iterable[str]) -> Entity:
        """The entity with the originals it lacks of those that were `new_forms`."""
        new = dict.fromkeys(form for form in map(clean, new_forms) if form not in self.forms)
        return replace(self, forms=(*self.forms, *new)) if new else self


def known_names(entities: Iterable[Entity], participant: str = "") -> tuple[RosterName, ...]:
    """The originals of entities as a roster: what was found once is found everywhere.

    Names of the world of `participant`, and those that were typed for the whole study, are looked
    for by sound too, all others by spelling.
    Detect once more with these before replacing, so that nothing the leak check knows is left.
    """
    naming_types = (MentionType.PERSON, MentionType.PLACE, MentionType.ORGANISATION)
    return tuple(
        RosterName(
            form,
            entity.type,
            entity.role,
            entity.participant,
            entity.rostered,
            by_sound=entity.participant == participant
            or (entity.rostered and not entity.participant),
        )
        for entity in entities
        for form in entity.telling_forms
        if entity.type in naming_types or entity.type is MentionType.DATE
    )
