"""Reviewing: a person sees every replacement and decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.leak_check import find_leaks
from interview_kit.vault import decisions, names
from interview_kit.vault.decisions import Decision, DecisionKind
from interview_kit.vault.names import Proposal, Verdict
from interview_kit.workflow.pseudonymisation.lasting_decisions import DecisionScope, record_decision
from interview_kit.workflow.pseudonymisation.original_names import original_forms
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.study.interview_overview import choose_with_text
from interview_kit.workflow.study.open_study import Study, StudyInterview

CONTEXT = 40
"""Code points of text shown before and after a mention."""


@dataclass(frozen=True, slots=True)
class Replaceable:
    """One place that may be replaced, as a reviewer sees it."""

    proposal: Proposal
    entity: Entity
    before: str
    after: str
    speaker: Speaker
    start_ms: int


def replacements(interview: StudyInterview) -> tuple[Replaceable, ...]:
    """Every place in an interview that is, or may be, replaced, in the order of the text."""
    turns = {turn.number: turn for turn in interview.searched_turns}
    entities = {entity.id: entity for entity in names.entities(interview.vault)}
    replaceables = []
    for proposal in interview.text.proposals:
        turn, mention = turns[proposal.mention.turn], proposal.mention
        replaceables.append(
            Replaceable(
                proposal=proposal,
                entity=entities[proposal.entity],
                before=before_place(turn.text, mention.start),
                after=after_place(turn.text, mention.end),
                speaker=turn.speaker,
                start_ms=turn.start_ms,
            )
        )
    return tuple(replaceables)


def before_place(text: str, start: int) -> str:
    """The words in `text` just before a place that begins at `start`."""
    if start <= CONTEXT:
        return text[:start]
    return f"… {text[start - CONTEXT : start].partition(' ')[2]}"


def after_place(text: str, end: int) -> str:
    """The words in `text` just after a place that ends at `end`."""
    if len(text) - end <= CONTEXT:
        return text[end:]
    return f"{text[end : end + CONTEXT].rpartition(' ')[0]} …"


def decide(
    study: Study,
    interview: str,
    decided_proposals: Iterable[Proposal],
    verdict: Verdict,
    scope: DecisionScope = DecisionScope.PLACE,
    *,
    actor: str = "",
    why: str = "",
) -> int:
    """Keep one verdict for each of `decided`, or for all that is written alike; how many."""
    return record_decision(
        study, interview, decided_proposals, verdict, scope, actor=actor, why=why
    )


@dataclass(frozen=True, slots=True)
class ProposedReplacements:
    """How many places of an interview are or may be replaced, and how many are undecided."""

    interview: str
    replacements: int
    undecided: int


def propose_replacements(
    study: Study,
    ids: Iterable[str],
    *,
    all_of_them: bool = False,
    accept: bool = False,
    skip: Callable[[str], None] = lambda _id: None,
) -> tuple[ProposedReplacements, ...]:
    """Look for names in some interviews, or all that have a text; `accept` takes every proposal.

    `skip` is told of each that has none. Raises KitError for no interview, and where one that was
    named has no transcript.
    """
    chosen_ids = choose_with_text(study, ids, all_of_them=all_of_them, skip=skip)
    pseudonymise(study, *chosen_ids)
    if accept:
        for id in chosen_ids:
            decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)
    texts = {id: study.interview(id).text for id in chosen_ids}
    return tuple(
        ProposedReplacements(id, len(text.proposals), len(text.undecided))
        for id, text in texts.items()
    )


def rename(study: Study, entity: str, pseudonym: str, *, actor: str = "", why: str = "") -> None:
    """Give an entity another pseudonym, in every interview that is filed from now on.

    Raises KitError where it is empty, taken, or holds a known original.
    """
    new_pseudonym = " ".join(pseudonym.split())
    everyone = names.entities(study.vault)
    if not new_pseudonym:
        raise KitError("A pseudonym cannot be empty.", "Write what should stand in its place.")
    if any(
        other_entity.pseudonym == new_pseudonym and other_entity.id != entity
        for other_entity in everyone
    ):
        raise KitError("That pseudonym is taken.", "Two people would look like one.")
    if find_leaks(new_pseudonym, original_forms(study), "pseudonym"):
        raise KitError("That pseudonym holds a real name of this study.", "Choose another.")
    entity_before = next((candidate for candidate in everyone if candidate.id == entity), None)
    if entity_before is None:
        raise KitError(
            "There is no {entity} in the study.", "interview-kit names list", entity=entity
        )
    with study.vault.atomic():
        names.put_entities(study.vault, [replace(entity_before, pseudonym=new_pseudonym)])
        content = {"before": entity_before.pseudonym, "after": new_pseudonym}
        decisions.record(
            study.vault, Decision(DecisionKind.RENAMED, actor, why, "", (entity,), content)
        )
