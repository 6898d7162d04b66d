"""Taking back what was decided about names, the latest first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from interview_kit.corpus import filed_interviews as filed
from interview_kit.errors import KitError
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.vault import decisions, names
from interview_kit.vault.decisions import Decision, DecisionKind
from interview_kit.vault.names import Verdict
from interview_kit.vault.vault import Vault
from interview_kit.workflow.pseudonymisation.entity_merging import find_entity
from interview_kit.workflow.pseudonymisation.heard_name_review import take_back_hearing
from interview_kit.workflow.study.open_study import Study


@dataclass(frozen=True, slots=True)
class UndoneDecision:
    """A decision that was taken back, and what it was about.

    `pseudonyms` are of the entities that it decided on; `words` are names as they are said, where
    it was about no entity. `interviews` are ids of those with a place of it, and of these the text
    in the corpus stays as it is where they are `filed`.
    """

    decision: Decision
    pseudonyms: tuple[str, ...]
    words: tuple[str, ...]
    interviews: tuple[str, ...]
    filed: tuple[str, ...]


def undo(study: Study) -> UndoneDecision:
    """Take back the latest decision that still stands; it stays on record as undone.

    Raises KitError where there is none. The key, once exported or destroyed, is not brought back.
    """
    standing = [
        event
        for event in decisions.all_of(study.vault)
        if event.kind in _UNDO and event.content and not event.undone
    ]
    if not standing:
        raise KitError("There is no decision to take back.", "Nothing was changed.")
    last = standing[-1]
    undone_decision = _described(study, last)
    with study.vault.atomic():
        _UNDO[last.kind](study.vault, last)
        decisions.take_back(study.vault, last.id)
    return undone_decision


def _described(study: Study, last: Decision) -> UndoneDecision:
    """What a decision is about, while it still stands."""
    entities = {entity.id: entity for entity in names.entities(study.vault)}
    content = last.content
    typed_words = [row[0] for row in content.get("rows", ())]
    places = content.get("before", ()) if last.kind in _VERDICTS else ()
    if last.kind in (DecisionKind.MERGED, DecisionKind.SPLIT):
        places = content["places"]
    interviews = dict.fromkeys(filter(None, (last.interview, *(place[0] for place in places))))
    filed_ids = set(filed.ids(study.corpus))
    return UndoneDecision(
        last,
        tuple(entities[id].pseudonym for id in last.entities if id in entities),
        tuple(typed_words if last.entities else typed_words or content.get("forms", ())),
        tuple(interviews),
        tuple(id for id in interviews if id in filed_ids),
    )


def _verdicts(vault: Vault, event: Decision) -> None:
    for interview, turn, start, verdict in event.content.get("before", ()):
        places = [
            proposal
            for proposal in names.proposals(vault, interview)
            if (proposal.mention.turn, proposal.mention.start) == (turn, start)
        ]
        names.decide(vault, interview, places, Verdict(verdict))


def _renaming(vault: Vault, event: Decision) -> None:
    entity = find_entity(vault, event.entities[0])
    names.put_entities(vault, [replace(entity, pseudonym=event.content["before"])])


def _marking(vault: Vault, event: Decision) -> None:
    """The places go, and so does what the entities learned by them."""
    marked_places = {(turn, start) for turn, start in event.content["places"]}
    proposals = names.proposals(vault, event.interview)
    remaining_proposals = [
        proposal
        for proposal in proposals
        if (proposal.mention.turn, proposal.mention.start) not in marked_places
    ]
    back = [names.proposal_of(row) for row in event.content["instead"]]
    names.put_proposals(vault, event.interview, [*remaining_proposals, *back])
    learned_forms: Mapping[str, list[str]] = event.content["forms"]
    for id in learned_forms:
        entity = find_entity(vault, id)
        forms = tuple(form for form in entity.forms if form not in learned_forms[id])
        names.put_entities(vault, [replace(entity, forms=forms)])


def _merge(vault: Vault, event: Decision) -> None:
    other_entity = find_entity(vault, event.content["other"])
    names.put_entities(vault, [replace(other_entity, same_as="")])
    names.move(vault, [tuple(place[:3]) for place in event.content["places"]], other_entity.id)


def _split(vault: Vault, event: Decision) -> None:
    new = find_entity(vault, event.content["new"])
    names.move(vault, [place[:3] for place in names.places(vault, new.id)], event.content["old"])
    names.put_entities(vault, [replace(new, same_as=event.content["old"])])


def _taking_off(vault: Vault, event: Decision) -> None:
    names.add_to_roster(
        vault,
        (
            RosterName(text, MentionType(kind), role, participant)
            for text, kind, role, participant in event.content["rows"]
        ),
    )
    known = {entity.id: entity for entity in names.entities(vault)}
    back = [known[id] for id in event.content["rostered"] if id in known]
    names.put_entities(vault, [replace(entry, rostered=True) for entry in back])


_VERDICTS = (DecisionKind.ACCEPTED, DecisionKind.REJECTED, DecisionKind.REOPENED)
_UNDO: dict[DecisionKind, Callable[[Vault, Decision], None]] = {
    **dict.fromkeys(_VERDICTS, _verdicts),
    DecisionKind.RENAMED: _renaming,
    DecisionKind.MARKED: _marking,
    DecisionKind.MERGED: _merge,
    DecisionKind.SPLIT: _split,
    DecisionKind.TAKEN_OFF: _taking_off,
    DecisionKind.HEARD: take_back_hearing,
    DecisionKind.NOT_HEARD: take_back_hearing,
}
