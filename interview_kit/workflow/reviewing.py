"""Reviewing: a person sees every replacement, decides, and marks what was missed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.leak import find_leaks
from interview_kit.pseudonym.link import link
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.propose import propose
from interview_kit.vault import interviews, names, transcripts
from interview_kit.vault.names import Proposal, Verdict
from interview_kit.workflow.originals import original_forms
from interview_kit.workflow.pseudonymise import REVIEWER, profile_of, roster_for
from interview_kit.workflow.rulings import Scope, rule
from interview_kit.workflow.study import Study

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


def replacements(study: Study, interview: str) -> tuple[Replaceable, ...]:
    """Every place in an interview that is, or may be, replaced, in the order of the text."""
    interviews.get(study.vault, interview)
    turns = {turn.number: turn for turn in transcripts.turns(study.vault, interview)}
    entities = {entity.id: entity for entity in names.entities(study.vault)}
    shown = []
    for proposal in names.proposals(study.vault, interview):
        turn, mention = turns[proposal.mention.turn], proposal.mention
        shown.append(
            Replaceable(
                proposal=proposal,
                entity=entities[proposal.entity],
                before=turn.text[max(0, mention.start - CONTEXT) : mention.start],
                after=turn.text[mention.end : mention.end + CONTEXT],
                speaker=turn.speaker,
                start_ms=turn.start_ms,
            )
        )
    return tuple(shown)


def open_proposals(study: Study, interview: str) -> tuple[Proposal, ...]:
    """The replacements that wait for a decision."""
    return tuple(
        each for each in names.proposals(study.vault, interview) if each.verdict is Verdict.PROPOSED
    )


def decide(
    study: Study,
    interview: str,
    decided: Iterable[Proposal],
    verdict: Verdict,
    scope: Scope = Scope.PLACE,
    *,
    who: str = "",
    why: str = "",
) -> int:
    """Keep one verdict for each of `decided`, or for all that is written alike; how many."""
    return rule(study, interview, decided, verdict, scope, who=who, why=why)


def rename(study: Study, entity: str, pseudonym: str) -> None:
    """Give an entity another pseudonym, in every interview that is filed from now on.

    Raises KitError where it is empty, taken, or holds a known original.
    """
    wanted = " ".join(pseudonym.split())
    everyone = names.entities(study.vault)
    if not wanted:
        raise KitError("A pseudonym cannot be empty.", "Write what should stand in its place.")
    if any(other.pseudonym == wanted and other.id != entity for other in everyone):
        raise KitError("That pseudonym is taken.", "Two people would look like one.")
    if find_leaks(wanted, original_forms(study), "pseudonym"):
        raise KitError("That pseudonym holds a real name of this study.", "Choose another.")
    changed = [replace(each, pseudonym=wanted) for each in everyone if each.id == entity]
    names.put_entities(study.vault, changed)


def add_mention(study: Study, interview: str, turn: int, text: str, type: MentionType) -> int:
    """Mark a name that was missed, in `turn` and wherever else it stands in the interview.

    Each place counts as accepted. Returns how many places were new. Raises KitError where the
    turn does not say it.
    """
    wanted = " ".join(text.split())
    kept = interviews.get(study.vault, interview)
    pattern = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)", re.IGNORECASE)
    turns = transcripts.turns(study.vault, interview)
    if not wanted or not any(t.number == turn and pattern.search(t.text) for t in turns):
        raise KitError("The turn does not say that.", "Type it as it stands in the text.")
    before = names.proposals(study.vault, interview)
    marked = tuple(
        Mention(t.number, m.start(), m.end(), type, m.group(), REVIEWER, 1.0)
        for t in turns
        for m in pattern.finditer(t.text)
    )
    new = tuple(
        each
        for each in marked
        if not any(
            each.overlaps(old.mention) and old.verdict is not Verdict.REJECTED for old in before
        )
    )
    linked = link(new, names.entities(study.vault), roster_for(study, kept), kept.participant)
    kept_before = [old for old in before if not any(old.mention.overlaps(each) for each in new)]
    added = [
        Proposal(mention, entity, Verdict.ACCEPTED)
        for mention, entity in zip(new, linked.ids, strict=True)
    ]
    with study.vault.atomic():
        names.put_entities(study.vault, propose(linked.entities, kept.language, profile_of(study)))
        names.replace_proposals(study.vault, interview, [*kept_before, *added])
    return len(new)
